package api_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/api"
	"github.com/storekey/storekey/core/wire"
)

// browser is a browser in memory: cookies, one page's storage, the button.
type browser struct {
	cookies map[string]string
	closed  bool // to Storekey
	storage map[string]string
	origin  string
	badge   string
	// key answers what a security key is asked, nil: nobody touches it.
	key func(options string) string
}

func (b *browser) Ceremony(_ context.Context, _ int, origin, options string) (string, error) {
	switch {
	case b.origin != origin:
		return "", api.ErrTabLeft
	case b.key == nil:
		return "", api.ErrNotTouched
	}
	return b.key(options), nil
}

func (b *browser) Cookie(_ context.Context, _ int, url, name string) (string, error) {
	if b.closed {
		return "", api.ErrNoAccess
	}
	return b.cookies[url+" "+name], nil
}

func (b *browser) Put(_ context.Context, _ int, origin string, writes []wire.Write) ([]wire.Write, error) {
	if b.origin != origin {
		return nil, api.ErrTabLeft
	}
	var before []wire.Write
	for _, w := range writes {
		old := wire.Write{Area: w.Area, Key: w.Key}
		if value, ok := b.storage[w.Key]; ok {
			old.Value = &value
		}
		before = append(before, old)
		delete(b.storage, w.Key)
		if w.Value != nil {
			b.storage[w.Key] = *w.Value
		}
	}
	return before, nil
}

func (b *browser) Badge(_ int, text, _, level string) {
	b.badge = strings.TrimSpace(text + " " + level)
}

func (b *browser) UserAgent() string { return "Browser/1" }

// open gives an env a browser.
func (e *env) open(b *browser, ways exits) {
	e.Handler = api.New(api.Config{Exits: ways, State: e.state, Browser: b, Now: func() time.Time { return e.now }})
}

func (e *env) inTab(private string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		req.Header.Set(api.HeaderTab, "7")
		req.Header.Set(api.HeaderPrivate, private)
		e.ServeHTTP(w, req)
	})
}

const panelID = "0123456789abcdefghijklmnop"

// panelStore takes one panel session.
func panelStore(req *http.Request) (*http.Response, error) {
	if req.Header.Get("Cookie") == "PHPSESSID="+panelID {
		return reply(200, "application/json", `["Magento_Store"]`), nil
	}
	return reply(401, "application/json", `{"message":"The consumer isn't authorized to access %resources.","parameters":{"resources":"Magento_Backend::admin"}}`), nil
}

var shopStore = fields{"baseUrl": "https://shop.test", "restUrl": "https://shop.test/rest"}

func TestPanelLogin(t *testing.T) {
	e := newEnv(t, exits{})
	b := &browser{cookies: map[string]string{"https://shop.test/back admin": panelID}}
	e.open(b, exits{direct: panelStore})
	in := fields{"store": shopStore, "fields": fields{"area": "panel", "frontName": "back"}}
	var c wire.Credential
	wantOK(t, call(t, e.inTab(""), "POST", "/v1/token/session", in, &c))
	if c.Token.Kind != wire.KindSession || c.Token.Format != wire.FormatCookie || c.Area != "panel" || c.Token.ExpiresAt != "" {
		t.Errorf("%+v", c)
	}
	if b.badge != "S ok" {
		t.Errorf("badge %q", b.badge)
	}
	var curl struct{ Text string }
	wantOK(t, call(t, e, "POST", "/v1/reveal", fields{"ref": c.Ref, "as": "curl"}, &curl))
	for _, part := range []string{"/rest/V1/modules", "Cookie: PHPSESSID=" + panelID, "User-Agent: Browser/1"} {
		if !strings.Contains(curl.Text, part) {
			t.Errorf("curl has no %s", strings.ReplaceAll(part, panelID, "…"))
		}
	}
	if strings.Contains(curl.Text, "X-Requested-With") {
		t.Error("X-Requested-With is not needed in the panel")
	}
	var report wire.Check
	wantOK(t, call(t, e, "POST", "/v1/check", fields{"store": shopStore, "credential": fields{"ref": c.Ref}}, &report))
	if report.Verdict != wire.VerdictValid {
		t.Errorf("%s %s", report.Verdict, report.Reason)
	}
}

func TestPanelLoginWithoutAccess(t *testing.T) {
	e := newEnv(t, exits{})
	e.open(&browser{closed: true}, exits{direct: panelStore})
	err := call(t, e.inTab(""), "POST", "/v1/token/session", fields{"store": shopStore, "fields": fields{}}, nil)
	wantCode(t, err, "session_no_access")
	if e.stored("lock:") != "" {
		t.Error("a try was counted")
	}
}

