package snippet

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/storekey/storekey/core/snippet/internal/literal"
	"github.com/storekey/storekey/core/wire"
)

// call is a request as the targets write it down: checked, as it goes over the
// wire, and with the places of its credentials known.
type call struct {
	method string
	// url is the address as it is sent; see requestTarget and normalURL.
	url     string
	headers []header
	body    *string
	options *Options
	// few is room for the headers of most requests that are copied.
	few [1]header
}

// asItStands are the options of most requests that are copied.
var asItStands Options

// header is one header line. Its value is Value, and after it what the
// environment variable env holds.
type header struct {
	wire.Header
	env string
}

// limits are what a form cannot say, or what its tool would change: a request
// that meets one is refused rather than bent.
type limits uint16

const (
	// headersOnly forms need no address.
	headersOnly limits = 1 << iota
	// normal writes the address in the normal form of RFC 3986, as the tool
	// would anyway; but for the characters that Target.kept names.
	normal
	// noDots: the tool shortens /./ and /../ in a path.
	noDots
	// merged headers of one name become one (RFC 9110 §5.3).
	merged
	// asciiHeaders, noEmpty: values that headers cannot have.
	asciiHeaders
	noEmpty
	// typed: the tool makes up a Content-Type for a body without.
	typed
	// noGetBody: no body with GET.
	noGetBody
	// letters: the method is of letters only; capitals: it has no small ones,
	// which the tool would change.
	letters
	capitals
	// noTemplates: two opening braces begin a variable of the tool's own.
	noTemplates
	// arguments: each text is one argument of a command on Unix.
	arguments
	// noVariables: there is no way to read the environment; noStdin: the command
	// would show it in the list of processes.
	noVariables
	noStdin
	// utf8URL: the tool decodes the address and encodes it anew.
	utf8URL
	// trimmedJSON: it takes the blanks around a JSON text away.
	trimmedJSON
)

func (l limits) has(one limits) bool { return l&one != 0 }

func (t *Target) newCall(r wire.Request, o Options) (*call, error) {
	if err := wellFormed(r, t.limits.has(headersOnly)); err != nil {
		return nil, err
	}
	if strings.ContainsFunc(o.TLS.CACert, isControl) {
		return nil, ErrControl
	}
	c := &call{method: r.Method, body: r.Body, options: &asItStands}
	if o != asItStands {
		given := o
		c.options = &given
	}
	if c.method == "" {
		c.method = "GET"
	}
	c.headers = c.few[:0]
	for _, h := range r.Headers {
		if !isFraming(h.Name) && !(t.signs && strings.EqualFold(h.Name, "Authorization")) {
			c.headers = append(c.headers, header{Header: wire.Header{Name: h.Name, Value: trimBlanks(h.Value)}})
		}
	}
	if !t.limits.has(headersOnly) {
		c.url = requestTarget(r.URL)
	}
	if t.limits.has(normal) {
		c.url = normalURL(c.url, t.kept)
	}
	if err := c.hide(t.limits); err != nil {
		return nil, err
	}
	if t.signs {
		if err := c.readyToSign(); err != nil {
			return nil, err
		}
	}
	if t.limits.has(merged) {
		c.merge()
	}
	c.mendJSON(t.limits)
	return c, t.check(c)
}

// mendJSON writes a JSON body so that the tool leaves it alone: the same JSON.
func (c *call) mendJSON(l limits) {
	if !l.has(noTemplates) && !l.has(trimmedJSON) || !c.isJSON() {
		return
	}
	body := *c.body
	if l.has(noTemplates) {
		body = parted(body)
	}
	if l.has(trimmedJSON) {
		body = strings.TrimSpace(body)
	}
	c.body = &body
}

// isFraming tells the headers that a client counts from the body itself.
func isFraming(name string) bool {
	return strings.EqualFold(name, "Content-Length") || strings.EqualFold(name, "Transfer-Encoding")
}

