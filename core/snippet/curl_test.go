package snippet

import (
	"strings"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

// FuzzCurl reads the command back as curl would and wants the request that it
// was made from.
func FuzzCurl(f *testing.F) {
	for _, h := range hostile[:len(hostile)-1] { // the last one is long
		f.Add("POST", "/rest/V1/x", "X-Value", h.value, h.value, true)
		f.Add("GET", "/"+h.value, "Authorization", "Bearer x", "", false)
	}
	f.Fuzz(func(t *testing.T, method, path, name, value, body string, hasBody bool) {
		r := wire.Request{Method: method, URL: "http://shop.test/" + path, Headers: []wire.Header{{Name: name, Value: value}}}
		if hasBody {
			r.Body = &body
		}
		text, err := written("curl", r)
		if err != nil {
			return
		}
		if got, want := describe(readCurl(t, text)), describe(sent(r)); got != want {
			t.Errorf("%s\nis %q\nwant %q", text, got, want)
		}
	})
}

func TestHostileRequestsReadBack(t *testing.T) {
	cases := hostileCases(func(int) string { return "http://shop.test/x" })
	if len(cases) < 174 {
		t.Errorf("only %d cases", len(cases))
	}
	for _, c := range cases {
		text, err := written("curl", c.request)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got, want := describe(readCurl(t, text)), describe(sent(c.request)); got != want {
			t.Errorf("%s: %s\nis %q\nwant %q", c.name, text, got, want)
		}
	}
}

// sent is the request as it goes over the wire: framing headers are curl's.
func sent(r wire.Request) wire.Request {
	out := wire.Request{Method: r.Method, URL: requestTarget(r.URL), Body: r.Body}
	if out.Method == "" {
		out.Method = "GET"
	}
	if out.Body == nil && wantsBody(out.Method) {
		out.Body = new(string)
	}
	for _, h := range r.Headers {
		if !isFraming(h.Name) {
			out.Headers = append(out.Headers, wire.Header{Name: h.Name, Value: trimBlanks(h.Value)})
		}
	}
	return out
}

func describe(r wire.Request) string {
	text := r.Method + " " + r.URL + "\n"
	for _, h := range r.Headers {
		text += h.Name + ":" + h.Value + "\n"
	}
	if r.Body != nil {
		text += "\n" + *r.Body
	}
	return text
}

// readCurl gives the words of a command the meaning that curl gives them.
func readCurl(t *testing.T, text string) wire.Request {
	t.Helper()
	words := splitWords(t, text)
	if words[0] != "curl" || words[1] != "--globoff" {
		t.Fatalf("%q", words)
	}
	r := wire.Request{}
	for i := 2; i < len(words); i++ {
		switch word := words[i]; word {
		case "--path-as-is":
		case "--head":
			r.Method = "HEAD"
		case "-X":
			i++
			r.Method = words[i]
		case "-H":
			i++
			readHeader(t, &r, words[i])
		case "--data-raw":
			i++
			r.Body = &words[i]
		default:
			if r.URL != "" {
				t.Fatalf("second address %q", word)
			}
			r.URL = word
		}
	}
	if r.Method == "" && r.Body != nil {
		r.Method = "POST"
	} else if r.Method == "" {
		r.Method = "GET"
	}
	return r
}

func readHeader(t *testing.T, r *wire.Request, line string) {
	t.Helper()
	if strings.HasPrefix(line, "@") {
		t.Fatalf("header %q reads a file", line)
	}
	name, value, hasColon := strings.Cut(line, ":")
	switch {
	case line == "Content-Length: 0":
		r.Body = new(string)
	case !hasColon:
		r.Headers = append(r.Headers, wire.Header{Name: strings.TrimSuffix(line, ";")})
	case value != "":
		r.Headers = append(r.Headers, wire.Header{Name: name, Value: strings.TrimPrefix(value, " ")})
	}
}

// splitWords reads a command line by the rules that POSIX shells and fish
// share, and fails on anything that they might expand.
func splitWords(t *testing.T, text string) []string {
	t.Helper()
	var words []string
	for text = strings.ReplaceAll(text, " \\\n  ", " "); text != ""; text = strings.TrimPrefix(text, " ") {
		var word string
		word, text = firstWord(t, text)
		words = append(words, word)
	}
	return words
}

func firstWord(t *testing.T, text string) (word, rest string) {
	t.Helper()
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == ' ':
			return b.String(), text[i:]
		case c == '\'' || c == '"':
			run, length := quotedRun(t, text[i:])
			b.WriteString(run)
			i += length - 1
		case isTokenByte(c) && !strings.ContainsRune("!#$&'*^`|~", rune(c)):
			b.WriteByte(c)
		default:
			t.Fatalf("%q stands outside quotes in %q", c, text)
		}
	}
	return b.String(), ""
}