// A login is sent to the address that the browser has it for, whatever a saved
// store says of its API.
func TestPanelLoginOfAnotherOrigin(t *testing.T) {
	e := newEnv(t, exits{})
	sent := func(*http.Request) (*http.Response, error) {
		t.Error("something was sent")
		return reply(200, "application/json", `["x"]`), nil
	}
	e.open(&browser{cookies: map[string]string{"https://shop.test/admin admin": panelID}}, exits{direct: sent})
	store := fields{"baseUrl": "https://shop.test", "restUrl": "https://evil.test/rest"}
	err := call(t, e.inTab(""), "POST", "/v1/token/session", fields{"store": store, "fields": fields{}}, nil)
	wantCode(t, err, "other_origin")
}

// A session goes from Storekey itself, never from the page.
func TestSessionNeverGoesFromTheTab(t *testing.T) {
	e := newEnv(t, exits{})
	fromTab := func(req *http.Request) (*http.Response, error) {
		if req.Header.Get("Cookie") != "" {
			t.Error("the cookie went from the tab")
		}
		return panelStore(req)
	}
	direct := func(req *http.Request) (*http.Response, error) {
		if req.Header.Get("Cookie") == "" {
			return nil, io.ErrUnexpectedEOF
		}
		return panelStore(req)
	}
	b := &browser{cookies: map[string]string{"https://shop.test/admin admin": panelID}}
	e.open(b, exits{direct: direct, tab: fromTab})
	wantOK(t, call(t, e.inTab(""), "POST", "/v1/token/session", fields{"store": shopStore, "fields": fields{}, "consent": []string{"tab"}}, nil))
}

const customerToken = "eyJraWQiOiIxIiwiYWxnIjoiSFMyNTYifQ.eyJ1aWQiOjcsInV0eXBpZCI6MywiaWF0IjoxNzk1NDM1MjAwLCJleHAiOjE3OTU0Mzg4MDB9.c2lnbmF0dXJlLW9mLW5vYm9keS1pbi1wYXJ0aWN1bGF"

func pageWith(origin, token string) fields {
	return fields{"url": origin + "/", "localStorage": fields{"DAFF_AUTH_TOKEN": token}}
}

func find(t *testing.T, h http.Handler, snapshot fields) (list []wire.Credential, putBack bool) {
	t.Helper()
	var out struct {
		Credentials []wire.Credential
		PutBack     bool
	}
	wantOK(t, call(t, h, "POST", "/v1/find", fields{"snapshot": snapshot, "store": shopStore}, &out))
	return out.Credentials, out.PutBack
}

func TestPut(t *testing.T) {
	e := newEnv(t, exits{})
	b := &browser{origin: "https://shop.test", storage: map[string]string{"DAFF_AUTH_TOKEN": customerToken}}
	e.open(b, exits{})
	h := e.inTab("")
	snapshot := pageWith("https://shop.test", customerToken)
	list, putBack := find(t, h, snapshot)
	if len(list) != 1 || !list[0].CanPut || putBack {
		t.Fatalf("%d found, put back %v", len(list), putBack)
	}
	put := func(as string, more ...any) *api.Error {
		in := fields{"ref": list[0].Ref, "as": as, "snapshot": snapshot}
		for i := 0; i+1 < len(more); i += 2 {
			in[more[i].(string)] = more[i+1]
		}
		return call(t, h, "POST", "/v1/tabs/7/put", in, nil)
	}
	wantOK(t, put("expired"))
	if now := b.storage["DAFF_AUTH_TOKEN"]; now == customerToken || !strings.HasPrefix(now, customerToken[:90]) {
		t.Error("not a token that looks alike and is another")
	}
	wantOK(t, put("token"))
	if _, putBack := find(t, h, snapshot); !putBack {
		t.Error("nothing to put back")
	}
	b.storage["DAFF_AUTH_TOKEN"] = "meanwhile"
	wantOK(t, put("back"))
	if b.storage["DAFF_AUTH_TOKEN"] != customerToken {
		t.Error("what stood there first is not back")
	}
	wantCode(t, put("back"), "put_nothing")

	b.origin = "https://other.test"
	wantCode(t, put("token"), "put_tab_left")
	wantCode(t, put("token", "snapshot", pageWith("https://other.test", customerToken)), "other_origin")
	wantCode(t, put("token", "snapshot", fields{"url": "https://shop.test/"}), "put_no_place")
}

func TestPutAsksInProduction(t *testing.T) {
	e := newEnv(t, exits{})
	b := &browser{origin: "https://shop.test", storage: map[string]string{"DAFF_AUTH_TOKEN": customerToken}}
	e.open(b, exits{})
	wantOK(t, call(t, e, "PUT", "/v1/settings/hosts", fields{"patterns": []fields{{"pattern": "shop.test", "stage": "production"}}}, nil))
	h, snapshot := e.inTab(""), pageWith("https://shop.test", customerToken)
	list, _ := find(t, h, snapshot)
	in := fields{"ref": list[0].Ref, "as": "token", "snapshot": snapshot}
	wantCode(t, call(t, h, "POST", "/v1/tabs/7/put", in, nil), "put_production")
	in["consent"] = []string{"production"}
	wantOK(t, call(t, h, "POST", "/v1/tabs/7/put", in, nil))
}

