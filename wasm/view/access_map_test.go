package view

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/wire"
)

// rights is an access map with something of everything.
func rights() wire.AccessMap {
	resource := func(allowed, ticked string, path ...string) wire.Resource {
		title := path[len(path)-1]
		return wire.Resource{ID: "X::" + strings.ToLower(title), Title: title, Path: path, Allowed: allowed, How: wire.BySchema, Ticked: ticked}
	}
	return wire.AccessMap{
		Verdict: wire.VerdictValid, Reason: "accepted", Kind: wire.KindAdmin, Store: store,
		Resources: []wire.Resource{
			resource(wire.Yes, "", "Magento Admin"),
			resource(wire.Yes, wire.Yes, "Magento Admin", "Catalog", "Products"),
			resource(wire.No, wire.Yes, "Magento Admin", "Catalog", "Categories"),
			resource(wire.Unknown, "", "Magento Admin", "Stores"),
		},
		Operations: []wire.Operation{
			{Method: "GET", Path: "/V1/products", Resource: "X::products", Allowed: wire.Yes},
			{Method: "POST", Path: "/V1/products", Resource: "X::products", Allowed: wire.Yes},
			{Method: "DELETE", Path: "/V1/categories/{id}", Resource: "X::categories", Allowed: wire.No},
			{Method: "GET", Path: "/V1/customers/me", Resource: "self", Allowed: wire.No},
			{Method: "GET", Path: "/V1/directory/currency", Resource: "anonymous", Allowed: wire.Yes},
			{Method: "GET", Path: "/V1/vendor", Allowed: wire.Yes},
		},
	}
}

func mapped(t *testing.T) *player {
	p := play(t).at(recognition(), credential("a", wire.KindAdmin, time.Hour)).does(pressed("check-token"))
	p.answers(AskCheck, 200, wire.Check{Verdict: wire.VerdictValid, Reason: "accepted", Store: store})
	return p.does(pressed("rights-ask")).answers(AskCanI, 200, rights())
}

// outline is the tree as text: a blank for each level, + and - for what folds.
func outline(rows []Row) string {
	var b strings.Builder
	for _, r := range rows {
		mark := " "
		if r.Open {
			mark = "-"
		} else if r.Folds {
			mark = "+"
		}
		b.WriteString(strings.Repeat(" ", r.Level) + mark + strings.TrimSpace(r.Chip+" "+r.Title) + ": " + r.State + "\n")
	}
	return b.String()
}

func TestTheTreeOfWhatATokenMayDo(t *testing.T) {
	p := mapped(t)
	r := p.page().Check.Rights
	want := `-Magento Admin: 2 of 4
 +Catalog: 1 of 2
  Stores: unknown
+The customer’s own (self): 1
+Open to everybody (anonymous): 1
+Resource not known: 1
`
	if got := outline(r.Rows); got != want {
		t.Errorf("got\n%s", got)
	}
	var filters []string
	for _, f := range r.Filters {
		filters = append(filters, f.Label)
	}
	if got := strings.Join(filters, ", "); got != "All, 2 yes, 1 no, 1 unknown, 1 differ" {
		t.Error(got)
	}
	p.does(Pressed{"leaf", "n2"})
	if got := outline(p.page().Check.Rights.Rows[1:4]); got != " -Catalog: 1 of 2\n  +Products: yes\n  +Categories: no, though ticked\n" {
		t.Errorf("got\n%s", got)
	}
}

func TestSearchingAndFiltering(t *testing.T) {
	for name, test := range map[string]struct {
		query, show, want string
	}{
		"a title":     {"prod", showAll, "-Magento Admin: 2 of 4\n -Catalog: 1 of 2\n  +Products: yes\n"},
		"a route":     {"delete categ", showAll, "-Magento Admin: 2 of 4\n -Catalog: 1 of 2\n  -Categories: no, though ticked\n    DELETE /V1/categories/{id}: no\n"},
		"of no role":  {"currency", showAll, "-Open to everybody (anonymous): 1\n  GET /V1/directory/currency: yes\n"},
		"allowed":     {"", wire.Yes, "-Magento Admin: 2 of 4\n -Catalog: 1 of 2\n  +Products: yes\n"},
		"not allowed": {"", wire.No, "-Magento Admin: 2 of 4\n -Catalog: 1 of 2\n  +Categories: no, though ticked\n"},
		"different":   {"", showDiffers, "-Magento Admin: 2 of 4\n -Catalog: 1 of 2\n  +Categories: no, though ticked\n"},
		"nothing":     {"xyz", showAll, ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := mapped(t).does(Changed{"rights-search", test.query}, Pressed{"rights-show", test.show})
			r := p.page().Check.Rights
			if got := outline(r.Rows); got != test.want {
				t.Errorf("got\n%s", got)
			}
			if (r.Empty == "") != (test.want != "") {
				t.Errorf("empty: %q", r.Empty)
			}
		})
	}
}

// A filter leaves out the routes of what only leads to something.
func TestFilteredRoutes(t *testing.T) {
	a := rights()
	a.Operations = append(a.Operations, wire.Operation{Method: "GET", Path: "/V1/modules", Resource: "X::magento admin", Allowed: wire.Yes})
	p := mapped(t).does(pressed("rights-ask")).answers(AskCanI, 200, a)
	for show, want := range map[string]bool{showAll: true, wire.Yes: true, wire.No: false} {
		p.does(Pressed{"rights-show", show})
		if got := outline(p.page().Check.Rights.Rows); strings.Contains(got, "/V1/modules") != want {
			t.Errorf("%s:\n%s", show, got)
		}
	}
}

