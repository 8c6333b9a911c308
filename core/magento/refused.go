package magento

import (
	"net/http"
	"strings"

	"github.com/storekey/storekey/core/jsontext"
)

// Refused says why an answer is not the JSON that was asked for, or nil where
// it is.
func Refused(a Answer) *Refusal {
	if a.Status >= 200 && a.Status < 300 && jsontext.Valid(a.Body) {
		return nil
	}
	if r := atTheDoor(a); r != nil {
		return r
	}
	if m, ok := ParseMessage(a.Body); ok {
		return fromMessage(a.Status, m)
	}
	return fromPage(a)
}

// atTheDoor tells what a status and header say by themselves, whatever the
// body.
func atTheDoor(a Answer) *Refusal {
	switch {
	case a.Status >= 300 && a.Status < 400:
		return &Refusal{Status: a.Status, Code: "redirected", Params: set("target", bareTarget(a.Header.Get("Location")))}
	case a.Status == http.StatusUnauthorized && AsksBasic(a.Header):
		return &Refusal{Status: a.Status, Code: "basic_auth", Params: set("realm", realm(a.Header))}
	case a.Header.Get("Cf-Mitigated") != "":
		return &Refusal{Status: a.Status, Code: "waf_page", Params: set("server", clip(a.Header.Get("Server")))}
	}
	return nil
}

func set(name, value string) map[string]string {
	if value == "" {
		return nil
	}
	return map[string]string{name: value}
}

// AsksBasic reports whether HTTP Basic (RFC 7617 §2) is among the challenges.
// Magento itself never sends one. Browsers join several by commas.
func AsksBasic(h http.Header) bool {
	for _, line := range h.Values("Www-Authenticate") {
		for _, challenge := range strings.Split(line, ",") {
			scheme, _, _ := strings.Cut(strings.TrimSpace(challenge), " ")
			if strings.EqualFold(scheme, "basic") {
				return true
			}
		}
	}
	return false
}

// bareTarget is where a redirect leads, without a query, which may hold secrets,
// and without a user.
func bareTarget(location string) string {
	location, _, _ = strings.Cut(location, "#")
	location, _, _ = strings.Cut(location, "?")
	scheme, rest, ok := strings.Cut(location, "://")
	if !ok {
		return clip(withoutSecrets(location))
	}
	host, path, _ := strings.Cut(rest, "/")
	host = host[strings.LastIndexByte(host, '@')+1:]
	return clip(scheme + "://" + host + strings.TrimSuffix(withoutSecrets("/"+path), "/"))
}

func realm(h http.Header) string {
	_, after, ok := strings.Cut(h.Get("Www-Authenticate"), `realm="`)
	if !ok {
		return ""
	}
	name, _, _ := strings.Cut(after, `"`)
	return clip(name)
}

// fromMessage classifies Magento's own error body.
func fromMessage(status int, m Message) *Refusal {
	r := &Refusal{Status: status, Code: "refused", StoreMessage: storeMessage(m), Params: map[string]string{}}
	of := m
	rule, known := ruleFor(m)
	if !known {
		of, rule, known = firstKnown(m.Errors)
	}
	switch {
	case known:
		r.Code = rule.code
	case status == http.StatusTooManyRequests:
		r.Code = "rate_limited"
	case status >= 500 && m.Category == "":
		r.Code = "store_error"
	}
	r.ActiveProviders = of.Lists["active_providers"]
	if resources := resourcesOf(of); resources != "" && (r.Code == "not_authorized" || r.Code == "self_only") {
		r.Params["resources"] = resources
	}
	if field := of.Params["fieldName"]; field != "" {
		r.Params["field"] = withoutSecrets(field)
	}
	return r
}

func firstKnown(errors []Message) (Message, rule, bool) {
	for _, e := range errors {
		if r, ok := ruleFor(e); ok {
			return e, r, true
		}
	}
	return Message{}, rule{}, false
}

// storeMessage is all that the store said, one sentence after the other.
func storeMessage(m Message) string {
	texts := []string{m.Text}
	for _, e := range m.Errors {
		if e.Text != m.Text {
			texts = append(texts, e.Text)
		}
	}
	return clip(withoutSecrets(strings.Join(texts, " ")))
}
