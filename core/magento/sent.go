package magento

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/wire"
)

// At tells the time, by which a token that was pasted with its request is
// judged, where the answer has no Date of its own.
func At(now time.Time) Option { return func(e *explained) { e.now = now } }

// maxRequest bounds how much of a pasted request is read.
const maxRequest = 64 << 10

// requestIn is what stands before the answer: the command that was typed, and the
// request as "curl -v" prints it.
func requestIn(text string) string {
	text = text[:min(len(text), maxRequest)]
	for _, mark := range []string{"\n< HTTP/", "\nHTTP/"} {
		if at := strings.Index(text, mark); at >= 0 {
			return text[:at]
		}
	}
	return ""
}

// judged is what the token that was sent makes of a refusal: what is certain now,
// and which possibilities are left.
type judged struct {
	codes []string
	left  []string
	// certain says that a box to tick would help nothing.
	certain bool
	params  []string
}

// judgeSent looks at the token that went with a refused request. Where that tells
// the reason, possibilities give way to it.
func (e *explained) judgeSent(text string) {
	request := requestIn(text)
	if request == "" || e.refusal == nil || e.time().IsZero() || e.refusal.Code != "not_authorized" && e.refusal.Code != "self_only" {
		return
	}
	report := token.Inspect(request, e.time())
	wrong := report.Findings
	j := judged{left: possibilities}
	switch {
	case len(report.Tokens) == 1:
		j = e.judge(report.Tokens[0])
		wrong = append(wrong, report.Tokens[0].Findings...)
	case len(report.Tokens) == 0 && !strings.Contains(asciiLower(request), "authorization:"):
		j = noneSent
	}
	if e.addWrong(wrong) {
		j = judged{certain: true}
	}
	for _, code := range j.codes {
		e.add(code, j.params...)
	}
	e.keep(j.left)
	e.certain = j.certain
}

var noneSent = judged{codes: []string{"sent_nothing"}, left: []string{"maybe_session"}, certain: true}

func (e *explained) judge(t token.Token) judged {
	own := e.refusal.Code == "self_only"
	params := []string{"until", t.ExpiresAt.UTC().Format(time.RFC3339)}
	switch {
	case t.Format == wire.FormatCookie:
		return noneSent
	case t.Kind == wire.KindCustomer && !own:
		return judged{codes: []string{"sent_customer"}, certain: true}
	case t.Kind == wire.KindAdmin && own:
		return judged{codes: []string{"sent_admin"}, certain: true}
	case t.Expired(e.time()):
		return judged{codes: []string{"sent_expired"}, certain: true, params: params}
	case t.Kind == wire.KindCustomer && strings.Contains(e.pasted, "/rest/all/"):
		return judged{left: []string{"on_store_all"}}
	case t.Kind == wire.KindCustomer, t.Kind == wire.KindAdmin:
		return judged{codes: []string{"sent_live"}, left: []string{"any_admin_passes", "maybe_other_view", "maybe_rights_cached", "maybe_header_lost"}, params: params}
	case t.Format == wire.FormatOpaque:
		return judged{codes: []string{"sent_opaque"}, left: []string{"any_admin_passes", "maybe_integration_bearer", "on_store_all", "maybe_other_view", "maybe_expired", "maybe_rights_cached", "maybe_header_lost"}}
	case t.Format == wire.FormatOAuth1:
		return judged{codes: []string{"sent_signed"}, left: []string{"maybe_rights_cached"}}
	}
	return judged{left: possibilities}
}

// addWrong adds what is wrong with the way the token is written, and reports
// whether that is reason enough.
func (e *explained) addWrong(findings []wire.Finding) (enough bool) {
	for _, f := range findings {
		if f.Level == wire.LevelInfo || f.Code == "token_expired" || f.Code == "nothing_token_like" {
			continue
		}
		e.findings = append(e.findings, f)
		enough = enough || f.Level == wire.LevelError
	}
	return enough
}

// keep drops the possibilities that are none, and puts the others in the order of
// left.
func (e *explained) keep(left []string) {
	var stay, maybe []wire.Finding
	for _, f := range e.findings {
		if slices.Contains(possibilities, f.Code) {
			maybe = append(maybe, f)
		} else {
			stay = append(stay, f)
		}
	}
	for _, code := range left {
		for _, f := range maybe {
			if f.Code == code {
				stay = append(stay, f)
			}
		}
	}
	e.findings = stay
}

// possibilities are the findings that a look at the token may settle.
var possibilities = []string{
	"any_admin_passes", "maybe_expired", "maybe_integration_bearer", "maybe_rights_cached", "maybe_header_lost",
	"maybe_other_view", "maybe_session", "on_store_all",
}

// time is the store's own where it told it.
func (e *explained) time() time.Time {
	if at, err := http.ParseTime(e.Header.Get("Date")); err == nil {
		return at
	}
	return e.now
}
