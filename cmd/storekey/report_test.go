package main

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/wire"
)

func TestDuration(t *testing.T) {
	for _, test := range []struct {
		d    time.Duration
		want string
	}{
		{0, "0 s"},
		{999 * time.Millisecond, "0 s"},
		{59 * time.Second, "59 s"},
		{time.Hour, "1 h"},
		{time.Hour + time.Second, "1 h"},
		{3*time.Hour + 12*time.Minute + 5*time.Second, "3 h 12 min"},
		{49 * time.Hour, "2 d 1 h"},
	} {
		if got := duration(test.d); got != test.want {
			t.Errorf("%v: %q, want %q", test.d, got, test.want)
		}
	}
}

func TestMoment(t *testing.T) {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	for _, test := range []struct{ text, want string }{
		{"", ""},
		{"2026-11-23T13:00:00Z", "2026-11-23 13:00:00 UTC, in 1 h"},
		{"2026-11-23T11:30:00Z", "2026-11-23 11:30:00 UTC, 30 min ago"},
	} {
		if got := moment(test.text, now); got != test.want {
			t.Errorf("%q: %q, want %q", test.text, got, test.want)
		}
	}
}

func TestPlainLeavesTheTerminalAlone(t *testing.T) {
	const nasty = "a\x1b]0;title\x07b\r\nc\u009b31md\u202ee\x7f"
	if got, want := plain(nasty), "a]0;titleb c31mde"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := plain("Zoë 日本"); got != "Zoë 日本" {
		t.Errorf("got %q", got)
	}
}

func TestNoTextDrivesTheTerminal(t *testing.T) {
	const name = "a\u202eb\u009b31m\U000e0041"
	if got, want := shownName(wire.StoreEntry{Client: "x", Name: name}), `"x/a\u202eb\u009b31m\U000e0041"`; got != want {
		t.Errorf("name %s, want %s", got, want)
	}
	if got := shownName(wire.StoreEntry{Client: "Zoë", Name: "日本 shop"}); got != "Zoë/日本 shop" {
		t.Errorf("name %s", got)
	}
	var out strings.Builder
	(&app{out: &out}).printJSON(map[string]string{"name": name})
	var back map[string]string
	if err := json.Unmarshal([]byte(out.String()), &back); err != nil || back["name"] != name {
		t.Errorf("read back %q, %v", back, err)
	}
	if strings.ContainsFunc(out.String(), func(r rune) bool { return r != '\n' && isUnfit(r) }) {
		t.Errorf("printed %q", out.String())
	}
}

func TestLooksLikeAddress(t *testing.T) {
	for text, want := range map[string]bool{
		"https://a b": true, "shop.test": true, "shop.test/de/": true, "10.0.0.1:8080": true, "[::1]:80": true,
		"localhost": true, "localhost:8443/x": true,
		"live": false, "acme/live": false, "acme/shop.test": false, "release 2.4": false, ".": false, "localhosts": false,
	} {
		if got := looksLikeAddress(text); got != want {
			t.Errorf("%q: %t", text, got)
		}
	}
}

func TestPensAreOffUnlessSomebodyReads(t *testing.T) {
	if got := (pens{}).red("x"); got != "x" {
		t.Errorf("got %q", got)
	}
	if got := (pens{on: true}).red("x"); got != "\x1b[1;31mx\x1b[0m" {
		t.Errorf("got %q", got)
	}
}

func TestEveryKindHasAName(t *testing.T) {
	for _, kind := range []string{wire.KindAdmin, wire.KindCustomer, wire.KindIntegration, wire.KindGuest,
		wire.KindIMS, wire.KindOAuth2, wire.KindSession} {
		if kindNames[kind] == "" {
			t.Errorf("%s has no name", kind)
		}
	}
}

func TestKebab(t *testing.T) {
	for name, want := range map[string]string{"otp": "otp", "accessTokenSecret": "access-token-secret"} {
		if got := kebab(name); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}
