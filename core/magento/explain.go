package magento

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/storekey/storekey/core/wire"
)

// Option adds to what Explain knows.
type Option func(*explained)

// PathOf finds the box of a resource in the role editor: the titles on the way to
// it, and whether it is ticked there: "yes", "no", or "" where that is not known.
type PathOf func(resource string) (path []string, ticked string)

// WithPaths lets an explanation of a missing right end with the box to tick.
func WithPaths(paths PathOf) Option { return func(e *explained) { e.paths = paths } }

// Explain says what a pasted answer of a store means and what to do: a body, a
// body after its header block, the text of a message alone, or what a browser or
// curl says where no answer came. status is 0 where it is not known. The worst
// comes first, then what else may be the case, the likeliest first. A text that
// is not understood gives nothing: Unknown says what would help.
func Explain(status int, text string, options ...Option) []wire.Finding {
	e := &explained{Answer: pasted(status, text), pasted: asciiLower(text[:min(len(text), maxPage)])}
	for _, option := range options {
		option(e)
	}
	if !e.told() {
		return nil
	}
	e.addCircumstances()
	e.judgeSent(text)
	wire.SortFindings(e.findings)
	e.addBoxes()
	return e.findings
}

// Unknown says what would help where Explain knew nothing.
func Unknown(status int, text string) wire.Finding {
	switch text = strings.TrimSpace(text); {
	case text == "":
		return finding("answer_empty", nil)
	case withoutSecrets(text) != text && len(strings.Fields(text)) < 4:
		return finding("answer_is_token", nil)
	}
	return finding("answer_unknown", nil)
}

// maxPage bounds how much of a page is looked through.
const maxPage = 256 << 10

// explained is an explanation in the making.
type explained struct {
	Answer
	// pasted is all of the text in small letters, for what it tells beside the
	// answer.
	pasted   string
	paths    PathOf
	now      time.Time
	certain  bool // a box to tick would help nothing
	message  Message
	refusal  *Refusal
	findings []wire.Finding
}

func (e *explained) add(code string, params ...string) {
	words := map[string]string{}
	for i := 0; i+1 < len(params); i += 2 {
		words[params[i]] = params[i+1]
	}
	e.findings = append(e.findings, finding(code, words))
}

// refused adds a refusal and what else belongs to it.
func (e *explained) refused(r *Refusal, also []string) bool {
	e.refusal = r
	e.findings = append(e.findings, r.Finding())
	for _, code := range also {
		if e.fits(code) {
			e.add(code)
		}
	}
	return true
}

// told finds the one thing that the answer means.
func (e *explained) told() bool {
	for _, way := range []func() bool{
		e.toldByHead, e.toldBySuccess, e.toldByMessage, e.toldByOAuth2, e.toldByPage, e.toldByText, e.toldByStatus,
	} {
		if way() {
			return true
		}
	}
	return false
}

// toldByHead reads what a status and header say by themselves.
func (e *explained) toldByHead() bool {
	if e.Header.Get("Cf-Mitigated") != "" {
		return e.refused(e.refusalOf("bot_challenge"), nil)
	}
	r := atTheDoor(e.Answer)
	if r == nil {
		return false
	}
	if r.Code == "redirected" && containsAny(asciiLower(r.Params["target"]), loginHosts) {
		r.Code = "access_login"
	}
	return e.refused(r, nil)
}

// loginHosts are where access proxies send a caller that is not logged in.
var loginHosts = []string{"cloudflareaccess.com", "login.microsoftonline.com", ".okta.com", "accounts.google.com", "/oauth2/sign_in", "/oauth2/start"}

func (e *explained) refusalOf(code string) *Refusal {
	server := clip(e.Header.Get("Server"))
	r := &Refusal{Status: e.Status, Code: code, Params: set("server", server)}
	r.StoreMessage = e.frontWords(server)
	return r
}

