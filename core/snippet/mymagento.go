package snippet

import (
	"encoding/json"
	"strings"

	"github.com/storekey/storekey/core/wire"
)

var _ = register(Target{
	Card: wire.Card{
		ID:        "mymagento",
		Title:     "Python (MyMagento)",
		Summary:   "A MyMagento Client set up with the token, and the call.",
		Extension: "py",
	},
	limits: normal | noDots | noGetBody,
	write:  writeMyMagento,
})

// writeMyMagento gives the client the token and no login. MyMagento reaches
// REST alone, sends JSON alone, and no headers but its own.
func writeMyMagento(c *call) (string, error) {
	place, ok := readREST(c.url)
	if !ok {
		return "", ErrNotREST
	}
	token, found := c.take("Authorization")
	if scheme, credential := splitScheme(token.Header); found && token.env == "" {
		token.Value = credential
		found = strings.EqualFold(scheme, "Bearer ")
	} else {
		token.Value = ""
	}
	if !found {
		return "", ErrNotBearer
	}
	agent, hasAgent := c.take("User-Agent")
	kind, hasKind := c.take("Content-Type")
	c.take("Accept")
	switch {
	case hasKind && !strings.Contains(strings.ToLower(kind.Value), "json"):
		return "", ErrNotJSON
	case len(c.headers) > 0:
		return "", ErrHeaderForbidden
	case !strings.Contains(" GET POST PUT DELETE ", " "+c.method+" "):
		return "", ErrMethodHere
	case (c.body != nil) != (c.method == "POST" || c.method == "PUT"):
		return "", ErrNotJSON
	case c.body != nil && !isObject(*c.body):
		return "", ErrNotJSON
	}
	var p page
	if token.env != "" {
		p.put("import os\n\n")
	}
	if c.body != nil {
		p.put("import json\n\n")
	}
	p.put("from magento import Client\n\napi = Client(\n    domain=", python.Quote(place.domain), ",\n    username=\"\",\n    password=\"\",\n",
		"    token=", python.value(token), ",\n    login=False,\n")
	if place.scope != "" {
		p.put("    scope=", python.Quote(place.scope), ",\n")
	}
	if strings.HasPrefix(c.url, "http:") {
		p.put("    local=True,\n")
	}
	if hasAgent {
		p.put("    user_agent=", python.Quote(agent.Value), ",\n")
	}
	p.put(")\nresponse = api.", strings.ToLower(c.method), "(", place.written(c.url))
	if c.body != nil {
		p.put(", json.loads(", python.Quote(*c.body), ")")
	}
	p.put(")\nprint(response.status_code, response.text)\n")
	return p.text()
}

// restPlace is what MyMagento makes a REST address of.
type restPlace struct{ domain, scope, endpoint string }

func readREST(url string) (place restPlace, ok bool) {
	_, rest, _ := strings.Cut(url, "://")
	path, query, hasQuery := strings.Cut(rest, "?")
	place.domain, path, ok = strings.Cut(path, "/rest/")
	if !ok {
		return place, false
	}
	if version, endpoint, found := strings.Cut(path, "/"); found && version == "V1" {
		place.endpoint = endpoint
	} else if place.scope, endpoint, ok = strings.Cut(path, "/V1/"); ok && !strings.Contains(place.scope, "/") {
		place.endpoint = endpoint
	} else {
		return place, false
	}
	if hasQuery {
		place.endpoint += "?" + query
	}
	return place, true
}

// written is the address: by url_for, but where MyMagento would cut a part off
// the domain.
func (p restPlace) written(url string) string {
	if strings.ContainsAny(p.domain, ":@[") || strings.HasPrefix(p.domain, "www.") {
		return python.Quote(url)
	}
	return "api.url_for(" + python.Quote(p.endpoint) + ")"
}

// isObject tells a JSON object with something in it, which is what MyMagento
// sends.
func isObject(text string) bool {
	text = strings.Trim(text, " \t\r\n")
	return strings.HasPrefix(text, "{") && strings.Trim(text, "{} \t\r\n") != "" && json.Valid([]byte(text))
}
