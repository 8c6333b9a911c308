package magento

import (
	"net/http"
	"strings"

	"github.com/tidwall/gjson"
)

// RefusedOAuth2 says why an answer of a token service is not the one asked for;
// nil where nothing speaks against it. What a service says of itself goes before
// its status: a 401 with a challenge for Basic is about the client, not about a
// door.
func RefusedOAuth2(a Answer) *Refusal {
	text, said := oauth2Words(a.Body)
	r := &Refusal{Status: a.Status, StoreMessage: withoutSecrets(clip(said))}
	known, ok := ruleIn(oauth2Rules, plainly(text))
	switch {
	case a.Status == http.StatusTooManyRequests:
		r.Code, r.Params = "oauth2_throttled", set("wait", waitOf(a.Header))
	case ok:
		r.Code = known.code
	case a.Status == http.StatusUnprocessableEntity && said != "":
		r.Code = "oauth2_request"
	case a.Status == http.StatusUnsupportedMediaType:
		r.Code = "oauth2_body_unread"
	case a.Status == http.StatusNotFound, a.Status == http.StatusMethodNotAllowed:
		r.Code = "oauth2_no_endpoint"
	case said != "" && a.Status >= 500:
		r.Code = "oauth2_server"
	case said != "" && a.Status >= 400:
		r.Code = "oauth2_denied"
	default:
		return Refused(a)
	}
	return r
}

// waitOf is what Retry-After says, in words.
func waitOf(h http.Header) string {
	value := strings.TrimSpace(h.Get("Retry-After"))
	if value != "" && strings.Trim(value, "0123456789") == "" {
		return clip(value) + " s"
	}
	return clip(value)
}

// MissedByOAuth2 names the members that a token service says it misses: league's
// hint "Check the `client_id` parameter", Laravel's errors by field, and the words
// of others.
func MissedByOAuth2(a Answer) []string {
	var names []string
	gjson.GetBytes(a.Body, "errors").ForEach(func(name, _ gjson.Result) bool {
		names = append(names, name.String())
		return len(names) < 20
	})
	_, said := oauth2Words(a.Body)
	lower := strings.ToLower(said)
	if !strings.Contains(lower, "check the `") && !strings.Contains(lower, "missing") && !strings.Contains(lower, "required") {
		return names
	}
	for _, name := range []string{"grant_type", "client_id", "client_secret", "username", "password", "refresh_token"} {
		if strings.Contains(lower, name) {
			names = append(names, name)
		}
	}
	return names
}
