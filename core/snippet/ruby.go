package snippet

import (
	"fmt"
	"strings"

	"github.com/storekey/storekey/core/snippet/internal/literal"
	"github.com/storekey/storekey/core/wire"
)

var _ = register(Target{
	Card: wire.Card{
		ID:        "ruby",
		Title:     "Ruby",
		Summary:   "A Ruby script with net/http.",
		Extension: "rb",
	},
	limits: normal | merged | typed,
	write:  writeRuby,
})

var ruby = &language{Style: literal.Ruby, plus: " + ", env: "ENV.fetch('", end: "')"}

// writeRuby uses the class that takes any method, as those for GET, DELETE and
// their like allow no body.
func writeRuby(c *call) (string, error) {
	var p page
	p.put("require 'net/http'\n\nuri = URI(", ruby.Quote(c.url), ")\nrequest = Net::HTTPGenericRequest.new(",
		ruby.Quote(c.method), ", ", truth(c.body != nil), ", ", truth(c.method != "HEAD"), ", uri.request_uri)\n")
	for _, h := range c.headers {
		if strings.HasSuffix(h.Name, "-") {
			return "", fmt.Errorf("snippet: header %s: %w", h.Name, ErrHeaderForm) // it is lost in the capital letters
		}
		p.put("request[", ruby.Quote(h.Name), "] = ", ruby.value(h), "\n")
	}
	if c.body == nil && wantsBody(c.method) {
		p.put("request['Content-Length'] = '0'\n")
	}
	if c.body != nil {
		p.put("request.body = ", ruby.Quote(*c.body), "\n")
	}
	p.put("response = Net::HTTP.start(uri.hostname, uri.port, use_ssl: ",
		truth(strings.HasPrefix(strings.ToLower(c.url), "https:")), ") { |http| http.request(request) }\n",
		"puts response.code, response.body\n")
	return p.text()
}

func truth(yes bool) string {
	if yes {
		return "true"
	}
	return "false"
}
