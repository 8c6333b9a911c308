package snippet

import (
	"strings"

	"github.com/storekey/storekey/core/wire"
)

var _ = register(Target{
	Card: wire.Card{
		ID:        "curlcmd",
		Title:     "curl (Windows cmd)",
		Summary:   "A curl command to paste into the Command Prompt of Windows.",
		Extension: "cmd",
	},
	limits: noStdin,
	write:  writeCurlCmd,
})

// maxCmdLine is what cmd.exe takes.
const maxCmdLine = 8191

// writeCurlCmd writes JSON on one line and in ASCII, because Windows would
// hand other characters over in the code page of the machine.
func writeCurlCmd(c *call) (string, error) {
	if c.isJSON() {
		body := plainJSON(*c.body)
		c.body = &body
	}
	if err := c.fitsCmd(); err != nil {
		return "", err
	}
	w := command{syntax: cmd}
	w.begin(c)
	w.put("curl --globoff")
	w.certificates(c, "-k", "--cacert ")
	w.curlMethod(c)
	if hasDotSegment(c.url) {
		w.put(" --path-as-is")
	}
	w.put(" ")
	w.quote(c.url)
	w.cmdHeaders(c)
	if c.body != nil {
		w.option("--data-raw ", *c.body)
	}
	if w.Len() > maxCmdLine {
		return "", ErrTooLongHere
	}
	return w.String(), nil
}

func (c *call) fitsCmd() error {
	texts := c.url + c.options.TLS.CACert
	for _, h := range c.headers {
		texts += h.Value
	}
	if c.body != nil {
		texts += *c.body
	}
	switch {
	case strings.ContainsFunc(texts, func(r rune) bool { return r != '\n' && isControl(r) }):
		return ErrControl
	case strings.ContainsFunc(texts, isForeign):
		return ErrNotASCII
	}
	return nil
}

// cmdHeaders puts a variable between quotes that cmd.exe sees, where nothing
// but another quote in its value could have a meaning.
func (w *command) cmdHeaders(c *call) {
	plain := *c
	plain.headers = nil
	for _, h := range c.headers {
		if h.env == "" {
			plain.headers = append(plain.headers, h)
			continue
		}
		w.put(w.between, `-H "`, h.Name, ": ", h.Value, "%", h.env, `%"`)
	}
	w.curlHeaders(&plain)
}
