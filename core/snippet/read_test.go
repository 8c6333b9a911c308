package snippet

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/wire"
)

// TestReadsBackWhatItWrites: model → text → model is the same for every hostile
// request in every form that can be read.
func TestReadsBackWhatItWrites(t *testing.T) {
	for _, id := range []string{"curl", "curlbash", "curlcmd", "powershell", "javascript", "httpfile"} {
		refused := 0
		for _, c := range hostileCases(func(int) string { return "http://shop.test/x" }) {
			text, err := targets[id].Write(c.request)
			if err != nil {
				refused++
				continue
			}
			want := asWritten(t, id, c.request)
			got, findings, err := Read(text)
			if err != nil || describe(got) != want {
				t.Errorf("%s, %s: %s\nis %s, %v\nwant %s", id, c.name, shortened(text), shortened(describe(got)), err, shortened(want))
			}
			for _, f := range findings {
				if f.Code != "snippet_variable" { // a hostile value that looks like one
					t.Errorf("%s, %s: %s", id, c.name, f.Code)
				}
			}
		}
		if refused > 60 {
			t.Errorf("%s: %d refused", id, refused)
		}
	}
}

// asWritten is the request as the target says it.
func asWritten(t *testing.T, id string, r wire.Request) string {
	t.Helper()
	target := targets[id]
	c, err := target.newCall(r, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if id == "curlcmd" && c.isJSON() {
		body := plainJSON(*c.body)
		c.body = &body
	}
	out := wire.Request{Method: c.method, URL: c.url, Body: c.body}
	for _, h := range c.headers {
		out.Headers = append(out.Headers, h.Header)
	}
	if id == "powershell" { // these have parameters of their own
		out.Headers = last(last(out.Headers, "User-Agent"), "Content-Type")
	}
	return describe(out)
}

func last(headers []wire.Header, name string) (out []wire.Header) {
	var taken []wire.Header
	for _, h := range headers {
		if strings.EqualFold(h.Name, name) {
			taken = append(taken, h)
		} else {
			out = append(out, h)
		}
	}
	return append(out, taken...)
}

func shortened(text string) string {
	if len(text) > 400 {
		return text[:400] + "…"
	}
	return text
}

// FuzzReadCurl: model → curl → model.
func FuzzReadCurl(f *testing.F) {
	for _, h := range hostile[:len(hostile)-1] {
		f.Add("POST", "/rest/V1/x", "X-Value", h.value, h.value, true)
		f.Add("GET", "/"+h.value, "Authorization", "Bearer x", "", false)
	}
	f.Add("POST", "/x", "X-Value", "%\\", "%\\\\0", true)
	f.Add("'", "\"\"", "0", "0", "", false)
	f.Fuzz(func(t *testing.T, method, path, name, value, body string, hasBody bool) {
		r := wire.Request{Method: method, URL: "http://shop.test/" + path, Headers: []wire.Header{{Name: name, Value: value}}}
		if hasBody {
			r.Body = &body
		}
		for _, id := range []string{"curl", "curlbash", "curlcmd"} {
			text, err := targets[id].Write(r)
			if err != nil {
				continue
			}
			got, _, err := Read(text)
			if want := asWritten(t, id, r); err != nil || describe(got) != want {
				t.Errorf("%s: %s\nis %q, %v\nwant %q", id, text, describe(got), err, want)
			}
		}
	})
}

// FuzzRead wants an answer to anything.
func FuzzRead(f *testing.F) {
	for _, test := range slices.Concat(copied, fromBrowsers) {
		f.Add(test.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if _, _, err := Read(text); err != nil && !errors.Is(err, ErrNoRequest) {
			t.Error(err)
		}
	})
}

// copied are texts as browsers copy them, and as people write them.
var copied = []struct{ name, text, want, findings string }{
	{"Chromium, bash", `curl 'https://shop.test/rest/V1/carts/mine' \
  -X 'PUT' \
  -H 'accept: */*' \
  -H 'authorization: Bearer abc' \
  -b 'PHPSESSID=x; form_key=y' \
  -H $'x-note: it\'s \u0021' \
  --data-raw $'{"a":"it\'s\\u0021"}' \
  --compressed \
  --insecure`,
		"PUT https://shop.test/rest/V1/carts/mine\naccept:*/*\nauthorization:Bearer abc\nCookie:PHPSESSID=x; form_key=y\nx-note:it's !\nContent-Type:application/x-www-form-urlencoded\n\n" + `{"a":"it's\u0021"}`, ""},
	{"Chromium, cmd", "curl ^\"https://shop.test/rest/V1/x?a=1^&b=^%^20c^\" ^\r\n  -H ^\"authorization: Bearer abc^\" ^\r\n  -H ^\"content-type: application/json^\" ^\r\n  --data-raw ^\"^{^\\^\"a^\\^\":^\\^\"b^\\^\"^}^\"",
		"POST https://shop.test/rest/V1/x?a=1&b=%20c\nauthorization:Bearer abc\ncontent-type:application/json\n\n" + `{"a":"b"}`, ""},
	{"Chromium, cmd, before", "curl \"https://shop.test/x?a=1&b=2\" ^\n  -H \"authorization: Bearer abc\" ^\n  --data-raw \"{\\\"a\\\":1}\"",
		"POST https://shop.test/x?a=1&b=2\nauthorization:Bearer abc\nContent-Type:application/x-www-form-urlencoded\n\n" + `{"a":1}`, ""},
	{"Chromium, PowerShell", "$session = New-Object Microsoft.PowerShell.Commands.WebRequestSession\n$session.UserAgent = \"Mozilla/5.0 (X)\"\n" +
		"$session.Cookies.Add((New-Object System.Net.Cookie(\"PHPSESSID\", \"x\", \"/\", \"shop.test\")))\n$session.Cookies.Add((New-Object System.Net.Cookie(\"a\", \"b\", \"/\", \"shop.test\")))\n" +
		"Invoke-WebRequest -UseBasicParsing -Uri \"https://shop.test/rest/V1/x\" `\n-Method \"POST\" `\n-WebSession $session `\n-Headers @{\n\"authority\"=\"shop.test\"\n  \"authorization\"=\"Bearer abc\"\n} `\n" +
		"-ContentType \"application/json\" `\n-Body \"{`\"a`\":`\"`$b`\"}\"",
		"POST https://shop.test/rest/V1/x\nauthority:shop.test\nauthorization:Bearer abc\nCookie:PHPSESSID=x; a=b\nUser-Agent:Mozilla/5.0 (X)\nContent-Type:application/json\n\n" + `{"a":"$b"}`, ""},
	{"Chromium, fetch", `fetch("https://shop.test/graphql", {
  "headers": {
    "authorization": "Bearer abc",
    "content-type": "application/json"
  },
  "referrer": "https://shop.test/",
  "body": "{\"query\":\"{ a(x: \\\"b\\\") { c } }\"}",
  "method": "POST",
  "mode": "cors",
  "credentials": "include"
});`, "POST https://shop.test/graphql\nauthorization:Bearer abc\ncontent-type:application/json\nReferer:https://shop.test/\n\n" + `{"query":"{ a(x: \"b\") { c } }"}`, ""},
	{"Firefox, fetch", "await fetch(\"https://shop.test/x\", {\n    \"credentials\": \"omit\",\n    \"headers\": {\n        \"User-Agent\": \"Mozilla\",\n    },\n    \"method\": \"GET\",\n    \"mode\": \"cors\"\n});",
		"GET https://shop.test/x\nUser-Agent:Mozilla\n", ""},
	{"fetch with a program in it", "const r = await fetch('https://shop.test/x', { method: 'POST', body: JSON.stringify({ a: [1, 2] }), headers: { Authorization: `Bearer abc` } })",
		"POST https://shop.test/x\nAuthorization:Bearer abc\n", "snippet_option"},
	{"letters", "$ curl -sSLXPOST -HAccept:x -u user:pass -d a=1 -d 'b=2' --data-urlencode 'c=d e' shop.test/x -o out",
		"POST http://shop.test/x\nAccept:x\nAuthorization:Basic dXNlcjpwYXNz\nContent-Type:application/x-www-form-urlencoded\n\na=1&b=2&c=d+e", ""},
	{"query", "curl -G https://shop.test/x -d a=1 --data-urlencode 'b=[c]' -I", "HEAD https://shop.test/x?a=1&b=%5Bc%5D\n", ""},
	{"JSON", `curl --json '{"a":1}' https://shop.test/x --oauth2-bearer abc`,
		"POST https://shop.test/x\nAuthorization:Bearer abc\nContent-Type:application/json\nAccept:application/json\n\n" + `{"a":1}`, ""},
	{"files and what is not read", "curl https://shop.test/x -d @body.json -b cookies.txt -H @headers -F a=b --whatever -x proxy:1",
		"POST https://shop.test/x\n", "snippet_file snippet_file snippet_file snippet_option snippet_option snippet_option"},
	{"more than one", "curl https://shop.test/a; curl https://shop.test/b", "GET https://shop.test/a\n", "snippet_more"},
	{"our own, from the environment", `curl --globoff 'https://shop.test/a' -H 'Authorization: Bearer '"$STOREKEY_TOKEN"`,
		"GET https://shop.test/a\nAuthorization:Bearer $STOREKEY_TOKEN\n", "snippet_variable"},
	{"our own, on standard input", `printf 'Authorization: Bearer %s\n' "$STOREKEY_TOKEN" | curl --globoff 'https://shop.test/a' -H @-`,
		"GET https://shop.test/a\nAuthorization:Bearer $STOREKEY_TOKEN\n", "snippet_variable"},
	{".http file", "@host = https://shop.test\n@token = abc\n\n### all modules\n# a comment\n// @no-redirect\nPOST {{host}}/rest/V1/x\n    ?a=1\n    &b=2 HTTP/1.1\nAuthorization: Bearer {{token}}\nContent-Type: application/json\n\n{\n  \"a\": 1\n}\n\n> {% client.test() %}\n\n###\nGET {{host}}/y\n",
		"POST https://shop.test/rest/V1/x?a=1&b=2 HTTP/1.1\nAuthorization:Bearer abc\nContent-Type:application/json\n\n{\n  \"a\": 1\n}", ""},
	{".http file, a file and a variable", "GET https://shop.test/x HTTP/1.1\nAuthorization: Bearer {{token}}\n\n< ./body.json\n",
		"GET https://shop.test/x\nAuthorization:Bearer {{token}}\n", "snippet_file snippet_variable"},
}

func TestReadsWhatIsCopied(t *testing.T) {
	for _, test := range copied {
		got, findings, err := Read(test.text)
		codes := ""
		for _, f := range findings {
			codes += " " + f.Code
		}
		if err != nil || describe(got) != test.want || strings.TrimSpace(codes) != test.findings {
			t.Errorf("%s: %v,%s\n%s\nwant %s\n%s", test.name, err, codes, describe(got), test.findings, test.want)
		}
	}
}

func TestReadsNothingElse(t *testing.T) {
	for _, text := range []string{"", "hello", "Bearer abc", "curl", "curl -s", "fetch(x)", "fetch(", "Invoke-RestMethod", "GET /x", "{}"} {
		if r, _, err := Read(text); !errors.Is(err, ErrNoRequest) {
			t.Errorf("%q: %+v, %v", text, r, err)
		}
	}
}

// A long log that somebody pasted is looked through once, not once for each line.
func TestReadOfManyLinesIsLinear(t *testing.T) {
	text := strings.Repeat("not a request\n", 70_000)
	done := make(chan error, 1)
	go func() {
		_, _, err := Read(text)
		done <- err
	}()
	select {
	case err := <-done:
		if !errors.Is(err, ErrNoRequest) {
			t.Error(err)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("still at it after 20 seconds")
	}
}
