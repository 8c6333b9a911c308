package api

import (
	"net/url"
	"strings"

	"github.com/storekey/storekey/core/snippet"
	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/wire"
)

// readRequest reads a request that was pasted: a command, a block of a .http
// file, or a text for a ticket that holds one. Its credential is taken out and
// told of; the request itself goes on without it.
func (h *handler) readRequest(j *job) (any, error) {
	var in textCall
	if err := j.read(&in); err != nil {
		return nil, err
	}
	r, findings, err := snippet.Read(fenced(in.Text))
	if err != nil {
		return nil, refuse("no_request")
	}
	now := h.now()
	bare := wire.Request{Method: r.Method, URL: r.URL, Headers: []wire.Header{}, Body: r.Body}
	carried := false
	for _, header := range r.Headers {
		if strings.EqualFold(header.Name, "Authorization") || strings.EqualFold(header.Name, "Cookie") {
			carried = true
			continue
		}
		bare.Headers = append(bare.Headers, header)
	}
	out := wire.ReadRequest{Request: bare, Findings: findings}
	if out.Findings == nil {
		out.Findings = []wire.Finding{}
	}
	if carried {
		report := token.Inspect(in.Text, now).Wire(now)
		out.Inspect = &report
	}
	if u, err := url.Parse(r.URL); err == nil && u.Host != "" {
		out.Origin = originOf(u)
	}
	return out, nil
}

// fenced is the first code block of a Markdown text, else the text itself.
func fenced(text string) string {
	const fence = "```"
	_, after, found := strings.Cut("\n"+text, "\n"+fence)
	if !found {
		return text
	}
	_, code, found := strings.Cut(after, "\n")
	if !found {
		return text
	}
	code, _, _ = strings.Cut(code, "\n"+fence)
	return code
}