// merge writes headers of one name as one, as RFC 9110 §5.3 allows, and cookies
// as RFC 6265 §5.4 does.
func (c *call) merge() {
	var out []header
next:
	for _, h := range c.headers {
		for i := range out {
			if strings.EqualFold(out[i].Name, h.Name) && out[i].env == "" && h.env == "" {
				between := ", "
				if strings.EqualFold(h.Name, "Cookie") {
					between = "; "
				}
				out[i].Value = strings.TrimPrefix(out[i].Value+between+h.Value, between)
				continue next
			}
		}
		out = append(out, h)
	}
	c.headers = out
}

func (t *Target) check(c *call) error {
	l := t.limits
	if c.body != nil {
		switch {
		case c.method == "HEAD":
			return ErrHeadBody
		case l.has(noGetBody) && c.method == "GET":
			return ErrGetBody
		case l.has(typed) && !c.has("Content-Type"):
			return ErrBodyType
		case l.has(noTemplates) && strings.Contains(*c.body, "{{"):
			return ErrTemplate
		}
	}
	if l.has(letters) && strings.ContainsFunc(c.method, isNoLetter) || l.has(capitals) && strings.ToUpper(c.method) != c.method {
		return ErrMethodForm
	}
	if l.has(utf8URL) && !utf8.ValidString(decoded(c.url)) {
		return ErrURLForm
	}
	if l.has(noDots) && shortens(c.url) {
		return ErrDots
	}
	if l.has(noTemplates) && strings.Contains(c.url, "{{") {
		return ErrTemplate
	}
	if l.has(arguments) && c.tooLong(maxArgument) {
		return ErrTooLong
	}
	return t.checkHeaders(c)
}

func (t *Target) checkHeaders(c *call) error {
	l := t.limits
	for _, h := range c.headers {
		var why error
		switch {
		case t.forbidden != "" && strings.Contains(t.forbidden, " "+strings.ToLower(h.Name)+" "):
			why = ErrHeaderForbidden
		case l.has(noEmpty) && h.Value == "" && h.env == "":
			why = ErrHeaderEmpty
		case l.has(asciiHeaders) && strings.ContainsFunc(h.Value, isForeign):
			why = ErrHeaderASCII
		case l.has(noTemplates) && strings.Contains(h.Value, "{{"):
			why = ErrTemplate
		default:
			continue
		}
		return fmt.Errorf("snippet: header %s: %w", h.Name, why)
	}
	return nil
}

func isNoLetter(r rune) bool { return (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') }

func isForeign(r rune) bool { return r > '~' }

func (c *call) tooLong(most int) bool {
	if len(c.url) >= most || c.body != nil && len(*c.body) >= most {
		return true
	}
	for _, h := range c.headers {
		if len(h.Name)+2+len(h.Value) >= most {
			return true
		}
	}
	return false
}

func (c *call) has(name string) bool {
	for _, h := range c.headers {
		if strings.EqualFold(h.Name, name) {
			return true
		}
	}
	return false
}

// take removes the headers of a name, which a form writes elsewhere, and
// returns the last one's.
func (c *call) take(name string) (taken header, found bool) {
	kept := c.headers[:0:0]
	for _, h := range c.headers {
		if strings.EqualFold(h.Name, name) {
			taken, found = h, true
		} else {
			kept = append(kept, h)
		}
	}
	c.headers = kept
	return taken, found
}

// language writes texts, some of which end in the value of an environment
// variable.
type language struct {
	*literal.Style
	plus, env, end string
}

func (l *language) value(h header) string {
	switch {
	case h.env == "":
		return l.Quote(h.Value)
	case h.Value == "":
		return l.env + h.env + l.end
	}
	return l.Quote(h.Value) + l.plus + l.env + h.env + l.end
}

// page is a text in the making.
type page struct{ strings.Builder }

func (p *page) put(parts ...string) {
	for _, part := range parts {
		p.WriteString(part)
	}
}

// text is the page without the line break at its end.
func (p *page) text() (string, error) { return strings.TrimSuffix(p.String(), "\n"), nil }

// variables names what the text will read of the environment.
func (c *call) variables() (names []string) {
	for _, h := range c.headers {
		if h.env != "" && !slices.Contains(names, h.env) {
			names = append(names, h.env)
		}
	}
	return names
}

func (c *call) usesEnv() bool { return len(c.variables()) > 0 }
