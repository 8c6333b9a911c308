package magento

import (
	"bytes"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/storekey/storekey/core/wire"
)

// Explain says what a pasted answer of a store means and what to do: a body,
// a body after its header block, or the text of a message alone. status is 0
// where it is not known. A text that is not understood gives nothing.
func Explain(status int, text string) []wire.Finding {
	answer := pasted(status, text)
	refusal, also := explanation(answer)
	if refusal == nil {
		return nil
	}
	findings := []wire.Finding{refusal.Finding()}
	for _, code := range also {
		findings = append(findings, wire.NewFinding(code))
	}
	wire.SortFindings(findings)
	return findings
}

func explanation(a Answer) (*Refusal, []string) {
	if r := atTheDoor(a); r != nil {
		return r, nil
	}
	if m, ok := anyMessage(a.Body); ok {
		return known(fromMessage(a.Status, m))
	}
	if looksLikeHTML(a.Body) {
		return known(fromPage(a))
	}
	return nil, nil
}

// known drops what was not understood and finds what else belongs to it.
func known(r *Refusal) (*Refusal, []string) {
	if r.Code == "refused" {
		return nil, nil
	}
	for _, rule := range rules {
		if rule = rule.narrowed(r.Params["resources"]); rule.code == r.Code {
			return r, rule.also
		}
	}
	return r, nil
}

// anyMessage finds an error body in what people paste: alone, after a log's
// own words, form-encoded from the OAuth routes, or as bare text.
func anyMessage(body []byte) (Message, bool) {
	if m, ok := ParseMessage(body); ok {
		return m, true
	}
	if m, ok := amid(body, `{"`, '}'); ok {
		return m, true
	}
	if m, ok := amid(body, "<", '>'); ok {
		return m, true
	}
	text := string(body)
	if problem, ok := strings.CutPrefix(strings.TrimSpace(text), "oauth_problem="); ok {
		text, _ = url.QueryUnescape(problem)
	}
	if looksLikeHTML(body) || len(text) > maxMessage {
		return Message{}, false
	}
	_, ok := ruleForText(text)
	return Message{Text: clip(text), Template: clip(text)}, ok
}

// amid finds an error body within other text: from one of the first places where
// it may start to the last where it may end.
func amid(body []byte, start string, end byte) (Message, bool) {
	to := bytes.LastIndexByte(body, end) + 1
	for from, tries := 0, 0; tries < 10; tries++ {
		at := bytes.Index(body[from:max(from, to)], []byte(start))
		if at < 0 {
			break
		}
		from += at
		if m, ok := ParseMessage(body[from:to]); ok {
			return m, true
		}
		from++
	}
	return Message{}, false
}

// maxHeads: curl -i prints one for the proxy, one for "100 Continue" and one for
// each redirect before the last.
const maxHeads = 10

// pasted reads a text as an answer, with the status line and headers of a
// pasted "curl -i" where it has them.
func pasted(status int, text string) Answer {
	text = strings.ReplaceAll(strings.TrimSpace(text), "\r\n", "\n")
	a := Answer{Status: status, Header: http.Header{}, Body: []byte(text)}
	for heads := 0; heads < maxHeads && strings.HasPrefix(text, "HTTP/"); heads++ {
		head, body, _ := strings.Cut(text, "\n\n")
		readHead(&a, head)
		text = strings.TrimSpace(body)
		a.Body = []byte(text)
	}
	if a.Status == 0 && looksLikeHTML(a.Body) {
		a.Status = titleStatus(pageTitle(a.Body))
	}
	return a
}

func readHead(a *Answer, head string) {
	lines := strings.Split(head, "\n")
	a.Header = http.Header{}
	if words := strings.Fields(lines[0]); len(words) > 1 {
		if code, err := strconv.Atoi(words[1]); err == nil {
			a.Status = code
		}
	}
	for _, line := range lines[1:] {
		if name, value, ok := strings.Cut(line, ":"); ok {
			a.Header.Add(strings.TrimSpace(name), strings.TrimSpace(value))
		}
	}
}

// titleStatus is the status that a web server's own page has in its title
// ("401 Authorization Required").
func titleStatus(title string) int {
	for _, word := range strings.FieldsFunc(title, func(r rune) bool { return r < '0' || r > '9' }) {
		if code, err := strconv.Atoi(word); err == nil && code >= 400 && code < 600 {
			return code
		}
	}
	return 0
}
