package view

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/storekey/storekey/core/wire"
)

// The tests play the browser: they send events and look at effects and page.

var start = time.Date(2026, 11, 23, 14, 10, 0, 0, time.UTC)

const shop = "http://shop.test"

type player struct {
	t       *testing.T
	m       Model
	effects []Effect // of the last event
	words   Words
}

func play(t *testing.T) *player {
	return &player{t: t, m: New("0123456789", ShapePopup, start), words: english(t)}
}

// does sends events and keeps the effects of all of them.
func (p *player) does(events ...Event) *player {
	p.t.Helper()
	p.effects = nil
	for _, e := range events {
		before := p.m
		m, effects := p.m.After(e)
		if !same(before.Draw(p.words), before.Draw(p.words)) {
			p.t.Fatal("the model before the event has changed")
		}
		p.m, p.effects = m, append(p.effects, effects...)
	}
	return p
}

func (p *player) page() Page { return p.m.Draw(p.words) }

// asked is the API call of that purpose among the effects.
func (p *player) asked(what Asking) Ask {
	p.t.Helper()
	for _, e := range p.effects {
		if a, is := e.(Ask); is && a.What == what {
			return a
		}
	}
	p.t.Fatalf("no call %d among %+v", what, p.effects)
	return Ask{}
}

func (p *player) asksNothing() {
	p.t.Helper()
	for _, e := range p.effects {
		if a, is := e.(Ask); is {
			p.t.Fatalf("asks %s %s", a.Method, a.Path)
		}
	}
}

// answers replies to the last call of that purpose.
func (p *player) answers(what Asking, status int, body any) *player {
	p.t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		p.t.Fatal(err)
	}
	return p.does(Answered{ID: p.m.asked[what], What: what, Status: status, Body: raw})
}

func (p *player) refuses(what Asking, status int, problem wire.Error) *player {
	p.t.Helper()
	return p.answers(what, status, wire.ErrorBody{Error: problem})
}

func (p *player) has(want Effect) {
	p.t.Helper()
	for _, e := range p.effects {
		if e == want {
			return
		}
	}
	p.t.Errorf("no %T %+v among %+v", want, want, p.effects)
}

// bodyOf is a call's body, read by encoding/json.
func bodyOf(t *testing.T, a Ask) map[string]any {
	t.Helper()
	var body map[string]any
	if err := json.Unmarshal(a.Body, &body); err != nil {
		t.Fatalf("%v in %s", err, a.Body)
	}
	return body
}

func pressed(id string) Pressed { return Pressed{ID: id} }

func pressedOf(id, of string) Pressed { return Pressed{id, of} }

func tick(t time.Time) Tick { return Tick{t.UnixNano()} }

var store = wire.Store{BaseURL: shop, RestURL: shop + "/rest", Version: "2.4.7-p3", Edition: "Community"}

func recognition() wire.Recognition {
	return wire.Recognition{Magento: "yes", Area: wire.AreaAdminLogin, Kind: wire.KindAdmin, Origin: shop, Store: store,
		StoreViews: []string{"default", "german"}, Marks: []string{}}
}

func onStorefront() wire.Recognition {
	r := recognition()
	r.Area, r.Kind, r.Store.StoreCode = wire.AreaStorefront, wire.KindCustomer, "german"
	return r
}

func token(kind string, left time.Duration) wire.Token {
	lifetime, user := int64(3600), int64(1)
	return wire.Token{Kind: kind, Format: wire.FormatJWS, UserID: &user, LifetimeSeconds: &lifetime,
		IssuedAt: start.Add(left - time.Hour).Format(time.RFC3339), ExpiresAt: start.Add(left).Format(time.RFC3339),
		Header: json.RawMessage(`{"kid":"1","alg":"HS256"}`), Claims: json.RawMessage(`{"uid":1}`),
		Findings: []wire.Finding{}, Masked: "eyJraWQiOiIxIiwi••••••••••••oXwM"}
}

func credential(ref, kind string, left time.Duration) wire.Credential {
	c := wire.Credential{Ref: ref, Origin: shop, Token: token(kind, left), Who: "jane.doe", Provider: kind, Store: store,
		Request: wire.Request{Method: "GET", URL: shop + "/rest/V1/modules",
			Headers: []wire.Header{{Name: "Accept", Value: "application/json"}}}}
	return c
}

type list map[string][]wire.Credential

// at opens the page on a store that is recognised.
func (p *player) at(r wire.Recognition, held ...wire.Credential) *player {
	p.t.Helper()
	p.does(Opened{}, TabFound{Tab{ID: 7, URL: shop + "/admin", Origin: shop}}, NoStores{})
	p.answers(AskSelectors, 200, map[string]any{"selectors": map[string]string{"body": "body@id"}})
	p.answers(AskForms, 200, map[string]any{"targets": []wire.Card{{ID: "curl", Title: "curl"}, {ID: "header", Title: "Header"}}})
	p.answers(AskCredentials, 200, list{"credentials": held})
	p.does(SnapshotTaken{Snapshot: json.RawMessage(`{"url":"http://shop.test/admin"}`), URL: shop + "/admin"})
	p.answers(AskRecognise, 200, r)
	p.answers(AskFind, 200, list{"credentials": {}})
	return p
}