// frontWords is what stands in front of a store said of itself: the title of its
// page, its text where that is short, its name, or the status alone.
func (e *explained) frontWords(server string) string {
	if title := pageTitle(e.Body); title != "" {
		return withoutSecrets(title)
	}
	if text := strings.TrimSpace(string(e.Body[:min(len(e.Body), maxFrontWords)])); text != "" && !strings.ContainsAny(text, "<{") {
		return withoutSecrets(clip(text))
	}
	if server != "" {
		return server
	}
	return "status " + strconv.Itoa(e.Status)
}

const maxFrontWords = 200

// toldByMessage reads Magento's own error bodies.
func (e *explained) toldByMessage() bool {
	m, ok := anyMessage(e.Body)
	if !ok {
		return false
	}
	e.message = m
	r := fromMessage(e.Status, m)
	known, ok := ruleFor(m)
	if !ok {
		_, known, ok = firstKnown(m.Errors)
	}
	also := known.also
	switch {
	case ok && known.code == "signature_invalid" && isExchange(e.Body):
		also = exchangeAlso
	case !ok:
		r.Code = unknownMessage(e.Status, m, r.Code)
	}
	if r.Code == "refused" && isFault(e.Body) { // its status is 200
		r.Code = "request_refused"
	}
	if r.Code == "refused" || e.isOAuth2() && !ok {
		return false
	}
	return e.refused(r, also)
}

// unknownMessage is the code for a text of Magento's that no rule knows: what
// kind of exception has that category or status (Framework GraphQl/Exception,
// Webapi/ErrorProcessor.php).
func unknownMessage(status int, m Message, code string) string {
	switch {
	case m.GraphQL:
		return graphQLCode(m)
	case status == http.StatusNotFound:
		return "record_missing"
	case status == http.StatusUnauthorized:
		return "caller_refused"
	case status == http.StatusBadRequest, status == http.StatusConflict, status == http.StatusUnprocessableEntity:
		return "request_refused"
	}
	return code
}

func graphQLCode(m Message) string {
	for _, c := range categories {
		if c.category == m.Category {
			return c.code
		}
	}
	if strings.HasPrefix(plainly(m.Text), "internal server error") {
		return "graphql_internal"
	}
	return "graphql_query"
}

// toldByPage knows pages that are no answer of the web API.
func (e *explained) toldByPage() bool {
	if e.Status == 0 && !looksLikeHTML(e.Body) && len(e.Body) > maxMessage {
		return false
	}
	if code := e.pageCode(); code != "" {
		r := e.refusalOf(code)
		if number := recordNumber(e.Body); number != "" {
			r.Params = set("report", number)
		}
		return e.refused(r, nil)
	}
	if !looksLikeHTML(e.Body) {
		return false
	}
	r := fromPage(e.Answer)
	return r.Code != "refused" && e.refused(e.refusalOf(r.Code), nil)
}

func (e *explained) pageCode() string {
	text := asciiLower(string(e.Body[:min(len(e.Body), maxPage)]))
	server := asciiLower(e.Header.Get("Server"))
	for _, r := range pageRules {
		if r.status != 0 && r.status != e.Status || !strings.HasPrefix(server, r.server) || !hasAll(text, r.has) {
			continue
		}
		return r.code
	}
	return ""
}

// toldByText knows what browsers and programs say.
func (e *explained) toldByText() bool {
	text := plainly(string(e.Body[:min(len(e.Body), maxPage)]))
	r, ok := ruleIn(clientRules, text)
	if !ok {
		return false
	}
	refusal := e.refusalOf(r.code)
	if status := titleStatus(text[:min(len(text), maxMessage)]); refusal.Status == 0 && r.code == "status_only" {
		refusal.Status = status
	}
	return (r.code != "status_only" || refusal.Status != 0) && e.refused(refusal, r.also)
}

// toldByStatus is the last resort: what a status alone says, where it is one that
// Magento's web API has no words of its own for.
func (e *explained) toldByStatus() bool {
	if e.Status < 500 && e.Status != http.StatusForbidden && e.Status != http.StatusTooManyRequests {
		return false
	}
	return e.refused(e.refusalOf(fromPage(e.Answer).Code), nil)
}
