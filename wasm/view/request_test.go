package view

import (
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/wire"
)

func use(t *testing.T) *player {
	t.Helper()
	c := credential("a", wire.KindCustomer, time.Hour)
	c.Store.StoreCode = "german"
	c.Request.URL = shop + "/rest/german/V1/customers/me"
	return play(t).at(onStorefront(), c).does(pressed("tab-use"))
}

// fields are the request's after a change.
func fields(pairs ...string) RequestEdited {
	values := map[string]string{}
	for i := 0; i < len(pairs); i += 2 {
		values[pairs[i]] = pairs[i+1]
	}
	return RequestEdited{values}
}

// said is a coloured text without its colours.
func said(spans []Span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.Text)
	}
	return b.String()
}

// builds answers as the API does.
func (p *player) builds() *player {
	p.t.Helper()
	in := bodyOf(p.t, p.asked(AskRequest))
	request := map[string]any{"method": in["method"], "url": shop + "/rest/german" + in["path"].(string), "headers": in["headers"], "body": in["body"]}
	return p.answers(AskRequest, 200, map[string]any{"request": request})
}

// filled are the values that the last event put into the request's fields.
func (p *player) filled() map[string]string {
	p.t.Helper()
	var values map[string]string
	for _, e := range p.effects {
		if f, is := e.(Fill); is && f.Form == "request" {
			values = f.Values
		}
	}
	if values == nil {
		p.t.Fatalf("nothing is filled in by %+v", p.effects)
	}
	return values
}

func TestUseStartsWithTheCardsRequest(t *testing.T) {
	p := use(t)
	if v := p.filled(); v["path"] != "/V1/customers/me" || v["method"] != "GET" {
		t.Error(v)
	}
	in := bodyOf(t, p.asked(AskRequest))
	if in["path"] != "/V1/customers/me" || in["method"] != "GET" || in["storeCode"] != "german" || in["credential"] != nil {
		t.Error(in)
	}
	ask := p.builds().asked(AskSnippet)
	if body := bodyOf(t, ask); ask.Path != "/v1/snippet/curl" || body["secret"] != "masked" {
		t.Errorf("the token itself would come to the page: %+v %s", ask, ask.Body)
	}
	p.answers(AskSnippet, 200, map[string]string{"text": "curl masked"})
	u := p.page().Use
	if !u.Shown || said(u.Text) != "curl masked" || u.Button.Label != "Copy curl" || u.Request.Address != shop+"/rest/german/V1/customers/me" {
		t.Errorf("%+v", u)
	}
}

func TestUseShowsTheTokenWhenAsked(t *testing.T) {
	p := use(t).builds().answers(AskSnippet, 200, map[string]string{"text": "curl masked"}).does(pressed("show-request"))
	if got := bodyOf(t, p.asked(AskSnippet))["credential"].(map[string]any)["ref"]; got != "a" {
		t.Error(got)
	}
	p.answers(AskSnippet, 200, map[string]string{"text": "curl secret"})
	if u := p.page().Use; said(u.Text) != "curl secret" || !u.Open {
		t.Errorf("%+v", u)
	}
	p.does(pressed("tab-grab"))
	if said(p.page().Use.Text) != "curl masked" {
		t.Error("leaving the screen does not hide it")
	}
}

func TestUseCopies(t *testing.T) {
	p := use(t).builds().does(Changed{"form", "header"}, fields("method", "POST", "path", " /V1/carts ", "data", `{"a":1}`), pressed("copy-request"))
	for _, e := range p.effects {
		if _, early := e.(CopyAnswer); early {
			t.Fatal("what was copied is not what stands in the fields")
		}
	}
	p.does(fields("method", "POST", "path", " /V1/carts ", "data", `{"a":1}`), pressed("copy-request")).builds()
	effect := p.effects[len(p.effects)-1].(CopyAnswer)
	body := bodyOf(t, effect.Ask)
	request := body["request"].(map[string]any)
	if effect.Ask.Path != "/v1/reveal" || body["as"] != "header" || request["url"] != shop+"/rest/german/V1/carts" || request["body"] != `{"a":1}` || request["method"] != "POST" {
		t.Errorf("%+v", body)
	}
	if _, now := p.does(pressed("copy-request")).effects[0].(CopyAnswer); !now {
		t.Error("what is built already is not copied at once")
	}
	p.does(Copied{Button: copyRequestButton})
	if !p.page().Use.Copied {
		t.Error("not confirmed")
	}
	p.does(CopyFailed{Button: copyRequestButton, Code: CodeClipboard})
	if p.page().Use.Problem == "" {
		t.Error("a failed copy is not told")
	}
}

