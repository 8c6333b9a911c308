package view

import (
	"encoding/json"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

// copies is a copy of something of that class.
func copies(p *player, class string) {
	p.does(Copied{Button: "copy-token", Clip: json.RawMessage(`{"class":"` + class + `","key":"k","hash":"h"}`)})
}

func TestASecretIsTakenOffTheClipboard(t *testing.T) {
	p := play(t)
	p.does(SitesTold{Clipboard: true})
	copies(p, wire.CopiedSecret)
	if ask := p.asked(AskClip); ask.Path != "/v1/clipboard" || string(ask.Body) != `{"class":"secret","key":"k","hash":"h"}` {
		t.Errorf("%+v", ask)
	}
	p.answers(AskClip, 200, wire.CopiedUntil{Class: wire.CopiedSecret, Until: "2026-11-23T12:01:00Z", Seconds: 60, Offer: true})
	if page := p.page(); page.Toast.Text != "Off the clipboard in 60 s, unless something else is copied" || page.Clip.Text != "" {
		t.Errorf("%+v %+v", page.Toast, page.Clip)
	}
}

func TestTheClipboardIsAskedForOnce(t *testing.T) {
	p := play(t)
	copies(p, wire.CopiedSecret)
	p.answers(AskClip, 200, wire.CopiedUntil{Class: wire.CopiedSecret, Until: "2026-11-23T12:01:00Z", Seconds: 60, Offer: true})
	if p.page().Clip.Text == "" || !p.m.AsksClipboard(pressed("clip-yes")) {
		t.Fatal("does not ask")
	}
	p.does(pressed("clip-yes")).has(AwaitLeave{})
	if ask := p.asked(AskClip); string(ask.Body) != `{"class":"secret","key":"k","hash":"h","yes":true}` {
		t.Errorf("%s", ask.Body)
	}
	p.answers(AskClip, 200, wire.CopiedUntil{Until: "2026-11-23T12:01:00Z", Seconds: 60})
	p.does(ClipLeave{true})
	if page := p.page(); page.Clip.Text != "" || page.Toast.Text != "Off the clipboard in 60 s, unless something else is copied" {
		t.Errorf("%+v", page.Toast)
	}

	p = play(t)
	copies(p, wire.CopiedSecret)
	p.answers(AskClip, 200, wire.CopiedUntil{Class: wire.CopiedSecret, Until: "2026-11-23T12:01:00Z", Seconds: 60, Offer: true})
	p.does(pressed("clip-no"))
	p.answers(AskClipSettings, 200, map[string]any{"seconds": 60, "offered": true})
	copies(p, wire.CopiedSecret)
	p.answers(AskClip, 200, wire.CopiedUntil{Until: "2026-11-23T12:01:00Z", Seconds: 60})
	if page := p.page(); page.Clip.Text != "" || page.Toast.Text != "Stays on the clipboard: Storekey may not look there (Stores, Settings)" {
		t.Errorf("%+v", page.Toast)
	}
}

func TestTokensAreTakenOffWhenSwitchedOn(t *testing.T) {
	p := play(t)
	copies(p, wire.CopiedBearer)
	p.answers(AskClip, 200, wire.CopiedUntil{Class: wire.CopiedBearer, Seconds: 60, Offer: true})
	p.does(pressed("clip-yes"), ClipLeave{true})
	p.answers(AskClip, 200, wire.CopiedUntil{Until: "2026-11-23T12:01:00Z", Seconds: 60})
	if page := p.page(); page.Clip.Text != "" || page.Toast.Icon != "clock" {
		t.Errorf("%+v", page.Toast)
	}
	p = play(t)
	copies(p, wire.CopiedBearer)
	p.answers(AskClip, 200, wire.CopiedUntil{Seconds: 60})
	if page := p.page(); page.Clip.Text != "" || page.Toast.Text != "" {
		t.Errorf("%+v", page)
	}
	p.does(Copied{Button: "copy-token"}).asksNothing()
}

func TestSettings(t *testing.T) {
	p := play(t)
	p.does(pressed("tab-stores"))
	p.answers(AskClipSettings, 200, map[string]any{"seconds": 120, "bearer": true})
	p.answers(AskSeed, 200, map[string]any{"beside": false})
	if s := p.page().Stores.Settings; s.Seconds != "120" || !s.Bearer || s.Seed || s.May {
		t.Errorf("%+v", s)
	}
	for _, change := range []struct {
		Changed
		what Asking
		want string
	}{
		{Changed{"clip-seconds", "0"}, AskClipSettings, `{"seconds":0}`},
		{Changed{"clip-bearer", "false"}, AskClipSettings, `{"bearer":false,"offered":true}`},
		{Changed{"seed-beside", "true"}, AskSeed, `{"beside":true}`},
	} {
		p.does(change.Changed)
		if ask := p.asked(change.what); ask.Method != "PUT" || string(ask.Body) != change.want {
			t.Errorf("%s: %s", change.ID, ask.Body)
		}
	}
	p.does(pressed("clip-allow")).does(ClipLeave{true})
	if !p.page().Stores.Settings.May {
		t.Error("not told")
	}
	p.does(pressed("clip-back")).has(GiveBackClipboard{})
	p.does(SitesTold{})
	if p.page().Stores.Settings.May {
		t.Error("given back, and still told")
	}
}
