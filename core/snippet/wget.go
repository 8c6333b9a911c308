package snippet

import (
	"github.com/storekey/storekey/core/wire"
)

var _ = register(Target{
	Card: wire.Card{
		ID:        "wget",
		Title:     "wget",
		Summary:   "A GNU wget command that prints the answer.",
		Extension: "sh",
	},
	limits: arguments | normal | noDots | merged | typed | letters | capitals | noStdin,
	write:  writeWget,
})

// writeWget forbids redirects: wget would take the Authorization header along
// to whatever host one names.
func writeWget(c *call) (string, error) {
	var w command
	w.begin(c)
	w.put("wget --quiet --output-document=- --content-on-error --max-redirect=0")
	w.certificates(c, "--no-check-certificate", "--ca-certificate=")
	w.put(" ")
	if c.method != "GET" || c.body != nil {
		w.put("--method=", c.method, " ")
	}
	w.quote(c.url)
	for _, h := range c.headers {
		w.option("--header=", h.Name, ": ", h.Value)
		w.variable(h)
	}
	if c.body != nil {
		w.option("--body-data=", *c.body)
	}
	return w.String(), nil
}