func quotedRun(t *testing.T, text string) (run string, length int) {
	t.Helper()
	var b strings.Builder
	for i := 1; i < len(text); i++ {
		if text[i] == text[0] {
			return b.String(), i + 1
		}
		if text[i] == '\\' {
			if i++; text[0] == '\'' || text[i] != '\\' {
				t.Fatalf("shells disagree about the backslash in %q", text)
			}
		}
		b.WriteByte(text[i])
	}
	t.Fatalf("no end of %q", text)
	return "", 0
}

func BenchmarkCurl(b *testing.B) {
	body := `{"product":{"sku":"24-MB01","name":"Joust Duffle Bag, 15\" it's","price":34.5}}`
	r := wire.Request{Method: "POST", URL: "https://shop.test/rest/all/V1/products?fields=items[sku,name]", Body: &body,
		Headers: []wire.Header{
			{Name: "Authorization", Value: "Bearer " + strings.Repeat("eyJraWQiOiIxIiwiYWxnIjoi", 6)},
			{Name: "Content-Type", Value: "application/json"}}}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := written("curl", r); err != nil {
			b.Fatal(err)
		}
	}
}

// requestsWith is a script that asks for https://shop.test/x with one line more.
func requestsWith(line string) string {
	return `import requests

response = requests.request(
    "GET",
    "https://shop.test/x",
` + line + `
)
print(response.status_code, response.text)`
}

func TestCertificatesAreLookedAtAsTheStoreSays(t *testing.T) {
	for _, c := range []struct {
		target, url string
		tls         TLS
		want        string
	}{
		{"curl", "https://shop.test/x", TLS{}, `curl --globoff 'https://shop.test/x'`},
		{"curl", "https://shop.test/x", TLS{Insecure: true}, `curl --globoff -k 'https://shop.test/x'`},
		{"curl", "http://shop.test/x", TLS{Insecure: true, CACert: "ca.pem"}, `curl --globoff 'http://shop.test/x'`},
		{"curl", "https://shop.test/x", TLS{CACert: "/o'neil/ca.pem"}, `curl --globoff --cacert '/o'"'"'neil/ca.pem' 'https://shop.test/x'`},
		{"curlbash", "https://shop.test/x", TLS{CACert: "$(id).pem"}, `curl --globoff --cacert '$(id).pem' 'https://shop.test/x'`},
		{"curlcmd", "https://shop.test/x", TLS{CACert: `C:\my certs\ca.pem`}, `curl --globoff --cacert ^"C:\my certs\ca.pem^" ^"https://shop.test/x^"`},
		{"curlcmd", "https://shop.test/x", TLS{Insecure: true}, `curl --globoff -k ^"https://shop.test/x^"`},
		{"wget", "https://shop.test/x", TLS{Insecure: true}, `wget --quiet --output-document=- --content-on-error --max-redirect=0 --no-check-certificate 'https://shop.test/x'`},
		{"wget", "https://shop.test/x", TLS{CACert: "a b.pem"}, `wget --quiet --output-document=- --content-on-error --max-redirect=0 --ca-certificate='a b.pem' 'https://shop.test/x'`},
		{"httpie", "https://shop.test/x", TLS{Insecure: true}, `http --ignore-stdin --verify=no GET 'https://shop.test/x'`},
		{"xh", "https://shop.test/x", TLS{CACert: "a b.pem"}, `xh --ignore-stdin --verify='a b.pem' GET 'https://shop.test/x'`},
		{"python", "https://shop.test/x", TLS{CACert: `C:\my.pem`}, requestsWith(`    verify="C:\\my.pem",`)},
		{"python", "https://shop.test/x", TLS{Insecure: true}, requestsWith("    verify=False,")},
	} {
		target, _ := Get(c.target)
		if got, err := target.WriteWith(wire.Request{Method: "GET", URL: c.url}, Options{TLS: c.tls}); err != nil || got != c.want {
			t.Errorf("%s, %v: %s, %v", c.target, c.tls, got, err)
		}
	}
	curl, _ := Get("curl")
	if _, err := curl.WriteWith(wire.Request{Method: "GET", URL: "https://shop.test"}, Options{TLS: TLS{CACert: "a\nid"}}); err == nil {
		t.Error("a line break in a file name was written down")
	}
}
