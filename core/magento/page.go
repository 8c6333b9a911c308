package magento

import (
	"bytes"
	"net/http"
	"strings"
)

// fromPage classifies an answer that is not Magento's: a web server's page, a
// firewall's, a page of the store.
func fromPage(a Answer) *Refusal {
	title := pageTitle(a.Body)
	r := &Refusal{Status: a.Status, Code: pageCode(a, strings.ToLower(title)), StoreMessage: title}
	r.Params = set("server", clip(a.Header.Get("Server")))
	return r
}

// challenges are titles of pages that want a browser, not a program.
var challenges = []string{"just a moment", "attention required", "access denied", "request rejected", "are you a robot"}

func pageCode(a Answer, title string) string {
	page := isHTML(a)
	switch status := a.Status; {
	case containsAny(title, challenges):
		return "waf_page"
	case status == http.StatusUnauthorized && page:
		return "basic_auth"
	case status == http.StatusNotFound:
		return "page_not_found"
	case status == http.StatusTooManyRequests:
		return "rate_limited"
	case status == http.StatusForbidden, status == http.StatusNotAcceptable:
		return "waf_page"
	case status == http.StatusServiceUnavailable && bytes.Contains(bytes.ToLower(a.Body), []byte("maintenance")):
		return "maintenance"
	case status >= 500:
		return "store_error"
	case page:
		return "web_page_answer"
	case status >= 200 && status < 300:
		return "not_json"
	}
	return "refused"
}

func containsAny(text string, parts []string) bool {
	for _, part := range parts {
		if strings.Contains(text, part) {
			return true
		}
	}
	return false
}

func isHTML(a Answer) bool {
	return strings.Contains(strings.ToLower(a.Header.Get("Content-Type")), "html") || looksLikeHTML(a.Body)
}

func looksLikeHTML(body []byte) bool {
	start := bytes.ToLower(bytes.TrimLeft(body[:min(len(body), 1024)], "\xef\xbb\xbf \t\r\n"))
	for _, mark := range []string{"<!doctype html", "<html", "<head", "<body", "<title", "<h1"} {
		if bytes.HasPrefix(start, []byte(mark)) {
			return true
		}
	}
	// A comment or an XML declaration may stand before the element.
	return bytes.HasPrefix(start, []byte("<")) && bytes.Contains(start, []byte("<html"))
}

// pageTitle is the text of the first title element, in one line.
func pageTitle(body []byte) string {
	head := string(body[:min(len(body), 64<<10)])
	lower := asciiLower(head)
	start := strings.Index(lower, "<title")
	if start < 0 {
		return ""
	}
	open := strings.IndexByte(lower[start:], '>')
	if open < 0 {
		return ""
	}
	from := start + open + 1
	end := strings.Index(lower[from:], "</title")
	if end < 0 {
		return ""
	}
	return clip(strings.Join(strings.Fields(entities.Replace(head[from:from+end])), " "))
}

// asciiLower keeps every byte in its place, which strings.ToLower does not.
func asciiLower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

// entities are those that Magento's escaper and the servers in front of it
// write. Package html knows 2,200 and costs the extension 24 KB compressed.
var entities = strings.NewReplacer("&amp;", "&", "&lt;", "<", "&gt;", ">", "&quot;", `"`, "&#039;", "'", "&#39;", "'",
	"&#x27;", "'", "&nbsp;", " ")