// What was found in a private window stays there.
func TestPrivateWindow(t *testing.T) {
	e := newEnv(t, exits{})
	e.open(&browser{}, exits{})
	snapshot := pageWith("https://shop.test", customerToken)
	private, _ := find(t, e.inTab("1"), snapshot)
	if len(private) != 1 || !private[0].Private {
		t.Fatalf("%+v", private)
	}
	var list struct{ Credentials []wire.Credential }
	wantOK(t, call(t, e.inTab(""), "GET", "/v1/credentials?origin=https://shop.test", nil, &list))
	if len(list.Credentials) != 0 {
		t.Error("shown in another window")
	}
	ordinary, _ := find(t, e.inTab(""), snapshot)
	if ordinary[0].Ref == private[0].Ref || ordinary[0].Private {
		t.Error("one credential for both")
	}
	in := fields{"name": "Shop", "store": shopStore, "credential": fields{"ref": private[0].Ref}}
	wantCode(t, call(t, e.inTab("1"), "POST", "/v1/stores", in, nil), "private_not_saved")
}

func TestBadgeCounts(t *testing.T) {
	e := newEnv(t, exits{})
	b := &browser{}
	e.open(b, exits{})
	find(t, e.inTab(""), pageWith("https://shop.test", customerToken))
	for _, step := range []struct {
		after time.Duration
		want  string
	}{{0, "C60 ok"}, {30 * time.Minute, "C30 ok"}, {26 * time.Minute, "C4 soon"}, {5 * time.Minute, "C! expired"}, {0, "C! expired"}} {
		e.now = e.now.Add(step.after)
		wantOK(t, call(t, e, "POST", "/v1/tick", fields{}, nil))
		if b.badge != step.want {
			t.Errorf("badge %q, want %q", b.badge, step.want)
		}
	}
	if e.stored("badge:") != "" {
		t.Error("still counting")
	}
	wantOK(t, call(t, e, "DELETE", "/v1/tabs/7", nil, nil))
	if b.badge != "" {
		t.Errorf("badge %q of a closed tab", b.badge)
	}
}

func TestPageSettings(t *testing.T) {
	e := newEnv(t, exits{})
	var got struct{ CopyAtOnce bool }
	wantOK(t, call(t, e, "GET", "/v1/settings/page", nil, &got))
	if got.CopyAtOnce {
		t.Error("on unasked")
	}
	wantOK(t, call(t, e, "PUT", "/v1/settings/page", fields{"copyAtOnce": true}, nil))
	wantOK(t, call(t, e, "GET", "/v1/settings/page", nil, &got))
	if !got.CopyAtOnce {
		t.Error("not kept")
	}
}

// Two places that were written to are both put back.
func TestPutBackOfTwoPlaces(t *testing.T) {
	e := newEnv(t, exits{})
	b := &browser{origin: "https://shop.test", storage: map[string]string{"DAFF_AUTH_TOKEN": customerToken, "auth_token": "old"}}
	e.open(b, exits{})
	h := e.inTab("")
	list, _ := find(t, h, pageWith("https://shop.test", customerToken))
	in := fields{"ref": list[0].Ref, "as": "expired", "snapshot": pageWith("https://shop.test", customerToken)}
	wantOK(t, call(t, h, "POST", "/v1/tabs/7/put", in, nil))
	// The next one is written elsewhere: the page's place has moved.
	in["snapshot"] = fields{"url": "https://shop.test/", "localStorage": fields{
		"M2_VENIA_BROWSER_PERSISTENCE__signin_token": `{"value":"\"x\"","timeStored":1795435200000,"ttl":3600}`}}
	b.storage["M2_VENIA_BROWSER_PERSISTENCE__signin_token"] = "before"
	wantOK(t, call(t, h, "POST", "/v1/tabs/7/put", in, nil))
	if b.storage["M2_VENIA_BROWSER_PERSISTENCE__signin_token"] == "before" {
		t.Fatal("nothing was written in the second place")
	}
	in["as"] = "back"
	wantOK(t, call(t, h, "POST", "/v1/tabs/7/put", in, nil))
	if b.storage["M2_VENIA_BROWSER_PERSISTENCE__signin_token"] != "before" || b.storage["DAFF_AUTH_TOKEN"] != customerToken {
		t.Errorf("%v", b.storage)
	}
}

// What a page of a private window tells of its store is not kept with the saved one.
func TestPrivateWindowTeachesNothing(t *testing.T) {
	e := newEnv(t, exits{})
	e.open(&browser{}, exits{direct: schemaShop(&shop{})})
	var entry wire.StoreEntry
	wantOK(t, call(t, e, "POST", "/v1/stores", fields{"name": "Shop", "store": shopStore}, &entry))
	in := fields{"store": shopStore, "credential": fields{"token": adminToken}}
	wantOK(t, call(t, e.inTab("1"), "POST", "/v1/can-i", in, nil))
	wantOK(t, call(t, e, "GET", "/v1/stores/"+entry.ID, nil, &entry))
	if len(entry.Routes) != 0 {
		t.Errorf("learnt %s", entry.Routes)
	}
}
