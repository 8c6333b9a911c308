package magento

import (
	"bytes"
	"net/url"
	"strings"

	"github.com/tidwall/gjson"

	"github.com/storekey/storekey/core/jsontext"
)

// anyMessage finds an error body in what people paste: alone, after a log's
// own words, as a JSON string, form-encoded from the OAuth routes, or as bare
// text.
func anyMessage(body []byte) (Message, bool) {
	if looksLikeHTML(body) {
		return Message{}, false
	}
	if len(body) > 0 && body[0] == '"' && jsontext.Valid(body) {
		body = []byte(gjson.ParseBytes(body).Str)
	}
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
	if jsontext.Valid(body) {
		return Message{}, false
	}
	if isExchange(body) {
		problem, _, _ := strings.Cut(strings.TrimSpace(text)[len(exchangeProblem):], "&")
		text, _ = url.QueryUnescape(problem)
	}
	if len(text) > maxMessage {
		return Message{}, false
	}
	_, ok := ruleForText(text)
	return Message{Text: clip(text), Template: clip(text)}, ok
}

// exchangeProblem starts an error of /oauth/token/* (Framework
// Oauth/Helper/Request.php).
const exchangeProblem = "oauth_problem="

func isExchange(body []byte) bool {
	return bytes.HasPrefix(bytes.TrimSpace(body), []byte(exchangeProblem))
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
