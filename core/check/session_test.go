package check

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// sessions is a store that knows one session of each area by its cookie.
type sessions struct{ asked []string }

func (s *sessions) Do(req *http.Request) (*http.Response, error) {
	cookie := req.Header.Get("Cookie")
	s.asked = append(s.asked, req.URL.Path+" "+strings.TrimPrefix(cookie, "PHPSESSID="))
	r := noAdmin
	if req.URL.Path == me {
		r = noSelf
	}
	switch {
	case req.Header.Get("Authorization") != "":
		r = stranger
	case cookie == "PHPSESSID=panel" && req.URL.Path == modules:
		r = list
	case cookie == "PHPSESSID=shop" && req.URL.Path == me && req.Header.Get("X-Requested-With") == "XMLHttpRequest":
		r = customer
	}
	return &http.Response{StatusCode: r.status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(r.body))}, nil
}

func TestSession(t *testing.T) {
	tests := []struct{ id, area, verdict, reason, who, asked string }{
		{"panel", "panel", "valid", "accepted", "", modules + " , " + modules + " panel"},
		{"shop", "customer", "valid", "accepted", "roni@example.com", me + " , " + me + " shop"},
		{"shop", "", "valid", "accepted", "roni@example.com", modules + " , " + modules + " shop, " + me + " , " + me + " shop"},
		{"gone", "panel", "invalid", "session_ended", "", modules + " , " + modules + " gone"},
		{"shop", "panel", "invalid", "session_ended", "", modules + " , " + modules + " shop"},
	}
	for _, test := range tests {
		s := &sessions{}
		token := tok(wire.KindSession, wire.FormatCookie, time.Time{})
		token.Text = secret.New("PHPSESSID=" + test.id)
		env := Env{Doer: s, Now: func() time.Time { return now }, Area: test.area}
		got := Check(context.Background(), env, wire.Store{RestURL: "https://host/rest", StoreCode: "german"}, token, nil)
		if got.Verdict != test.verdict || got.Reason != test.reason || got.Who != test.who || got.Kind != wire.KindSession {
			t.Errorf("%s as %q: %s %s %s %s", test.id, test.area, got.Verdict, got.Reason, got.Who, got.Kind)
		}
		if asked := strings.Join(s.asked, ", "); asked != test.asked {
			t.Errorf("%s as %q: asked %s", test.id, test.area, asked)
		}
	}
}

// HTTP Basic in front and a session share no header.
func TestSessionBehindBasic(t *testing.T) {
	token := tok(wire.KindSession, wire.FormatCookie, time.Time{})
	token.Text = secret.New("PHPSESSID=panel")
	got := ask(&store{}, token, wire.Header{Name: "Authorization", Value: "Basic eDp5"})
	if got.Reason == "basic_and_bearer" {
		t.Error("refused as if it were a bearer")
	}
}
