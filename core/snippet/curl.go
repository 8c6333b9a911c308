package snippet

import (
	"strings"

	"github.com/storekey/storekey/core/snippet/internal/shell"
	"github.com/storekey/storekey/core/wire"
)

var _ = register(Target{
	Card: wire.Card{
		ID:        "curl",
		Title:     "curl",
		Summary:   "A curl command that bash, zsh, fish, dash and mksh run as pasted.",
		Extension: "sh",
	},
	Write: writeCurl,
})

// writeCurl writes one command whose words are quoted so that every shell reads
// them alike, and whose options keep curl from giving a value a meaning of its
// own: --globoff for [ ] { } in the address (always, because people add search
// criteria to what they pasted), --path-as-is for dot segments, --data-raw for
// a body that begins with @.
//
// The user's own ~/.curlrc stays in force: it is where the proxy and the
// certificates stand without which curl may not reach the store at all.
func writeCurl(r wire.Request) (string, error) {
	if err := wellFormed(r); err != nil {
		return "", err
	}
	if r.Method == "HEAD" && r.Body != nil {
		return "", ErrHeadBody
	}
	c := newCurl(r)
	if c.tooLong {
		return "", ErrTooLong
	}
	return c.text.String(), nil
}

// maxArgument is what Linux takes for one argument, its final NUL included.
const maxArgument = 128 << 10

type curlCommand struct {
	text    strings.Builder
	between string
	tooLong bool
}

func newCurl(r wire.Request) *curlCommand {
	c := &curlCommand{between: " "}
	c.text.Grow(curlSize(r))
	if !fitsOneLine(r) {
		c.between = " \\\n  "
	}
	c.text.WriteString("curl --globoff")
	c.method(r)
	c.address(r.URL)
	c.headers(r)
	if r.Body != nil {
		c.option("--data-raw", *r.Body)
	}
	return c
}

// fitsOneLine keeps the plain GET, which is most of what is copied, short.
func fitsOneLine(r wire.Request) bool { return r.Body == nil && len(r.Headers) <= 2 }

func curlSize(r wire.Request) int {
	size := 64 + len(r.Method) + len(r.URL)
	for _, h := range r.Headers {
		size += 16 + len(h.Name) + len(h.Value)
	}
	if r.Body != nil {
		size += 32 + len(*r.Body)*5/4
	}
	return size
}

// method names the method where curl would not choose it by itself: it sends
// POST with a body and GET without. HEAD by -X would wait for a body.
func (c *curlCommand) method(r wire.Request) {
	switch {
	case r.Method == "HEAD":
		c.text.WriteString(" --head")
	case r.Body != nil && r.Method == "POST", r.Body == nil && isGet(r.Method):
	case isGet(r.Method):
		c.text.WriteString(" -X GET")
	default:
		c.text.WriteString(" -X ")
		c.word(r.Method)
	}
}

// isGet reads a missing method as GET, as net/http does.
func isGet(method string) bool { return method == "" || method == "GET" }

func (c *curlCommand) address(url string) {
	target := requestTarget(url)
	if hasDotSegment(target) {
		c.text.WriteString(" --path-as-is")
	}
	c.text.WriteByte(' ')
	c.argument(target)
}

// requestTarget is the address as it is sent: without its fragment, and with
// blanks and non-ASCII characters of path and query percent-encoded, since
// curl refuses the former and sends the latter raw. All else stays as given,
// so that a signature over the address still holds.
func requestTarget(url string) string {
	url, _, _ = strings.Cut(url, "#")
	host := strings.Index(url, "://") + len("://")
	path := len(url)
	if i := strings.IndexAny(url[host:], "/?"); i >= 0 {
		path = host + i
	}
	return url[:path] + percentEncoded(url[path:])
}

func percentEncoded(text string) string {
	if strings.IndexFunc(text, notPrintable) < 0 {
		return text
	}
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if c := text[i]; notPrintable(rune(c)) {
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

func notPrintable(r rune) bool { return r <= ' ' || r > '~' }

// hasDotSegment says whether curl would shorten the path; newer versions read
// %2e as a dot too.
func hasDotSegment(url string) bool {
	return strings.Contains(url, "/.") || strings.Contains(strings.ToLower(url), "/%2e")
}

// headers leaves out those that curl counts from the body itself. Without a
// body it would send no Content-Length, which RFC 9110 §8.6 wants of methods
// that usually have one and some servers insist on (411); with one it would add
// a Content-Type of its own.
func (c *curlCommand) headers(r wire.Request) {
	hasType := false
	for _, h := range r.Headers {
		hasType = hasType || strings.EqualFold(h.Name, "Content-Type")
		if !isFraming(h.Name) {
			c.header(h)
		}
	}
	if r.Body == nil && wantsBody(r.Method) {
		c.option("-H", "Content-Length: 0")
	}
	if r.Body != nil && !hasType {
		c.option("-H", "Content-Type:")
	}
}

func isFraming(name string) bool {
	return strings.EqualFold(name, "Content-Length") || strings.EqualFold(name, "Transfer-Encoding")
}

func wantsBody(method string) bool {
	return method == "POST" || method == "PUT" || method == "PATCH"
}

// header writes an empty value with curl's semicolon: a name and a colon alone
// would remove the header.
func (c *curlCommand) header(h wire.Header) {
	if value := trimBlanks(h.Value); value != "" {
		c.option("-H", h.Name+": "+value)
		return
	}
	c.option("-H", h.Name+";")
}

func (c *curlCommand) option(name, value string) {
	c.text.WriteString(c.between)
	c.text.WriteString(name)
	c.text.WriteByte(' ')
	c.argument(value)
}

func (c *curlCommand) argument(value string) {
	c.tooLong = c.tooLong || len(value) >= maxArgument
	shell.Quote(&c.text, value)
}

// word writes a method bare where no shell could see anything in it.
func (c *curlCommand) word(text string) {
	for i := 0; i < len(text); i++ {
		if text[i] < 'A' || text[i] > 'Z' {
			c.argument(text)
			return
		}
	}
	c.text.WriteString(text)
}
