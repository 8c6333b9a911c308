package oauth1

import (
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"hash"

	"github.com/storekey/storekey/core/wire"
)

// option is one way to do a part of the signing; the code names what is wrong
// with it, and is empty for the right way.
type option struct{ code, text, show string }

// attempt is one way to sign: an option of each part.
type attempt struct{ key, method, address, parameters option }

func (a attempt) options() [4]option { return [4]option{a.key, a.method, a.address, a.parameters} }

func (a attempt) mistakes() int {
	n := 0
	for _, o := range a.options() {
		if o.code != "" {
			n++
		}
	}
	return n
}

// maxCompared bounds what is signed over and over.
const maxCompared = 8 << 10

// compare looks for the way that leads to the signature in hand, those with
// fewer mistakes first: up to three, two where the method is another.
func (d *diagnosis) compare() {
	if len(d.o.URL)+len(d.o.Authorization) > maxCompared || d.o.IsForm && len(d.o.Body) > maxCompared {
		d.say("oauth1_too_long")
		return
	}
	given, addresses := d.signatures(), d.addresses()
	keys, methods, parameters := d.keys(), d.methods(), encodedAll(d.parameterTexts())
	for mistakes := range 4 {
		for _, address := range encodedAll(addresses) {
			for _, list := range parameters {
				for _, method := range methods {
					a := attempt{method: method, address: address, parameters: list}
					if m := a.mistakes(); m > mistakes || mistakes-m > 1 || method.code != "" && mistakes > 2 {
						continue
					}
					if d.tryKeys(a, keys, mistakes, given) {
						d.list(addresses, address.show)
						return
					}
				}
			}
		}
	}
	d.list(addresses, "")
	d.say("oauth1_unexplained")
}

func (d *diagnosis) tryKeys(a attempt, keys []option, mistakes int, given []signature) bool {
	base := a.method.text + "&" + a.address.text + "&" + a.parameters.text
	for _, key := range keys {
		if a.key = key; a.mistakes() == mistakes && d.matches(a, base, given) {
			return true
		}
	}
	return false
}

// encodedAll are the options as they stand in a base string.
func encodedAll(list []option) []option {
	all := make([]option, 0, len(list))
	for _, o := range list {
		all = append(all, option{o.code, encode(o.text), o.show})
	}
	return all
}

// signature is what was signed with, read in one of the ways that people write it.
type signature struct {
	code string
	sum  []byte
}

func (d *diagnosis) signatures() []signature {
	text := d.header.Get("oauth_signature")
	var list []signature
	if sum, err := base64.StdEncoding.DecodeString(text); err == nil {
		list = append(list, signature{"", sum})
		if inner, err := hex.DecodeString(string(sum)); err == nil {
			list = append(list, signature{"oauth1_signature_hex", inner})
		}
	}
	if sum, err := hex.DecodeString(text); err == nil {
		list = append(list, signature{"oauth1_signature_hex", sum})
	}
	if sum, err := base64.RawURLEncoding.DecodeString(text); err == nil {
		list = append(list, signature{"oauth1_signature_alphabet", sum})
	}
	if again := decode(text); again != text {
		if sum, err := base64.StdEncoding.DecodeString(again); err == nil {
			list = append(list, signature{"oauth1_signature_encoded_twice", sum})
		}
	}
	return list
}

// matches signs in one way and compares; the length of the sum tells its hash.
func (d *diagnosis) matches(a attempt, base string, given []signature) bool {
	for _, s := range given {
		h, name := hashOfLength(len(s.sum))
		if h == nil {
			continue
		}
		mac := hmac.New(h, []byte(a.key.text))
		mac.Write([]byte(base))
		if hmac.Equal(mac.Sum(nil), s.sum) {
			d.explain(a, s, name)
			return true
		}
	}
	return false
}

func hashOfLength(n int) (func() hash.Hash, string) {
	switch n {
	case sha1.Size:
		return sha1.New, SHA1
	case sha256.Size:
		return sha256.New, SHA256
	case sha512.Size:
		return sha512.New, "HMAC-SHA512"
	}
	return nil, ""
}

// explain says every mistake of the way that was found.
func (d *diagnosis) explain(a attempt, s signature, hash string) {
	before := len(d.out.Findings)
	for _, o := range a.options() {
		if o.code != "" {
			d.say(o.code, "signed", o.show)
		}
	}
	if s.code != "" {
		d.say(s.code)
	}
	if named := d.header.Get("oauth_signature_method"); named != hash {
		d.say("oauth1_wrong_hash", "named", clip(named), "signed", hash)
	}
	if len(d.out.Findings) == before {
		d.out.Matches = true
		d.say("oauth1_signature_right")
		if Differs(d.o.URL) {
			d.say("oauth1_versions_differ")
		}
	}
}

// list shows the addresses that were compared, and which one was signed.
func (d *diagnosis) list(addresses []option, found string) {
	for _, o := range addresses {
		name := o.code
		if name == "" {
			name = "as_sent"
		}
		d.out.Variants = append(d.out.Variants, wire.SignatureVariant{Name: name, URL: o.show, Matches: o.show == found})
	}
}
