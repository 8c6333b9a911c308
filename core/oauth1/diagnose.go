package oauth1

import (
	"strconv"
	"strings"
	"time"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// Observed is a signed request as it was sent, or is about to be.
type Observed struct {
	Method, URL   string
	Authorization string
	Body          string
	IsForm        bool // the body's media type is application/x-www-form-urlencoded
}

// Known is what is known besides.
type Known struct {
	Credentials Credentials
	// BaseURLs are other addresses of the same store: its base URL, what a proxy
	// hands on.
	BaseURLs []string
	// Now is the store's time where that is known.
	Now time.Time
}

// Diagnose compares a signed request with what it should be, and names the one
// mistake, or the two or three, that would lead to its signature. It finds only
// what it can prove: a signature that matches by chance does not exist.
func Diagnose(o Observed, k Known) wire.Signature {
	d := &diagnosis{o: o, k: k, out: wire.Signature{Variants: []wire.SignatureVariant{}, Findings: []wire.Finding{}}}
	d.run()
	wire.SortFindings(d.out.Findings)
	return d.out
}

type diagnosis struct {
	o      Observed
	k      Known
	header Header
	url    address
	out    wire.Signature
}

//go:noinline
func (d *diagnosis) say(code string, params ...string) {
	d.out.Findings = append(d.out.Findings, wire.NewFinding(code, params...))
}

func (d *diagnosis) run() {
	var err error
	if d.url, err = parseAddress(d.o.URL); err != nil {
		d.say("oauth1_no_address")
		return
	}
	if strings.Contains(d.url.query, "oauth_signature=") {
		d.say("oauth1_in_query")
	}
	if d.header, err = ParseHeader(d.o.Authorization); err != nil {
		d.say("oauth1_no_header")
		return
	}
	if strings.HasSuffix(strings.TrimRight(d.url.path, "/"), "/graphql") {
		d.say("oauth1_graphql")
	}
	d.judgeParameters()
	d.judgeTime()
	d.judgeCredentials()
	base := d.base()
	d.out.BaseString = secret.Redact(base, d.k.Credentials.Token, secret.New(d.header.Get("oauth_token")), secret.New(d.header.Get("oauth_verifier")))
	if !d.k.Credentials.ConsumerSecret.Empty() {
		d.compare()
	}
}

// base is the base string by which Magento verifies.
func (d *diagnosis) base() string {
	list := signed(d.url.query, d.others(), Magento)
	return baseString(d.o.Method, d.url.base(), join(list, ByEncoding, encode))
}

// others are the parameters that do not stand in the query.
func (d *diagnosis) others() []Parameter {
	var list []Parameter
	if d.o.IsForm {
		list = readQuery(d.o.Body, RFC5849)
	}
	return append(list, d.header.own()...)
}

// own are the parameters of the header that are signed.
func (h Header) own() []Parameter {
	var list []Parameter
	for _, p := range h.Parameters {
		if strings.HasPrefix(p.Name, "oauth_") {
			list = append(list, p)
		}
	}
	return list
}

// required are the parameters without which Magento refuses a request for a
// resource (Framework\Oauth\Oauth).
var required = []string{"oauth_consumer_key", "oauth_token", "oauth_signature_method", "oauth_timestamp", "oauth_nonce", "oauth_signature"}

func (d *diagnosis) judgeParameters() {
	var missing []string
	for _, name := range required {
		if d.header.Get(name) == "" && !(name == "oauth_token" && d.isExchange()) {
			missing = append(missing, name)
		}
	}
	if len(missing) > 0 {
		d.say("oauth1_parameter_missing", "names", strings.Join(missing, ", "))
	}
	switch method := d.header.Get("oauth_signature_method"); method {
	case SHA256, "":
	case SHA1:
		d.say("oauth1_method_old", "method", method)
	default:
		d.say("oauth1_method_refused", "method", clip(method))
	}
	if version := d.header.Get("oauth_version"); version != "" && version != "1.0" {
		d.say("oauth1_version", "version", clip(version))
	}
}

// isExchange tells the request for a request token, which has none yet.
func (d *diagnosis) isExchange() bool { return strings.HasSuffix(d.url.path, "/oauth/token/request") }

// ahead is how far in the future Magento takes a timestamp; the past has no
// limit (Integration\Model\Oauth\Nonce\Generator).
const ahead = 600 * time.Second

func (d *diagnosis) judgeTime() {
	text := d.header.Get("oauth_timestamp")
	if text == "" || d.k.Now.IsZero() {
		return
	}
	seconds, err := strconv.ParseInt(text, 10, 64)
	switch {
	case err != nil || seconds <= 0:
		d.say("oauth1_timestamp")
	case seconds > 1e11:
		d.say("oauth1_timestamp_milliseconds")
	case seconds > d.k.Now.Add(ahead).Unix():
		d.say("oauth1_clock_ahead", "minutes", strconv.FormatInt((seconds-d.k.Now.Unix())/60, 10))
	}
}

// judgeCredentials compares the header with the values of the integration.
func (d *diagnosis) judgeCredentials() {
	c := d.k.Credentials
	for _, v := range []struct {
		label, name string
		value       secret.Text
	}{
		{"Consumer Key", "oauth_consumer_key", c.ConsumerKey}, {"Access Token", "oauth_token", c.Token},
		{"Consumer Secret", "", c.ConsumerSecret}, {"Access Token Secret", "", c.TokenSecret},
	} {
		sent := d.header.Get(v.name)
		switch {
		case v.value.Empty() && v.name == "" && !(v.label == "Access Token Secret" && d.isExchange()):
			d.say("oauth1_secret_missing", "name", v.label)
		case isEncrypted(v.value.Reveal()):
			d.say("oauth1_secret_encrypted", "name", v.label)
		case v.name != "" && sent != "" && !v.value.Empty() && sent != v.value.Reveal():
			d.say("oauth1_value_differs", "name", v.label)
		}
	}
}

// isEncrypted tells a value as Magento's encryptor writes it into the database:
// key number, cipher number, base64.
func isEncrypted(text string) bool {
	return len(text) > 20 && text[1] == ':' && text[3] == ':' && digits(text) == 1 && digits(text[2:]) == 1
}

// clip makes a short, printable text of what somebody else wrote.
func clip(text string) string {
	out := make([]byte, 0, 24)
	for i := 0; i < len(text) && i < 24; i++ {
		if text[i] > ' ' && text[i] < 0x7f {
			out = append(out, text[i])
		}
	}
	return string(out)
}
