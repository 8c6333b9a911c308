package view

import (
	"strconv"
	"strings"

	"github.com/storekey/storekey/core/wire"
)

// AnswerPanel is what came back.
type AnswerPanel struct {
	Shown           bool
	Verdict, Icon   string
	Title, Line     string
	Findings        []FindingLine
	Headers         []Fact
	HeadersNote     string
	Body            []Span
	Note            string
	Next            string
	CanCopy, Copied bool
	Proof           Proof
	Again           string
}

func (m *Model) drawAnswer(w Words) AnswerPanel {
	s := m.Request.Sending
	if s.Error != nil {
		return m.drawUnsent(w, s.Error)
	}
	if s.Answer == nil {
		return AnswerPanel{}
	}
	a := s.Answer
	p := AnswerPanel{Shown: true, Verdict: wire.VerdictInvalid, Icon: "invalid", Title: statusWord(a.Status),
		Line:     w("answerLine", strconv.FormatInt(a.Millis, 10), size(a.Size)),
		Findings: findingLines(a.Findings), HeadersNote: strconv.Itoa(len(a.Headers)), CanCopy: a.Body != "", Copied: m.Copied == copyAnswerButton}
	switch { // GraphQL and SOAP say 200 to what they refuse
	case a.Status < 300 && !holdsError(a.Findings):
		p.Verdict, p.Icon = wire.VerdictValid, "valid"
	case a.Status >= 300 && a.Status < 400 || a.Status >= 500:
		p.Verdict, p.Icon = "", "unknown"
	}
	if a.Via == "tab" {
		p.Line += w("separator") + w("viaTab")
	}
	for _, h := range a.Headers {
		p.Headers = append(p.Headers, Fact{h.Name, h.Value})
	}
	switch {
	case a.Binary:
		p.Note = w("answerBinary")
	case a.Cut:
		p.Note = w("answerCut")
	case a.Body == "":
		p.Note = w("answerEmpty")
	}
	p.Body = s.body
	if a.Next != nil {
		p.Next = w("answerNext")
	}
	if s.Again || !s.isOf(m.Request.built) {
		p.Again = w("answerAgain", s.Last.Method, s.Last.URL)
	}
	return p
}

func holdsError(findings []wire.Finding) bool {
	for _, f := range findings {
		if f.Level == wire.LevelError {
			return true
		}
	}
	return false
}

// drawUnsent says why there is no answer.
func (m *Model) drawUnsent(w Words, e *wire.Error) AnswerPanel {
	switch e.Code {
	case codeWriteAsks, codeTabConsent, codeWriteProduction:
		return AnswerPanel{}
	}
	title, text := m.problemWords(w, e)
	return AnswerPanel{Shown: true, Icon: "unknown", Title: title, Line: text, Findings: findingLines(e.Findings),
		Proof: m.proof(w, e.Evidence, storeWords(e))}
}

// size is a number of bytes for people.
func size(n int) string {
	if n < 1000 {
		return strconv.Itoa(n) + " B"
	}
	unit := " kB"
	if n >= 1000*1000 {
		n, unit = n/1000, " MB"
	}
	return strconv.Itoa(n/1000) + "." + strconv.Itoa(n%1000/100) + unit
}

// statuses are the reason phrases of RFC 9110 §15 for what stores answer; package
// net/http, which has all of them, is not linked here.
const statuses = "200 OK|201 Created|202 Accepted|204 No Content|301 Moved Permanently|302 Found|304 Not Modified|307 Temporary Redirect|" +
	"400 Bad Request|401 Unauthorized|403 Forbidden|404 Not Found|405 Method Not Allowed|406 Not Acceptable|409 Conflict|413 Content Too Large|" +
	"422 Unprocessable Content|429 Too Many Requests|500 Internal Server Error|502 Bad Gateway|503 Service Unavailable|504 Gateway Timeout|"

func statusWord(status int) string {
	number := strconv.Itoa(status)
	if at := strings.Index(statuses, number+" "); at >= 0 {
		number, _, _ = strings.Cut(statuses[at:], "|")
	}
	return number
}
