package api_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/wire"
)

// revealed is what a page gets that copies.
func revealed(t *testing.T, e *env, in fields) (text string, copied *wire.Copied) {
	t.Helper()
	var out struct {
		Text   string
		Copied *wire.Copied
	}
	wantOK(t, call(t, e, "POST", "/v1/reveal", in, &out))
	return out.Text, out.Copied
}

func classOf(c *wire.Copied) string {
	if c == nil {
		return ""
	}
	return c.Class
}

func TestWhatIsCopiedHasAClass(t *testing.T) {
	s := &shop{password: "s3cret!"}
	e := newEnv(t, exits{direct: s.Do})
	pasted := func(text string) string {
		var c wire.Credential
		wantOK(t, call(t, e, "POST", "/v1/token/paste", fields{"store": shopStore, "fields": fields{"token": text}}, &c))
		return c.Ref
	}
	four := pasted("consumer_key=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\nconsumer_secret=bbbbbbbbbbbbbbbb\naccess_token=cccccccccccccccc\naccess_token_secret=dddddddddddddddd")
	token := pasted(adminToken)
	for name, test := range map[string]struct {
		in   fields
		want string
	}{
		"token":                 {fields{"ref": token, "as": "token"}, wire.CopiedBearer},
		"header":                {fields{"ref": token, "as": "header"}, wire.CopiedBearer},
		"curl":                  {fields{"ref": token, "as": "curl"}, wire.CopiedBearer},
		"curl without it":       {fields{"ref": token, "as": "curl", "secret": "env"}, ""},
		"consumer key":          {fields{"ref": four, "as": "consumer_key"}, ""},
		"consumer secret":       {fields{"ref": four, "as": "consumer_secret"}, wire.CopiedSecret},
		"access token":          {fields{"ref": four, "as": "access_token"}, wire.CopiedSecret},
		"a signature, once":     {fields{"ref": four, "as": "curl"}, ""},
		"what signs by itself":  {fields{"ref": four, "as": "oauthpython"}, wire.CopiedSecret},
		"the same, left out":    {fields{"ref": four, "as": "curl", "secret": "redacted"}, ""},
		"the token, masked":     {fields{"ref": token, "as": "curl", "secret": "masked"}, ""},
		"the token, from stdin": {fields{"ref": token, "as": "curl", "secret": "stdin"}, ""},
	} {
		text, copied := revealed(t, e, test.in)
		if classOf(copied) != test.want {
			t.Errorf("%s: %q", name, classOf(copied))
		}
		if raw, _ := json.Marshal(copied); strings.Contains(string(raw), text) {
			t.Errorf("%s: the text is in what is kept of it", name)
		}
	}
}

// What a store answered is looked through for what it gives away.
func TestClipboardClassesAnAnswer(t *testing.T) {
	e := newEnv(t, nobody(t))
	value := func(letter string) string { return strings.Repeat(letter, 31) + "7" }
	for text, want := range map[string]string{
		`{"id": 1, "sku": "24-MB01"}`:                  "",
		`"` + value("c") + `"`:                         "", // a cart’s number
		`{"hash": "` + strings.Repeat("0f", 32) + `"}`: "",
		`{"token": "` + adminToken + `"}`:              wire.CopiedBearer,
		`{"consumer_key": "` + value("k") + `", "consumer_secret": "` + value("s") + `", "access_token": "` + value("t") + `", "access_token_secret": "` + value("u") + `"}`: wire.CopiedSecret,
	} {
		var out wire.CopiedUntil
		wantOK(t, call(t, e, "POST", "/v1/clipboard", fields{"text": text}, &out))
		raw, _ := e.state.Get(t.Context(), "session", "clipboard")
		if out.Class != want || out.Offer != (want != "") || (len(raw) > 0) != (want == wire.CopiedSecret) || strings.Contains(string(raw), text) {
			t.Errorf("%s: %+v %s", text, out, raw)
		}
	}
}

func TestClipboardKeepsOnlyAHashUntilItsTime(t *testing.T) {
	e := newEnv(t, exits{direct: (&shop{}).Do})
	note := func(class string) wire.CopiedUntil {
		var out wire.CopiedUntil
		wantOK(t, call(t, e, "POST", "/v1/clipboard", fields{"class": class, "key": "k", "hash": "h"}, &out))
		return out
	}
	kept := func() string {
		raw, _ := e.state.Get(t.Context(), "session", "clipboard")
		return string(raw)
	}
	if got := note("bearer"); got.Until != "" || !got.Offer || kept() != "" {
		t.Errorf("a bearer token: %+v, %s", got, kept())
	}
	want := e.now.Add(time.Minute).UTC().Format(time.RFC3339)
	if got := note("secret"); got.Until != want || !strings.Contains(kept(), want) {
		t.Errorf("a secret: %+v, %s", got, kept())
	}
	if note("bearer"); kept() != "" {
		t.Errorf("another copy took its place: %s", kept())
	}
	var yes wire.CopiedUntil
	wantOK(t, call(t, e, "POST", "/v1/clipboard", fields{"class": "bearer", "key": "k", "hash": "h", "yes": true}, &yes))
	if yes.Until != want || yes.Offer || !strings.Contains(kept(), want) {
		t.Errorf("after a yes: %+v, %s", yes, kept())
	}
	wantOK(t, call(t, e, "PUT", "/v1/settings/clipboard", fields{"bearer": true, "offered": true, "seconds": 120}, nil))
	if got := note("bearer"); got.Until != e.now.Add(2*time.Minute).UTC().Format(time.RFC3339) || got.Offer {
		t.Errorf("switched on: %+v", got)
	}
	wantOK(t, call(t, e, "PUT", "/v1/settings/clipboard", fields{"seconds": 0}, nil))
	if got := note("secret"); got.Until != "" || kept() != "" {
		t.Errorf("never: %+v, %s", got, kept())
	}
	var settings struct{ Bearer, Offered bool }
	wantOK(t, call(t, e, "GET", "/v1/settings/clipboard", nil, &settings))
	if !settings.Bearer || !settings.Offered {
		t.Errorf("what was left out is gone: %+v", settings)
	}
	if refused := call(t, e, "PUT", "/v1/settings/clipboard", fields{"seconds": 5}, nil); refused == nil {
		t.Error("no browser rings after 5 seconds")
	}
}
