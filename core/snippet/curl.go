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
	limits: arguments,
	write:  func(c *call) (string, error) { return writeCurl(c, posix) },
})

// maxArgument is what Linux takes for one argument, its final NUL included.
const maxArgument = 128 << 10

// writeCurl writes one command whose words are quoted so that every shell reads
// them alike, and whose options keep curl from giving a value a meaning of its
// own: --globoff for [ ] { } in the address (always, because people add search
// criteria to what they pasted), --path-as-is for dot segments, --data-raw for
// a body that begins with @.
//
// The user's own ~/.curlrc stays in force: it is where the proxy and the
// certificates stand without which curl may not reach the store at all.
func writeCurl(c *call, syntax syntax) (string, error) {
	w := command{syntax: syntax}
	w.begin(c)
	w.secretsFromStdin(c)
	w.WriteString("curl --globoff")
	w.certificates(c, "-k", "--cacert ")
	w.curlMethod(c)
	if hasDotSegment(c.url) {
		w.WriteString(" --path-as-is")
	}
	w.WriteByte(' ')
	w.quote(c.url)
	w.curlHeaders(c)
	if c.body != nil {
		w.option("--data-raw ", *c.body)
	}
	return w.String(), nil
}

// secretsFromStdin lets the shell's own printf hand the secret headers to curl,
// so that they stand in no list of processes and in no history.
func (w *command) secretsFromStdin(c *call) {
	if c.options.Secret != SecretStdin {
		return
	}
	format, values := "", ""
	for _, h := range c.headers {
		if h.env != "" {
			format += h.Name + ": " + h.Value + `%s\n`
			values += ` "$` + h.env + `"`
		}
	}
	if format == "" {
		return
	}
	w.WriteString("printf '" + format + "'" + values + " | ")
	w.fromStdin = true
}

// curlMethod names the method where curl would not choose it by itself: it
// sends POST with a body and GET without. HEAD by -X would wait for a body.
func (w *command) curlMethod(c *call) {
	switch {
	case c.method == "HEAD":
		w.WriteString(" --head")
	case c.body != nil && c.method == "POST", c.body == nil && c.method == "GET":
	default:
		w.WriteString(" -X ")
		w.word(c.method)
	}
}

// certificates says how to look at the certificate where that is not as usual:
// any is the option that takes every one, by the one that names who vouches.
func (w *command) certificates(c *call, any, by string) {
	switch tls := c.options.TLS; {
	case !strings.HasPrefix(c.url, "https:"):
	case tls.Insecure:
		w.put(" ", any)
	case tls.CACert != "":
		w.put(" ", by)
		w.quote(tls.CACert)
	}
}

// curlHeaders leaves Content-Length to curl. Without a body it would send none,
// which RFC 9110 §8.6 wants of methods that usually have one and some servers
// insist on (411); with one it would add a Content-Type of its own.
func (w *command) curlHeaders(c *call) {
	if w.fromStdin {
		w.put(w.between, "-H @-")
	}
	for _, h := range c.headers {
		switch {
		case h.env != "" && w.fromStdin:
		case h.Value == "" && h.env == "":
			// A name and a colon alone would remove the header.
			w.option("-H ", h.Name, ";")
		default:
			w.option("-H ", h.Name, ": ", h.Value)
			w.variable(h)
		}
	}
	if c.body == nil && wantsBody(c.method) {
		w.option("-H ", "Content-Length: 0")
	}
	if c.body != nil && !c.has("Content-Type") {
		w.option("-H ", "Content-Type:")
	}
}

func wantsBody(method string) bool {
	return method == "POST" || method == "PUT" || method == "PATCH"
}

// command is a line for a shell.
type command struct {
	page
	syntax
	between   string
	fromStdin bool
}

// A syntax is how a shell reads words.
type syntax uint8

const (
	posix syntax = iota
	bash
	cmd
)

// begin keeps the plain GET, which is most of what is copied, on one line.
func (w *command) begin(c *call) {
	switch {
	case c.body == nil && len(c.headers) <= 2:
		w.between = " "
	case w.syntax == cmd:
		w.between = " ^\n  "
	default:
		w.between = " \\\n  "
	}
	w.Grow(c.size())
}

// quote writes texts as one word.
func (w *command) quote(texts ...string) {
	switch w.syntax {
	case bash:
		quoteBash(&w.Builder, texts...)
	case cmd:
		shell.QuoteCmd(&w.Builder, strings.Join(texts, ""))
	default:
		shell.Quote(&w.Builder, texts...)
	}
}

func (c *call) size() int {
	size := 32 + len(c.method) + len(c.url)
	for _, h := range c.headers {
		size += 16 + len(h.Name) + len(h.Value)
	}
	if c.body != nil {
		size += 32 + len(*c.body)*9/8
	}
	return size
}

// option writes a word whose name needs no quotes, and its value.
func (w *command) option(name string, value ...string) {
	w.put(w.between, name)
	w.quote(value...)
}

// variable lets the shell put the rest of a header's value behind it.
func (w *command) variable(h header) {
	if h.env != "" {
		w.put(`"$`, h.env, `"`)
	}
}

// word writes a method bare where no shell could see anything in it.
func (w *command) word(text string) {
	if strings.Trim(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" {
		w.WriteString(text)
		return
	}
	w.quote(text)
}
