package snippet

import (
	"encoding/json"
	"strings"

	"github.com/storekey/storekey/core/wire"
)

// hostile are the values that generators of commands stumble over. Whatever a
// shell makes of one by mistake either changes the bytes or leaves a file named
// PWNED.
var hostile = []struct{ name, value string }{
	{"plain", "plain text"},
	{"apostrophe", "it's"},
	{"double quotes", `say "hello"`},
	{"both quotes and a backtick", "a'b\"c`d"},
	{"variable", "$HOME ${HOME} $PATH"},
	{"command substitution", "$(touch PWNED)"},
	{"backticked command", "`touch PWNED`"},
	{"apostrophe, then substitution", "'$(touch PWNED)"},
	{"closing quote, then a command", "'; touch PWNED; echo '"},
	{"closing double quote, then a command", `"; touch PWNED; echo "`},
	{"history", "wow! !! !1 !touch"},
	{"apostrophe and history", "it's wow!'!!"},
	{"backslashes", `a\b\\c\\\d`},
	{"escape written out", `line\nline\ttab\0`},
	{"backslash and apostrophe", `\'; touch PWNED; \'`},
	{"backslash at the end", `C:\dir\`},
	{"percent signs", "%PATH% 100%"},
	{"number sign", "# not a comment"},
	{"ampersands", "a & touch PWNED & b"},
	{"semicolons", "a; touch PWNED; b"},
	{"pipe", "a | tee PWNED"},
	{"redirection", "a > PWNED"},
	{"tilde", "~root ~"},
	{"globs", "* ? [a-z] [!x] **"},
	{"braces", "{a,b} {1..3} {touch,PWNED}"},
	{"file by at sign", "@/etc/hostname"},
	{"file by less-than", "</etc/hostname"},
	{"option", "-o PWNED"},
	{"equals at sign", "=@x"},
	{"accents", "Zoë déjà vu"},
	{"CJK", "日本語 한국어"},
	{"emoji", "👍🏽 👩‍💻"},
	{"apostrophe beside an accent", "l'é'à"},
	{"apostrophe beside an emoji", "'👍'"},
	{"U+0085", "a\u0085b"},
	{"U+00A0", "a\u00a0b"},
	{"U+2028", "a\u2028b"},
	{"U+202E", "a\u202eb"},
	{"line feed", "a\nb"},
	{"CRLF", "a\r\nb"},
	{"line feed, then substitution", "a\n$(touch PWNED)\ntouch PWNED\n"},
	{"tab", "a\tb"},
	{"escape character", "a\x1b[31mb"},
	{"apostrophe beside U+0001", "'\x01'"},
	{"heredoc end", "a\nEOF\ntouch PWNED\n"},
	{"JSON with apostrophe and substitution", `{"a":"it's $(touch PWNED)"}`},
	{"JSON with escapes", `{"a":"\"$HOME\" \\ ` + "`touch PWNED`" + ` \u0027"}`},

	{"doubled apostrophes", `a''b''''c`},
	{"apostrophes and backslashes mixed", `'\'\\''\\\'`},
	{"equals sign first", "=ls"},
	{"at sign alone", "@-"},
	{"option by two dashes", "--config /etc/hostname"},
	{"number sign after a blank", "a #b"},
	{"caret and parentheses", "^a^b (touch PWNED)"},
	{"fish's own", "(touch PWNED) $(touch PWNED) %self \\x41 {$HOME}"},
	{"private use and noncharacters", "\uf600\uf6ff\ufdd0\ufdef\ufffd"},
	{"variables of templates", "{{store url=\"\"}} {{$guid}} {% raw %} {# a #} <%= 1 %> ${x} #{y}"},
	{"lines with a meaning", "### a\n< /etc/hostname\n> {% x %}\n// b\n@c = d\n}\n]\n```\n'''"},
	{"typographic quotes", "‘a’ ‚b‛ “c” „d”"},
	{"dollar quote", `$'\x41' $"a"`},
	{"blanks at both ends", "  a  "},
	{"backslash before a line feed", "a\\\nb"},
	{"comma at the end", "a, b,"},
	{"blanks beyond ASCII at both ends", "\u00a0a\u2028"},
	{"end of the options", "--"},
	{"another request", "GET http://127.0.0.1:1/PWNED HTTP/1.1"},
	{"GraphQL", "query PWNED { a }\nfragment b on c { d }"},
	{"assertions", "?? status == 200\n/* a */"},
	{"path variables", ":id/{id}/:sku"},
	{"empty", ""},
	{"long", strings.Repeat(`'\ "$`, 10000)},
}

// place puts a hostile value somewhere in a request to base, or reports that a
// request cannot hold it there.
type place struct {
	name string
	put  func(base, value string) (wire.Request, bool)
}

var places = []place{
	{"raw body", inBody},
	{"JSON string", inJSON},
	{"URL", inURL},
	{"header", inHeader},
}

func inBody(base, value string) (wire.Request, bool) {
	return wire.Request{Method: "POST", URL: base, Body: &value,
		Headers: []wire.Header{{Name: "Content-Type", Value: "text/plain"}}}, true
}

func inJSON(base, value string) (wire.Request, bool) {
	text, err := json.Marshal(map[string]string{"value": value})
	body := string(text)
	return wire.Request{Method: "PUT", URL: base, Body: &body,
		Headers: []wire.Header{{Name: "Content-Type", Value: "application/json"}}}, err == nil
}

// inURL leaves raw whatever may travel in a request target, and percent-encodes
// what may not.
func inURL(base, value string) (wire.Request, bool) {
	escape := strings.NewReplacer("#", "%23", "\n", "%0A", "\r", "%0D", "\t", "%09", "\x1b", "%1B", "\x01", "%01")
	url := base + "/" + escape.Replace(value) + "?q[]=" + escape.Replace(value)
	return wire.Request{Method: "GET", URL: url}, len(url) < 60000
}

func inHeader(base, value string) (wire.Request, bool) {
	r := wire.Request{Method: "GET", URL: base, Headers: []wire.Header{{Name: "X-Value", Value: value}}}
	return r, wellFormed(r, false) == nil && len(value) < 60000
}

// hostileCase is one hostile request; its number stands first in its path.
type hostileCase struct {
	number  int
	name    string
	request wire.Request
}

// hostileCases makes every request there is; each carries the token that a
// store wants. The base is told the number of the case.
func hostileCases(base func(n int) string) []hostileCase {
	var cases []hostileCase
	for _, p := range places {
		for _, h := range hostile {
			r, fits := p.put(base(len(cases)), h.value)
			if !fits {
				continue
			}
			r.Headers = append(r.Headers, wire.Header{Name: "Authorization", Value: "Bearer abcdefghijklmnopqrstuvwxyz012345"})
			cases = append(cases, hostileCase{len(cases), p.name + ": " + h.name, r})
		}
	}
	return append(cases, methodCases(base, len(cases))...)
}

func methodCases(base func(n int) string, first int) []hostileCase {
	body, comment, odd := "{}", "{\"a\":1} // no JSON", "  [12345678901234567890, 1.0, 1e400, \"\\u00e9\", {\"a\":1,\"a\":2}] "
	json := []wire.Header{{Name: "Content-Type", Value: "application/json; charset=utf-8"}}
	form := []wire.Header{{Name: "Content-Type", Value: "application/x-www-form-urlencoded"}}
	fields := "a=b c&d[]=é%20&e"
	requests := []wire.Request{
		{Method: "POST"}, {Method: "PUT"}, {Method: "DELETE"}, {Method: "HEAD"}, {Method: "OPTIONS"}, {Method: "get"},
		{Method: "GET", Body: &body}, {Method: "DELETE", Body: &body}, {Method: "PATCH", Body: &body},
		{Method: "-o'`$", Body: &body},
		{Method: "POST", Body: &comment, Headers: json}, {Method: "POST", Body: &odd, Headers: json}, {Method: "POST", Body: &fields, Headers: form},
		{Method: "GET", URL: "?a=%ba%20"},
		{Method: "GET", Headers: []wire.Header{{Name: "X-", Value: "1"}, {Name: "Get", Value: "2"}, {Name: "#x", Value: "3"}, {Name: "-", Value: "4"}}},
		{Method: "GET", URL: "/a/../b/./%2e%2E/c?d[0]={e,f}&g=[1-3]"},
		{Method: "GET", Headers: []wire.Header{{Name: "X-'`$", Value: "odd name"}, {Name: "X-Empty"}, {Name: "X-Empty", Value: " \t"}}},
		{Method: "GET", Headers: []wire.Header{{Name: "User-Agent", Value: "me"}, {Name: "Accept"}, {Name: "Cookie", Value: "a=b; c='d'"}, {Name: "X-Two", Value: "1"}, {Name: "X-Two", Value: "2"}}},
	}
	var cases []hostileCase
	for i, r := range requests {
		r.URL = base(first+i) + r.URL
		cases = append(cases, hostileCase{first + i, "method " + r.Method, r})
	}
	return cases
}
