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
	return play(t).at(onStorefront(), c).does(ScreenChosen{Use})
}

func TestUseStartsWithTheCardsRequest(t *testing.T) {
	p := use(t)
	p.has(SetValue{"path", "/V1/customers/me"})
	p.has(SetValue{"method", "GET"})
	ask := p.asked(AskSnippet)
	if ask.Path != "/v1/snippet/curl" || strings.Contains(string(ask.Body), `"ref"`) {
		t.Errorf("%+v %s", ask, ask.Body)
	}
	headers := bodyOf(t, ask)["request"].(map[string]any)["headers"].([]any)
	if last := headers[len(headers)-1].(map[string]any); last["value"] != "Bearer eyJraWQiOiIxIiwi••••••••••••oXwM" {
		t.Error("the token itself would come to the page, or none at all:", last)
	}
	p.answers(AskSnippet, 200, map[string]string{"text": "curl masked"})
	u := p.page().Use
	if !u.Shown || u.Text != "curl masked" || u.Button.Label != "Copy curl" || u.Address != shop+"/rest/german/V1/customers/me" {
		t.Errorf("%+v", u)
	}
}

func TestUseShowsTheTokenWhenAsked(t *testing.T) {
	p := use(t).answers(AskSnippet, 200, map[string]string{"text": "curl masked"}).does(RequestEyePressed{})
	if got := bodyOf(t, p.asked(AskSnippet))["credential"].(map[string]any)["ref"]; got != "a" {
		t.Error(got)
	}
	p.answers(AskSnippet, 200, map[string]string{"text": "curl secret"})
	if u := p.page().Use; u.Text != "curl secret" || !u.Open {
		t.Errorf("%+v", u)
	}
	p.does(ScreenChosen{Grab})
	if p.page().Use.Text != "curl masked" {
		t.Error("leaving the screen does not hide it")
	}
}

func TestUseCopies(t *testing.T) {
	p := use(t).does(RequestEdited{"POST", " V1/carts ", `{"a":1}`}, FormChosen{"header"}, RequestCopied{})
	effect := p.effects[len(p.effects)-1].(CopyAnswer)
	body := bodyOf(t, effect.Ask)
	request := body["request"].(map[string]any)
	if effect.Ask.Path != "/v1/snippet/header" || request["url"] != shop+"/rest/german/V1/carts" || request["body"] != `{"a":1}` || request["method"] != "POST" {
		t.Errorf("%+v", body)
	}
	if !strings.Contains(string(effect.Ask.Body), `"Content-Type"`) {
		t.Error("a body without its type")
	}
	p.does(Copied{copyRequestButton})
	if !p.page().Use.Copied {
		t.Error("not confirmed")
	}
	p.does(CopyFailed{Button: copyRequestButton, Code: CodeClipboard})
	if p.page().Use.Problem == "" {
		t.Error("a failed copy is not told")
	}
}

// A token goes to its own store, whatever is typed as the path.
func TestTheTokenStaysWithItsStore(t *testing.T) {
	for path, want := range map[string]string{
		"/V1/modules": "/rest/V1/modules", "V1/modules": "/rest/V1/modules", "//evil.test/V1": "/rest/evil.test/V1",
		"https://evil.test/V1": "/rest/https://evil.test/V1", "@evil.test/": "/rest/@evil.test/",
		shop + "/rest/all/V1/x": "/rest/all/V1/x",
	} {
		if got := requestURL(store, path); got != shop+want {
			t.Errorf("%s: %s", path, got)
		}
	}
}

func TestUseWithoutAToken(t *testing.T) {
	p := play(t).at(recognition()).does(ScreenChosen{Use})
	if u := p.page().Use; !u.Empty || u.Shown {
		t.Errorf("%+v", u)
	}
	p.asksNothing()
}

func TestUseTellsWhyAFormCannot(t *testing.T) {
	p := use(t).refuses(AskSnippet, 422, wire.Error{Code: "snippet_refused", Message: "No.", Hint: "Change it."})
	if u := p.page().Use; u.Problem != "No. Change it." || !u.Button.Off {
		t.Errorf("%+v", u)
	}
}
