package check

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

var reportStore = wire.Store{BaseURL: "https://shop.test", RestURL: "https://shop.test/rest", StoreCode: "german", Version: "2.4.7", Edition: "Community"}

func reportChecks() map[string]wire.Check {
	asked := []wire.Evidence{
		{Method: "GET", URL: "https://shop.test/rest/V1/modules", Status: 401, Note: "without the token: refused, as it should be"},
		{Method: "GET", URL: "https://shop.test/rest/V1/modules", Note: "no answer | none"},
	}
	return map[string]wire.Check{
		"valid": {Verdict: wire.VerdictValid, Reason: "accepted", Kind: wire.KindAdmin, Who: "jane", Masked: "eyJra…0000",
			Store: reportStore, Evidence: asked, Findings: []wire.Finding{wire.NewFinding("accepted")}},
		"invalid": {Verdict: wire.VerdictInvalid, Reason: "not_accepted", Kind: wire.KindAdmin, Masked: "eyJra…0000",
			Store: wire.Store{BaseURL: "https://shop.test"}, Evidence: asked[:1], Findings: []wire.Finding{wire.NewFinding("not_accepted")}},
		"unknown": {Verdict: wire.VerdictUnknown, Reason: "header_lost", Kind: wire.KindUnknown, Findings: []wire.Finding{wire.NewFinding("header_lost")}},
		"hostile": {Verdict: wire.VerdictValid, Kind: "admin`", Who: "<img src=x>\n# jane | [x](https://evil.test) *b*\u202e", Masked: "`x`",
			Store: wire.Store{BaseURL: "https://shop.test/`|`", Version: "2|4"}, Evidence: []wire.Evidence{{Method: "GET", URL: "https://shop.test/a_b|c\nd", Status: 200, Note: "![x](y)|"}},
			Findings: []wire.Finding{{Level: "warning", Message: "a\n- b", Hint: "<script>"}}},
	}
}

func TestMarkdown(t *testing.T) {
	for name, c := range reportChecks() {
		wantReport(t, name, Markdown(c))
	}
}

func TestAccessMarkdown(t *testing.T) {
	a := wire.AccessMap{Verdict: wire.VerdictValid, Kind: wire.KindAdmin, Store: reportStore, TakenAt: "2026-11-23T12:00:00Z",
		Findings: []wire.Finding{wire.NewFinding("ticked_not_granted", "count", "1", "resources", "Sales")},
		Resources: []wire.Resource{
			{Title: "Magento Admin", Path: []string{"Magento Admin"}, Allowed: wire.Yes, How: wire.ByProbe},
			{Title: "View", Path: []string{"Magento Admin", "Sales", "Orders", "View"}, Allowed: wire.No, How: wire.BySchema, Ticked: wire.Yes},
			{Title: "Cancel", Path: []string{"Magento Admin", "Sales", "Orders", "Cancel"}, Allowed: wire.Unknown, How: wire.ByProbe},
			{Title: "Own_module::read", Path: []string{"Own_module::read"}, Allowed: wire.Yes, How: wire.BySchema, Ticked: wire.Yes},
		}}
	wantReport(t, "access", AccessMarkdown(a))
	wantReport(t, "access-none", AccessMarkdown(wire.AccessMap{Verdict: wire.VerdictInvalid, Findings: []wire.Finding{wire.NewFinding("not_accepted")}}))
}

// What a store or a token says neither ends its line nor begins anything.
func TestMarkdownStaysText(t *testing.T) {
	text := Markdown(reportChecks()["hostile"])
	bare := strings.NewReplacer(`\<`, "", `\#`, "", `\[`, "", `\|`, "").Replace(text)
	for _, bad := range []string{"<", "# jane", "[x", "\n- b", "\u202e", "|c"} {
		if strings.Contains(bare, bad) {
			t.Errorf("%q is in\n%s", bad, text)
		}
	}
}

func wantReport(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", "markdown", name+".md")
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs: go test ./core/check -update, and look at it\n%s", path, got)
	}
}
