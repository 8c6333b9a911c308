package snippet

import (
	"fmt"
	"strings"

	"github.com/storekey/storekey/core/wire"
)

var _ = register(Target{
	Card: wire.Card{
		ID:        "httpie",
		Title:     "HTTPie",
		Summary:   "An HTTPie command.",
		Extension: "sh",
	},
	limits: itemLimits,
	write:  writeHTTPie,
})

// itemLimits are those of HTTPie and of xh, which takes the same arguments.
var itemLimits = arguments | normal | noDots | merged | typed | letters | capitals | noStdin

// writeHTTPie refuses what its arguments cannot say: it takes a backslash
// before a separator away and leaves two as they are.
func writeHTTPie(c *call) (string, error) {
	for _, h := range c.headers {
		if oddBeforeSeparator(h.Value) {
			return "", fmt.Errorf("snippet: header %s: %w", h.Name, ErrHeaderBackslash)
		}
	}
	if c.body != nil && *c.body == "--" {
		return "", ErrBodyForm // Python's argparse takes it for the end of the options
	}
	return writeItems(c, "http", func(value string) string { return value })
}

// oddBeforeSeparator finds a separator behind an odd number of backslashes.
func oddBeforeSeparator(value string) bool {
	run := 0
	for i := 0; i < len(value); i++ {
		switch {
		case value[i] == '\\':
			run++
			continue
		case run%2 == 1 && strings.IndexByte(":;@=", value[i]) >= 0:
			return true
		}
		run = 0
	}
	return false
}

// writeItems writes the headers as request items. A blank keeps = and @ at the
// beginning of a value from making another separator together with the colon;
// it is no part of the value.
func writeItems(c *call, program string, escape func(string) string) (string, error) {
	var w command
	w.begin(c)
	w.put(program, " --ignore-stdin")
	w.certificates(c, "--verify=no", "--verify=")
	w.put(" ", c.method, " ")
	w.quote(c.url)
	for _, h := range c.headers {
		switch {
		case strings.HasPrefix(h.Name, "-"), h.Value != strings.TrimSpace(h.Value) && h.env == "":
			// it would be an option, or lose blanks beyond ASCII
			return "", fmt.Errorf("snippet: header %s: %w", h.Name, ErrHeaderForm)
		case h.Value == "" && h.env == "":
			w.option("", h.Name+";")
		case strings.HasPrefix(h.Value, "=") || strings.HasPrefix(h.Value, "@"):
			w.option("", h.Name+": "+escape(h.Value))
		default:
			w.option("", h.Name+":"+escape(h.Value))
		}
		w.variable(h)
	}
	if c.body != nil {
		w.option("--raw=", *c.body)
	}
	return w.String(), nil
}
