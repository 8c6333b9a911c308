package magento

import (
	"encoding/json"
	"html"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

// recordings is the folder of a recorded store, from MAGENTO_RECORDINGS.
func recordings(t *testing.T) string {
	dir := os.Getenv("MAGENTO_RECORDINGS")
	if dir == "" {
		t.Skip("MAGENTO_RECORDINGS is not set")
	}
	return dir
}

func TestRecogniseRecordedPages(t *testing.T) {
	dir := recordings(t)
	const base = "http://localhost:8380"
	shop := wire.Recognition{Magento: "yes", Area: wire.AreaStorefront, Kind: wire.KindCustomer, Origin: base, Front: "luma",
		Store: wire.Store{BaseURL: base, StoreCode: "default"}, StoreViews: []string{"default", "german"}}
	shopper := shop
	shopper.LoggedIn = true
	panel := wire.Recognition{Magento: "yes", Area: wire.AreaAdmin, Kind: wire.KindAdmin, Origin: base, LoggedIn: true, FrontName: "admin",
		Store: wire.Store{BaseURL: base, Version: "2.4.7-p3", Edition: "Community"}}
	login := panel
	login.Area, login.LoggedIn, login.Store.Version = wire.AreaAdminLogin, false, ""
	integration, dialog, role := panel, panel, panel
	integration.Viewed = &wire.Viewed{Kind: "integration", ID: "1", Name: "Made in the panel"}
	dialog.Viewed = &wire.Viewed{Kind: "integration", Name: "Made in the panel"}
	role.Viewed = &wire.Viewed{Kind: "role", ID: "2", Name: "Catalog products only"}
	for name, test := range map[string]struct {
		path string
		want wire.Recognition
	}{
		"home":                            {"/", shop},
		"product":                         {"/blue-bag.html", shop},
		"home-logged-in":                  {"/", shopper},
		"customer-account":                {"/customer/account/", shopper},
		"admin-login":                     {"/admin", login},
		"admin-dashboard":                 {"/admin/admin/dashboard/index/key/" + key64 + "/", panel},
		"admin-integrations-grid":         {"/admin/admin/integration/index/key/" + key64 + "/", panel},
		"admin-integration-edit":          {"/admin/admin/integration/edit/id/1/key/" + key64 + "/", integration},
		"admin-integration-tokens-dialog": {"/admin/admin/integration/index/key/" + key64 + "/", dialog},
		"admin-role-edit":                 {"/admin/admin/user_role/editrole/rid/2/key/" + key64 + "/", role},
	} {
		t.Run(name, func(t *testing.T) {
			raw, err := os.ReadFile(filepath.Join(dir, "pages", name+".html"))
			if err != nil {
				t.Fatal(err)
			}
			got := Recognise(snapshotOf(base+test.path, string(raw)))
			if len(got.Marks) == 0 {
				t.Error("no marks")
			}
			checkTree(t, dir, name, got.Tree)
			got.Marks, got.Tree = nil, nil
			gotJSON, _ := json.Marshal(got)
			wantJSON, _ := json.Marshal(test.want)
			if string(gotJSON) != string(wantJSON) {
				t.Errorf("got  %s\nwant %s", gotJSON, wantJSON)
			}
		})
	}
}

// checkTree compares the tree of a recorded page with the recorded resources. The
// role may use Products only; the integration everything.
func checkTree(t *testing.T, dir, name string, tree []wire.TreeNode) {
	ticks := map[string]int{"admin-role-edit": 1, "admin-integration-edit": 269}
	if ticks[name] == 0 {
		if tree != nil {
			t.Errorf("a tree of %d", len(tree))
		}
		return
	}
	raw, err := os.ReadFile(filepath.Join(dir, "acl-resources.json"))
	if err != nil {
		t.Fatal(err)
	}
	var known []struct{ ID, Title string }
	if err := json.Unmarshal(raw, &known); err != nil {
		t.Fatal(err)
	}
	titles := map[string]string{}
	for _, k := range known {
		titles[k.ID] = k.Title
	}
	ticked := 0
	for _, n := range tree {
		if titles[n.ID] != n.Title {
			t.Errorf("%s is called %q, want %q", n.ID, n.Title, titles[n.ID])
		}
		if n.Ticked {
			ticked++
		}
	}
	if len(tree) != 269 || ticked != ticks[name] {
		t.Errorf("%d boxes, %d ticked", len(tree), ticked)
	}
	if path := strings.Join(NewTree(tree).PathOf("Magento_Catalog::products"), " > "); path != "Catalog > Inventory > Products" {
		t.Errorf("path %q", path)
	}
}

// What each selector reads, cut from the text of a page: enough for recorded
// ones, no HTML parser. Fields are found by their id.
var cuts = map[string]*regexp.Regexp{
	"bodyClass":    regexp.MustCompile(`(?s)<body[^>]*?\sclass="([^"]*)"`),
	"adminLogo":    regexp.MustCompile(`<a href="([^"]*)" data-edition="[^"]*" class="logo"`),
	"edition":      regexp.MustCompile(`data-edition="([^"]*)" class="logo"`),
	"adminVersion": regexp.MustCompile(`(?s)<p class="magento-version">(.*?)</p>`),
	"adminUser":    regexp.MustCompile(`class="admin-user-account-text">([^<]*)<`),
	"initScript":   regexp.MustCompile(`<script type="(text/x-magento-init)"`),
	"generator":    regexp.MustCompile(`<meta name="generator" content="([^"]*)"`),
	"view":         regexp.MustCompile(`(?s)id="switcher-language-trigger"\s.*?<strong class="([^"]*)"`),
	"views":        regexp.MustCompile(`<li class="([^"]*switcher-option)"`),
	"logout":       regexp.MustCompile(`<a href="([^"]*/customer/account/logout[^"]*)"`),
	"pageTitle":    regexp.MustCompile(`(?s)<h1 class="page-title"[^>]*>(.*?)</h1>`),
	"dialogName":   regexp.MustCompile(`(?s)class="modal-slide _show".*?<h1[^>]*class="modal-title"[^>]*>(.*?)</h1>`),
}

// notRecorded are facts of pages that the recorded store does not have.
var notRecorded = []string{
	"adobeLogin", "singlePage", "nextData", "angular", "mediaBackend", "cifConfig", "cifEndpoint", "cifView",
	"customerEmail", "dialogId", "swaggerSchema", "dialogTree",
}

var (
	scriptCut = regexp.MustCompile(`(?s)<script(?:\s[^>]*)?>(.*?)</script>`)
	assetCut  = regexp.MustCompile(`<(?:script[^>]*? src|link[^>]*? rel="stylesheet"[^>]*? href)="([^"]*)"`)
	tagCut    = regexp.MustCompile(`<[^>]*>`)
	idCut     = regexp.MustCompile(`#([a-zA-Z_]+)(?:,|$)`)
	valueCut  = regexp.MustCompile(` value="([^"]*)"`)
	chosenCut = regexp.MustCompile(`<option value="([^"]*)" selected`)
	boxCut    = regexp.MustCompile(`(?s)<li[^>]* data-id="([^"]*)"|<a class="jstree-anchor([^"]*)"[^>]*>(.*?)</a>|</li>`)
)

func snapshotOf(url, page string) wire.Snapshot {
	s := wire.Snapshot{URL: url, Facts: map[string][]string{}, Tree: treeOf(page)}
	for name, cut := range cuts {
		for _, found := range cut.FindAllStringSubmatch(page, 5) {
			text := strings.TrimSpace(html.UnescapeString(tagCut.ReplaceAllString(found[1], "")))
			s.Facts[name] = append(s.Facts[name], text)
		}
	}
	for name, selector := range Selectors {
		if fields, ok := strings.CutSuffix(selector, "@.value"); ok {
			s.Facts[name] = valuesOf(page, fields)
		}
	}
	for _, found := range scriptCut.FindAllStringSubmatch(page, -1) {
		if strings.Contains(found[1], "BASE_URL") || strings.Contains(found[1], "checkout") {
			s.Scripts = append(s.Scripts, found[1][:min(len(found[1]), 8000)])
		}
	}
	for _, found := range assetCut.FindAllStringSubmatch(page, 40) {
		s.Assets = append(s.Assets, html.UnescapeString(found[1]))
	}
	return s
}

// valuesOf reads the fields whose ids end the parts of a selector.
func valuesOf(page, css string) []string {
	var values []string
	for _, id := range idCut.FindAllStringSubmatch(css, -1) {
		at := strings.Index(page, ` id="`+id[1]+`"`)
		if at < 0 {
			continue
		}
		field, cut := page[strings.LastIndexByte(page[:at], '<'):], valueCut
		end := strings.IndexByte(field, '>')
		if strings.HasPrefix(field, "<select") {
			cut, end = chosenCut, strings.Index(field, "</select>")
		}
		value := "0" // the first option
		if found := cut.FindStringSubmatch(field[:end]); found != nil {
			value = html.UnescapeString(found[1])
		}
		values = append(values, value)
	}
	return values
}

func treeOf(page string) []wire.TreeNode {
	var nodes []wire.TreeNode
	var open []int
	for _, found := range boxCut.FindAllStringSubmatch(page, -1) {
		switch {
		case found[1] != "":
			n := wire.TreeNode{ID: found[1]}
			if len(open) > 0 {
				n.Parent = nodes[open[len(open)-1]].ID
			}
			open = append(open, len(nodes))
			nodes = append(nodes, n)
		case found[3] != "" && len(open) > 0:
			n := &nodes[open[len(open)-1]]
			n.Title = html.UnescapeString(tagCut.ReplaceAllString(found[3], ""))
			n.Ticked = strings.Contains(found[2], "jstree-clicked")
		case len(open) > 0:
			open = open[:len(open)-1]
		}
	}
	return nodes
}

func TestEverySelectorIsCut(t *testing.T) {
	for name, selector := range Selectors {
		known := cuts[name] != nil || name == "tree" || slices.Contains(notRecorded, name) || strings.HasSuffix(selector, "@.value")
		if !known {
			t.Errorf("%s is not read from recorded pages", name)
		}
	}
}

// recordedCodes says what every refusal of the recorded store means. An
// exchange that is not listed must not be refused.
var recordedCodes = map[string]string{
	"admin-token/wrong-password":                       "sign_in_refused",
	"admin-token/unknown-user":                         "sign_in_refused",
	"admin-token/missing-password":                     "field_missing",
	"admin-token/missing-both":                         "field_missing",
	"admin-token/malformed-json":                       "decoding_error",
	"admin-token/no-content-type":                      "content_type",
	"admin-token/form-body":                            "content_type",
	"admin-token/xml":                                  "not_json",
	"admin-token/xml-wrong-password":                   "sign_in_refused",
	"admin-token/unknown-store-code":                   "store_code_unknown",
	"admin-token/wrong-verb":                           "route_not_found",
	"admin-token/customer-credentials":                 "sign_in_refused",
	"rest/unknown-route":                               "route_not_found",
	"rest/options":                                     "method_not_supported",
	"rest/browser-accept":                              "not_json",
	"lock/wrong-1":                                     "sign_in_refused",
	"lock/wrong-6":                                     "sign_in_refused",
	"lock/right-password-after-six-wrong":              "sign_in_refused",
	"customer-token/wrong-password":                    "sign_in_refused",
	"customer-token/missing-username":                  "field_missing",
	"customer-token/xml":                               "not_json",
	"customer-token/admin-credentials":                 "sign_in_refused",
	"schema/unknown-service":                           "store_error",
	"facts/magento-version":                            "web_page_answer",
	"session/customer-cookie":                          "self_only",
	"session/admin-cookie":                             "not_authorized",
	"revoke/me-after":                                  "self_only",
	"revoke/as-guest":                                  "self_only",
	"soap/admin-token":                                 "not_json",
	"soap/customer-token":                              "not_json",
	"soap/admin-token-wrong":                           "sign_in_refused",
	"oauth1/sha1":                                      "signature_method",
	"oauth1/bad-signature":                             "signature_invalid",
	"oauth1/signed-without-port":                       "signature_invalid",
	"oauth1/unknown-token":                             "token_unknown",
	"oauth1/unknown-consumer":                          "consumer_unknown",
	"oauth1/nonce-replayed":                            "nonce_used",
	"oauth1/timestamp-hour-ahead":                      "nonce_invalid",
	"oauth1/limited-integration-refused":               "not_authorized",
	"oauth1/post-json":                                 "record_missing",
	"2fa/admin-token-right-password":                   "two_factor_required",
	"2fa/admin-token-wrong-password":                   "sign_in_refused",
	"2fa/admin-token-not-configured-user":              "two_factor_mail_sent",
	"2fa/google-wrong-otp":                             "wrong_code",
	"2fa/google-not-configured-user":                   "provider_not_configured",
	"2fa/authy-not-allowed":                            "provider_not_allowed",
	"2fa/u2fkey-challenge-not-allowed":                 "provider_not_allowed",
	"graphql/generate-customer-token-wrong":            "",
	"graphql/customer-garbage-token":                   "",
	"graphql/customer-none":                            "",
	"graphql/generate-customer-token-as-limited-admin": "",
	"graphql/generate-customer-token-as-admin-unknown": "",
}

// probeCode is what a recorded probe's refusal means, by its status and path.
func probeCode(status int, path string) string {
	switch {
	case status == 200:
		return ""
	case status == 400:
		return "field_missing"
	case strings.Contains(path, "customers/me"):
		return "self_only"
	}
	return "not_authorized"
}

func TestRefusedRecordedExchanges(t *testing.T) {
	for _, e := range exchanges(t) {
		a := Answer{Status: e.Response.Status, Header: http.Header{}, Body: []byte(e.Response.Body)}
		for _, h := range e.Response.Headers {
			a.Header.Add(h[0], h[1])
		}
		want := recordedCodes[e.Name]
		if strings.HasPrefix(e.Name, "probe/") {
			want = probeCode(a.Status, e.Request.Path)
		}
		got := ""
		if r := Refused(a); r != nil {
			got = r.Code
		}
		if got != want {
			t.Errorf("%s: got %q, want %q: %.120s", e.Name, got, want, a.Body)
		}
	}
}
