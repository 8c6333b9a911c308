package sandbox_test

import (
	"strings"
	"testing"

	"github.com/storekey/storekey/sandbox"
)

// What a request carried is told without its secrets.
func TestCarried(t *testing.T) {
	store, _ := newStore(sandbox.Options{})
	v := visit(t, store)
	v.post("/admin", v.get("/admin"), "login[username]", "admin", "login[password]", "Admin123!seed")
	session := "Cookie: PHPSESSID=" + v.cookie("/admin", "admin")
	for _, one := range []struct{ header, want string }{
		{session, `"session":"admin"`},
		{"Cookie: PHPSESSID=nobody", `"session":"unknown"`},
		{"Cookie: admin=x", `"cookies":["admin"]`},
		{"Authorization: Bearer tokentext", `"authorization":"bearer"`},
		{"Authorization: Basic eDp5, OAuth oauth_nonce=1", `"authorization":"basic, oauth"`},
		{"Authorization: tokentext", `"authorization":"other"`},
		{"User-Agent: curl/8", `"userAgent":"curl/8"`},
		{"X-Requested-With: XMLHttpRequest", `"requestedWith":"XMLHttpRequest"`},
		{"Sec-Fetch-Site: same-origin", `"site":"same-origin"`},
		{"Referer: http://localhost:8089/admin/admin/x/index/key/0123secret/", `"referer":"/admin/admin/x/index"`},
	} {
		ask(t, store, "DELETE", "/_sandbox/requests", "")
		ask(t, store, "GET", "/rest/V1/modules", "", one.header)
		noted := ask(t, store, "GET", "/_sandbox/requests", "").body
		if !strings.Contains(noted, one.want) {
			t.Errorf("%s: noted %s", one.header, noted)
		}
		for _, secret := range []string{"tokentext", "eDp5", "0123secret", v.cookie("/admin", "admin")} {
			if strings.Contains(noted, secret) {
				t.Errorf("%s: the journal holds %s", one.header, secret)
			}
		}
	}
	ask(t, store, "DELETE", "/_sandbox/requests", "")
	ask(t, store, "GET", "/", "")
	if noted := ask(t, store, "GET", "/_sandbox/requests", "").body; strings.Contains(noted, "carried") {
		t.Errorf("a page: %s", noted)
	}
}
