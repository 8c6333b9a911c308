package magento

import (
	"net/http"
	"strconv"
	"strings"
)

// maxHeads: curl -i prints one for the proxy, one for "100 Continue" and one for
// each redirect before the last.
const maxHeads = 10

// pasted reads a text as an answer, with the status line and headers of a
// pasted "curl -i" or "curl -v" where it has them, and of a command before them.
func pasted(status int, text string) Answer {
	text = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
	text = afterCommand(verbose(text))
	a := Answer{Status: status, Header: http.Header{}, Body: []byte(text)}
	for heads := 0; heads < maxHeads && strings.HasPrefix(text, "HTTP/"); heads++ {
		head, body, _ := strings.Cut(text, "\n\n")
		readHead(&a, head)
		text = strings.TrimSpace(body)
		a.Body = []byte(text)
	}
	if a.Status == 0 {
		a.statusFromText(text)
	}
	return a
}

// statusFromText takes the status from a first line such as "401 Unauthorized" or
// "Status: 401", or from the title of a page.
func (a *Answer) statusFromText(text string) {
	if looksLikeHTML(a.Body) {
		a.Status = titleStatus(pageTitle(a.Body))
		return
	}
	line, rest, more := strings.Cut(text, "\n")
	words := strings.Fields(line)
	for len(words) > 1 && containsAny(asciiLower(words[0]), []string{"status", "code", "http"}) {
		words = words[1:]
	}
	if len(line) > 60 || len(words) == 0 || len(words) > 6 {
		return
	}
	code, err := strconv.Atoi(strings.Trim(words[0], ":,"))
	if err != nil || code < 100 || code > 599 || !more && len(words) == 1 {
		return
	}
	a.Status, a.Body = code, []byte(strings.TrimSpace(rest))
}

// verbose takes the answer out of what "curl -v" prints: "< " stands before its
// head, "> " before the request, "* " before curl's own words.
func verbose(text string) string {
	if !strings.HasPrefix(text, "< HTTP/") && !strings.Contains(text, "\n< HTTP/") {
		return text
	}
	var head, body strings.Builder
	for line := range strings.Lines(text) {
		bare := strings.TrimRight(line, "\n")
		switch {
		case strings.HasPrefix(bare, "< HTTP/"):
			head.Reset()
			head.WriteString(line[2:])
		case bare == "<":
		case strings.HasPrefix(bare, "< "):
			head.WriteString(line[2:])
		case startsWithAny(bare, curlMarks):
		case head.Len() > 0:
			body.WriteString(line)
		}
	}
	return head.String() + "\n" + body.String()
}

// curlMarks start the lines of "curl -v" that are not of the answer.
var curlMarks = []string{"> ", ">", "* ", "{ [", "} ["}

func startsWithAny(text string, marks []string) bool {
	for _, mark := range marks {
		if strings.HasPrefix(text, mark) {
			return true
		}
	}
	return false
}

// afterCommand drops what was typed before the answer of "curl -i".
func afterCommand(text string) string {
	at := strings.Index(text[:min(len(text), 8<<10)], "\nHTTP/")
	if at < 0 || strings.HasPrefix(text, "HTTP/") || !containsAny(asciiLower(text[:at]), []string{"curl", "http", "wget"}) {
		return text
	}
	return text[at+1:]
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
