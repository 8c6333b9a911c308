package magento

import (
	"strings"

	"github.com/tidwall/gjson"

	"github.com/storekey/storekey/core/jsontext"
)

// toldByOAuth2 reads what other token services answer: the error JSON of RFC 6749
// §5.2 with what Laravel Passport adds, the challenge of RFC 6750 §3, Adobe's
// gateway, Laravel's own.
func (e *explained) toldByOAuth2() bool {
	text, said := oauth2Words(e.Body)
	if challenge := e.Header.Get("Www-Authenticate"); text == "" && strings.HasPrefix(asciiLower(challenge), "bearer") {
		text = strings.ReplaceAll(challenge, `"`, "")
	}
	r, ok := ruleIn(oauth2Rules, plainly(text))
	if !ok {
		return false
	}
	refusal := e.refusalOf(r.code)
	refusal.StoreMessage = withoutSecrets(clip(said))
	return e.refused(refusal, r.also)
}

func (e *explained) isOAuth2() bool {
	text, _ := oauth2Words(e.Body)
	_, ok := ruleIn(oauth2Rules, plainly(text))
	return ok
}

// oauth2Words makes one line of an error body to look the rules up by, and what
// the service said for people.
func oauth2Words(body []byte) (text, said string) {
	if len(body) == 0 || body[0] != '{' || len(body) > 64<<10 || !jsontext.Valid(body) {
		return "", ""
	}
	fields := gjson.GetManyBytes(body, "error", "error_description", "message", "hint", "error_code")
	if fields[0].Type != gjson.String && fields[2].Type != gjson.String {
		return "", ""
	}
	for _, f := range []gjson.Result{fields[1], fields[2], fields[0]} {
		if f.Type == gjson.String && f.Str != "" {
			said = f.Str
			break
		}
	}
	if hint := fields[3]; hint.Type == gjson.String && hint.Str != "" && hint.Str != said {
		said += " " + hint.Str
	}
	if fields[0].Type == gjson.String {
		return "error=" + fields[0].Str + " " + said, said
	}
	return said, said
}
