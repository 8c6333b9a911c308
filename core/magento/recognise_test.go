package magento

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

var update = flag.Bool("update", false, "write the golden files anew")

// pageCase is one file of testdata/page: a snapshot and what it must be taken
// for. Where testdata/pages has an HTML page of that name, e2e/content.test.mjs
// takes the snapshot of it in a browser and compares it with the one here.
type pageCase struct {
	Snapshot json.RawMessage  `json:"snapshot"`
	Want     wire.Recognition `json:"want"`
	Findings string           `json:"findings"`
}

func TestRecognise(t *testing.T) {
	files, err := filepath.Glob("testdata/page/*.json")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".json"), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var c pageCase
			var taken wire.Snapshot
			if err := json.Unmarshal(raw, &c); err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal(c.Snapshot, &taken); err != nil {
				t.Fatal(err)
			}
			got := Recognise(taken)
			if got.Magento == "yes" && len(got.Marks) == 0 {
				t.Error("no mark")
			}
			found := codes(got.Findings)
			got.Marks, got.Findings = nil, nil
			if *update {
				writeCase(t, file, pageCase{c.Snapshot, got, found})
				return
			}
			if found != c.Findings {
				t.Errorf("findings %q, want %q", found, c.Findings)
			}
			if !reflect.DeepEqual(got, c.Want) {
				t.Errorf("got  %+v\nwant %+v", got, c.Want)
			}
		})
	}
}

func writeCase(t *testing.T, file string, c pageCase) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(c); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// The browser's tests read the selectors from a file.
func TestSelectorsAreWrittenDown(t *testing.T) {
	const file = "testdata/selectors.json"
	want, err := json.MarshalIndent(Selectors, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	want = append(want, '\n')
	if *update {
		if err := os.WriteFile(file, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := os.ReadFile(file); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s is not Selectors: go test ./core/magento -update (%v)", file, err)
	}
}

// A page that lies about its address gets nobody sent elsewhere.
func TestRecogniseStaysOnTheOrigin(t *testing.T) {
	for _, s := range []wire.Snapshot{
		{URL: "https://evil.example/x", Scripts: []string{`var BASE_URL = 'https://bank.example/';`}, Assets: []string{"https://bank.example/static/version1700000000/frontend/A/b/en_US/x.js"}},
		{URL: "https://evil.example/x", Facts: map[string][]string{"adminLogo": {"https://bank.example/admin/admin/"}}},
		{URL: "https://evil.example/", Facts: map[string][]string{"adminLogo": {"javascript:alert(1)//a/b/c"}}},
		{URL: "https://evil.example/", Facts: map[string][]string{"adminLogo": {"//bank.example/a/b/"}}},
	} {
		if r := Recognise(s); origin(r.Store.BaseURL) != "https://evil.example" || r.Origin != "https://evil.example" {
			t.Errorf("%+v", r)
		}
	}
}

func TestRecogniseWithoutAPage(t *testing.T) {
	for _, url := range []string{"", "chrome://extensions", "about:blank", "file:///x.html", "localhost"} {
		if r := Recognise(wire.Snapshot{URL: url}); r.Magento != "no" || r.Origin != "" || r.Store.BaseURL != "" {
			t.Errorf("%s: %+v", url, r)
		}
	}
}

func FuzzRecognise(f *testing.F) {
	f.Add("https://host/a/admin/key/"+key64, `var BASE_URL = 'http\u003A\u002F\u002Fhost\u002F';`, "https://host/static/version123456/frontend/a/b/c/d.js", "http://host/admin/admin/")
	f.Add("http://host", `var BASE_URL="\`, "/static/", "")
	f.Fuzz(func(t *testing.T, url, script, asset, logo string) {
		r := Recognise(wire.Snapshot{URL: url, Scripts: []string{script}, Assets: []string{asset},
			Facts: map[string][]string{"adminLogo": {logo}, "view": {script}, "adminVersion": {script}, "bodyClass": {asset}}})
		if r.Store.BaseURL != "" && origin(r.Store.BaseURL) != r.Origin {
			t.Errorf("base %q, origin %q", r.Store.BaseURL, r.Origin)
		}
	})
}

func TestReadScripts(t *testing.T) {
	for _, test := range []struct {
		script string
		want   globals
	}{
		{`var BASE_URL = 'http\u003A\u002F\u002Flocalhost\u003A8380\u002F'; var require = {'baseUrl': 'http\u003A\u002F\u002Fl\u002Fstatic\u002Fversion1795407105\u002Ffrontend\u002FMagento\u002Fluma\u002Fen_US'};`,
			globals{baseURL: "http://localhost:8380/", assets: "http://l/static/version1795407105/frontend/Magento/luma/en_US"}},
		{`var BASE_URL = 'http://h/admin/admin/index/index/key/k/'; var FORM_KEY = 'abc';`, globals{baseURL: "http://h/admin/admin/index/index/key/k/", formKey: true}},
		{`window.BASE_URL="https:\/\/h\/"`, globals{baseURL: "https://h/"}},
		{`window.checkout = {"x":"y","baseUrl":"http:\/\/h\/shop\/"}`, globals{shop: "http://h/shop/"}},
		{`var BASE_URL = '\x68ttp://h/\'';`, globals{baseURL: "http://h/'"}},
		{`if (BASE_URL) { BASE_URL = "a" }`, globals{baseURL: "a"}},
		{`BASE_URL = location.origin`, globals{}},
		{`BASE_URL = 'never ends`, globals{}},
		{`BASE_URL = '\u00`, globals{}},
		{`BASE_URL`, globals{}},
	} {
		if got := readScripts([]string{test.script}); got != test.want {
			t.Errorf("%s:\ngot  %+v\nwant %+v", test.script, got, test.want)
		}
	}
}
