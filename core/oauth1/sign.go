package oauth1

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"hash"
	"strconv"
	"strings"
	"time"

	"github.com/storekey/storekey/core/secret"
)

// Signature methods. Magento dropped SHA1 in 2.4.4.
const (
	SHA256 = "HMAC-SHA256"
	SHA1   = "HMAC-SHA1"
)

// Credentials are the values of an integration, by the names of RFC 5849's
// header. Token and TokenSecret are empty where a request token is asked for.
type Credentials struct {
	ConsumerKey, ConsumerSecret, Token, TokenSecret secret.Text
}

// Request is what of a request is signed. Form is a body of the media type
// application/x-www-form-urlencoded; no other body is.
type Request struct{ Method, URL, Form string }

// Options of a signature. Method is SHA256 and Nonce a random one where they are
// empty; Now must be set.
type Options struct {
	Method string
	Now    time.Time
	Nonce  string
	// Verifier goes with the exchange of a request token (RFC 5849 §2.3).
	Verifier secret.Text
	// Old signs as Magento up to 2.4.7 verifies: numbers in names sort by their
	// value, and escapes such as %2F in the path count as what they stand for.
	// Most requests are the same either way; see [Differs].
	Old bool
}

// Sign makes the value of the Authorization header. It is good once, for this
// method and address.
func Sign(r Request, c Credentials, o Options) (string, error) {
	a, err := parseAddress(r.URL)
	if err != nil {
		return "", err
	}
	base, order := a.base(), ByEncoding
	if o.Old {
		base, order = a.oldBase(), Natural
	}
	return c.header(o, func(parameters []Parameter) string {
		parameters = append(readQuery(r.Form, RFC5849), parameters...)
		return baseString(r.Method, base, join(signed(a.query, parameters, Magento), order, encode))
	})
}

// header signs the base string that base makes of the header's parameters.
func (c Credentials) header(o Options, base func([]Parameter) string) (string, error) {
	o = o.filled()
	if o.Now.IsZero() {
		return "", ErrNoTime
	}
	if c.ConsumerKey.Empty() || c.ConsumerSecret.Empty() {
		return "", ErrIncomplete
	}
	parameters := c.parameters(o)
	signature, err := sum(o.Method, c.key(), base(parameters))
	if err != nil {
		return "", err
	}
	return write(append(parameters, Parameter{"oauth_signature", signature})), nil
}

func hasScheme(header, scheme string) bool {
	return len(header) > len(scheme) && strings.EqualFold(header[:len(scheme)], scheme)
}

func (o Options) filled() Options {
	if o.Method == "" {
		o.Method = SHA256
	}
	if o.Nonce == "" {
		o.Nonce = newNonce()
	}
	return o
}

// newNonce is 16 random bytes.
func newNonce() string {
	b := make([]byte, 16)
	_, _ = rand.Read(b) // never fails: it would end the program
	return hex.EncodeToString(b)
}

// parameters are those of the header (RFC 5849 §3.1).
func (c Credentials) parameters(o Options) []Parameter {
	list := []Parameter{
		{"oauth_consumer_key", c.ConsumerKey.Reveal()},
		{"oauth_nonce", o.Nonce},
		{"oauth_signature_method", o.Method},
		{"oauth_timestamp", strconv.FormatInt(o.Now.Unix(), 10)},
		{"oauth_version", "1.0"},
	}
	if !c.Token.Empty() {
		list = append(list, Parameter{"oauth_token", c.Token.Reveal()})
	}
	if !o.Verifier.Empty() {
		list = append(list, Parameter{"oauth_verifier", o.Verifier.Reveal()})
	}
	return list
}

// key is that of the HMAC (RFC 5849 §3.4.2).
func (c Credentials) key() string {
	return encode(c.ConsumerSecret.Reveal()) + "&" + encode(c.TokenSecret.Reveal())
}

func sum(method, key, base string) (string, error) {
	var h func() hash.Hash
	switch method {
	case SHA256:
		h = sha256.New
	case SHA1:
		h = sha1.New
	default:
		return "", ErrMethod
	}
	mac := hmac.New(h, []byte(key))
	mac.Write([]byte(base))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil)), nil
}

// write makes the header value (RFC 5849 §3.5.1).
func write(parameters []Parameter) string {
	var b strings.Builder
	b.WriteString("OAuth ")
	for i, p := range parameters {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(encode(p.Name) + `="` + encode(p.Value) + `"`)
	}
	return b.String()
}