// A whole address of the store becomes its path; the rest is the API's.
func TestAnAddressAsPath(t *testing.T) {
	deep := wire.Store{BaseURL: shop + "/sub", RestURL: shop + "/sub/index.php/rest"}
	for path, want := range map[string]string{
		"/V1/modules": "/V1/modules", "/rest/V1/modules": "/rest/V1/modules", "german/V1/x": "german/V1/x",
		shop + "/sub/index.php/rest/all/V1/x": "/rest/all/V1/x", shop + "/sub/graphql": "/graphql",
		shop + ".evil.test/V1": shop + ".evil.test/V1", shop + "/subway": shop + "/subway", "https://evil.test/V1": "https://evil.test/V1",
	} {
		if got := pathAt(deep, path); got != want {
			t.Errorf("%s: %s", path, got)
		}
	}
}

// An administrator's request has no store code, also where the tab shows a view.
func TestUseOfAnAdminTokenOnAStorefront(t *testing.T) {
	c := credential("a", wire.KindAdmin, time.Hour)
	c.Store.StoreCode = "german"
	p := play(t).at(onStorefront(), c).does(pressed("tab-use"))
	if v := p.filled(); v["path"] != "/V1/modules" {
		t.Error(v)
	}
	if in := bodyOf(t, p.asked(AskRequest)); in["storeCode"] != nil || in["path"] != "/V1/modules" || in["store"].(map[string]any)["storeCode"] != nil {
		t.Error(in)
	}
}

func TestUseWithoutAPath(t *testing.T) {
	p := use(t).builds().answers(AskSnippet, 200, map[string]string{"text": "curl"}).does(fields("method", "GET", "path", " ", "data", ""))
	p.asksNothing()
	if u := p.page().Use; u.Request.Address != "" || said(u.Text) != "" || !u.Button.Off {
		t.Errorf("%+v", u)
	}
}

func TestUseTellsWhatIsWrongWithTheRequest(t *testing.T) {
	p := use(t).does(pressed("copy-request")).refuses(AskRequest, 400, wire.Error{Code: "not_address", Message: "No.", Hint: "Mend it."})
	if u := p.page().Use; u.Problem != "No. Mend it." || !u.Button.Off {
		t.Errorf("%+v", u)
	}
	p.does(fields("method", "GET", "path", "/V1/x", "data", "")).builds()
	for _, e := range p.effects {
		if _, late := e.(CopyAnswer); late {
			t.Error("copies what was asked for before the error")
		}
	}
}

func TestUseWithoutAToken(t *testing.T) {
	p := play(t).at(recognition()).does(pressed("tab-use"))
	if u := p.page().Use; !u.Empty || !u.Shown || !u.Send.Off {
		t.Errorf("%+v", u)
	}
	p.does(fields("method", "GET", "path", "/V1/store/storeConfigs"))
	if in := bodyOf(t, p.asked(AskRequest)); in["path"] != "/V1/store/storeConfigs" {
		t.Error(in)
	}
	p.builds().does(pressed("send"))
	if in := bodyOf(t, p.asked(AskSend)); in["credential"] != nil {
		t.Error(in)
	}
}

func TestUseTellsWhyAFormCannot(t *testing.T) {
	p := use(t).builds().refuses(AskSnippet, 422, wire.Error{Code: "snippet_refused", Message: "No.", Hint: "Change it."})
	if u := p.page().Use; u.Problem != "No. Change it." || !u.Button.Off {
		t.Errorf("%+v", u)
	}
}
