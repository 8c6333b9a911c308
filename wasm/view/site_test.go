package view

import (
	"testing"

	"github.com/storekey/storekey/core/secret"
)

// What the browser did not let through is asked for in the next click, and for
// that store alone.
func TestTheNextClickAsksForTheSite(t *testing.T) {
	for code, wanted := range map[string]bool{"door_no_access": true, "session_no_access": true, "unreachable": false} {
		p := play(t).at(recognition()).does(submitted("jane"))
		p.answers(AskLogin, 403, map[string]any{"error": map[string]any{"code": code, "params": map[string]string{"host": "shop.test"}}})
		if p.m.NeedsSite(shop) != wanted || p.m.NeedsSite(otherShop) || p.m.NeedsSite("") {
			t.Error(code)
		}
	}
}

func TestDoorNeedsSite(t *testing.T) {
	for lines, wanted := range map[string]bool{
		"": false, "X-Pass: Cookie: 1": false, "X-Pass: 1\n cookie : a=1": true, "User-agent: Ours": true, "X-Cookie: 1": false,
	} {
		if DoorNeedsSite(secret.New(lines)) != wanted {
			t.Error(lines)
		}
	}
}