func TestTheTreeByKeyboard(t *testing.T) {
	p := mapped(t)
	for _, step := range []struct{ key, at string }{
		{"ArrowDown", "Catalog"}, {"ArrowRight", "Catalog"}, {"ArrowRight", "Products"}, {"ArrowRight", "Products"},
		{"ArrowDown", "/V1/products"}, {"ArrowLeft", "Products"}, {"ArrowLeft", "Products"}, {"ArrowLeft", "Catalog"},
		{"End", "Resource not known"}, {"ArrowDown", "Resource not known"}, {"Home", "Magento Admin"}, {"ArrowUp", "Magento Admin"},
		{"s", "Stores"}, {"c", "Catalog"}, {"Enter", "Catalog"},
	} {
		p.does(TreeKey{step.key})
		at := ""
		for _, r := range p.page().Check.Rights.Rows {
			if r.Focus {
				at += r.Title
			}
		}
		if at != step.at {
			t.Fatalf("%s leads to %q, not %q", step.key, at, step.at)
		}
	}
}

func TestARouteLeadsToItsRequest(t *testing.T) {
	p := mapped(t).does(Pressed{"leaf", "n2"}, Pressed{"leaf", "n3"}, Pressed{"leaf", "r1"})
	if v := p.m.Request.Values; p.page().Screen != Use || v["method"] != "POST" || v["path"] != "/V1/products" || p.m.Request.Ref != "a" {
		t.Errorf("%+v", p.m.Request)
	}
}

func TestALongTreeIsDrawnInParts(t *testing.T) {
	a := wire.AccessMap{Verdict: wire.VerdictValid, Reason: "accepted", Store: store}
	for n := range 20_000 {
		title := "Resource " + strconv.Itoa(n)
		a.Resources = append(a.Resources, wire.Resource{ID: title, Title: title, Path: []string{"All", title}, Allowed: wire.Yes})
	}
	p := play(t).at(recognition(), credential("a", wire.KindAdmin, time.Hour)).does(pressed("check-token"))
	p.answers(AskCheck, 200, wire.Check{Verdict: wire.VerdictValid, Reason: "accepted", Store: store})
	p.does(pressed("rights-ask")).answers(AskCanI, 200, a)
	if n := len(p.page().Check.Rights.Rows); n != linesAtOnce+1 {
		t.Error(n)
	}
	for _, e := range []Event{TreeKey{"End"}, Pressed{"rights-more", leavesBefore}, Pressed{"rights-more", ""}, TreeKey{"Home"}} {
		focus := 0
		for _, r := range p.does(e).page().Check.Rights.Rows {
			if r.Focus {
				focus++
			}
		}
		if n := len(p.page().Check.Rights.Rows); n > linesAtOnce+2 || focus != 1 {
			t.Errorf("%v: %d rows, %d with the focus", e, n, focus)
		}
	}
}

func TestTheMapSurvivesThePage(t *testing.T) {
	body, _ := json.Marshal(rights())
	call := wire.Call{V: wire.Version, ID: "old-1", Origin: shop, Path: canIPath, State: wire.CallRunning,
		Step: "probing", Done: 2, Total: 9, StartedAt: start.Add(-time.Minute).UTC().Format(time.RFC3339)}
	raw, _ := json.Marshal(call)
	p := play(t).at(recognition()).does(JobsFound{[]json.RawMessage{raw}}, pressed("tab-check"))
	if r := p.page().Check.Rights; !r.Progress.Shown || r.Progress.Total != 9 || r.Progress.Text != "Asking one route of each resource · 3 of 9 · 60 s" {
		t.Errorf("%+v", r.Progress)
	}
	call.State, call.Status, call.Body, call.FinishedAt = wire.CallDone, 200, body, start.UTC().Format(time.RFC3339)
	raw, _ = json.Marshal(call)
	p.does(CallChanged{raw})
	if c := p.page().Check; len(c.Rights.Rows) == 0 || c.Verdict.Verdict != wire.VerdictValid {
		t.Errorf("%+v", c.Verdict)
	}
}

func TestAMapThatTheStoreRefuses(t *testing.T) {
	p := play(t).at(recognition(), credential("a", wire.KindAdmin, time.Hour)).does(pressed("check-token"))
	p.answers(AskCheck, 200, wire.Check{Verdict: wire.VerdictValid, Reason: "accepted", Store: store})
	p.does(pressed("rights-ask")).answers(AskCanI, 200, wire.AccessMap{Verdict: wire.VerdictInvalid, Reason: "why", Store: store,
		Findings: []wire.Finding{{Code: "why", Level: "error", Message: "It is over."}}})
	if c := p.page().Check; c.Verdict.Verdict != wire.VerdictInvalid || c.Verdict.Text != "It is over." || c.Rights.Map {
		t.Errorf("%+v", c.Verdict)
	}
}

func TestTheMapCancelledAndFailed(t *testing.T) {
	p := play(t).at(recognition(), credential("a", wire.KindAdmin, time.Hour)).does(pressed("check-token"))
	p.answers(AskCheck, 200, wire.Check{Verdict: wire.VerdictValid, Reason: "accepted", Store: store})
	p.does(pressed("rights-ask"), pressed("rights-cancel"))
	if r := p.page().Check.Rights; r.Problem == "" || r.Ask.Busy {
		t.Errorf("%+v", r)
	}
	p.does(pressed("rights-ask")).refuses(AskCanI, 502, wire.Error{Code: "unreachable", Message: "No answer.", Hint: "VPN?"})
	if r := p.page().Check.Rights; r.Problem != "No answer. VPN?" {
		t.Errorf("%+v", r)
	}
}
