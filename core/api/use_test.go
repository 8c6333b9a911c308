package api_test

import (
	"strings"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

func snippetOf(t *testing.T, e *env, target, secret, credential string) (string, string) {
	t.Helper()
	in := fields{"request": requestTo("GET", "/rest/V1/modules", ""), "credential": fields{"token": credential}, "secret": secret}
	var out struct {
		Text     string
		Findings []wire.Finding
	}
	if err := call(t, e, "POST", "/v1/snippet/"+target, in, &out); err != nil {
		return "", err.Code
	}
	return out.Text, ""
}

func TestHowASnippetShowsItsCredential(t *testing.T) {
	e := newEnv(t, exits{})
	for _, test := range []struct{ target, secret, credential, has, code string }{
		{"curl", "", adminToken, adminToken, ""},
		{"curl", "text", adminToken, adminToken, ""},
		{"curl", "masked", adminToken, "••••", ""},
		{"curl", "env", adminToken, "$STOREKEY_TOKEN", ""},
		{"curl", "stdin", adminToken, "STOREKEY_TOKEN", ""},
		{"python", "env", adminToken, "STOREKEY_TOKEN", ""},
		{"curl", "share", adminToken, `printf 'Authorization: Bearer %s\n' "$STOREKEY_TOKEN" | curl`, ""},
		{"wget", "share", adminToken, "$STOREKEY_TOKEN", ""},
		{"har", "share", adminToken, "REDACTED", ""},
		{"curl", "share", fourValues, "REDACTED", ""},
		{"oauthpython", "share", fourValues, "STOREKEY_CONSUMER_KEY", ""},
		{"curl", "redacted", adminToken, "REDACTED", ""},
		{"curl", "other", adminToken, "", "invalid_request"},
		{"oauthpython", "", adminToken, "", "form_signs"},
		{"oauthpython", "", fourValues, "u0123456789abcdefghijklmnopqrstu", ""},
		{"oauthpython", "env", fourValues, "STOREKEY_CONSUMER_KEY", ""},
		{"oauthpython", "masked", fourValues, "••••", ""},
		{"curl", "env", fourValues, "", "signature_once"},
		{"curl", "env", "Cookie: PHPSESSID=" + panelID, "$STOREKEY_COOKIE", ""},
	} {
		text, code := snippetOf(t, e, test.target, test.secret, test.credential)
		if code != test.code || !strings.Contains(text, test.has) {
			t.Errorf("%s %q: %s", test.target, test.secret, code)
		}
		if test.secret == "" || test.secret == "text" || code != "" {
			continue
		}
		for _, value := range []string{adminToken, panelID, "s0123456789abcdefghijklmnopqrstu", "u0123456789abcdefghijklmnopqrstu"} {
			if strings.Contains(text, value) {
				t.Errorf("%s %s: a secret is there", test.target, test.secret)
			}
		}
	}
}

// A mask is not ASCII, which many forms refuse: they show it all the same.
func TestEveryFormShowsTheMask(t *testing.T) {
	e := newEnv(t, exits{})
	var list struct{ Targets []struct{ ID string } }
	wantOK(t, call(t, e, "GET", "/v1/targets", nil, &list))
	if len(list.Targets) < 30 {
		t.Fatalf("%d forms", len(list.Targets))
	}
	for _, target := range list.Targets {
		for _, credential := range []string{adminToken, fourValues, "Cookie: PHPSESSID=" + panelID} {
			text, code := snippetOf(t, e, target.ID, "masked", credential)
			if code == "form_signs" && credential != fourValues {
				continue
			}
			if _, why := snippetOf(t, e, target.ID, "text", credential); why != "" {
				continue // nor can it carry the credential itself
			}
			if !strings.Contains(text, "••••") || strings.Contains(text, "storekey0dot") {
				t.Errorf("%s: %s %s", target.ID, code, text)
			}
		}
	}
}

func TestReadRequest(t *testing.T) {
	e := newEnv(t, exits{})
	read := func(text string) (out wire.ReadRequest) {
		t.Helper()
		wantOK(t, call(t, e, "POST", "/v1/request/read", fields{"text": text}, &out))
		return out
	}
	command := "curl -X PUT 'https://shop.test/rest/V1/products/x' -H 'Authorization: Bearer " + adminToken + "' -H 'Content-Type: application/json' --data-raw '{}'"
	for name, text := range map[string]string{
		"a command":  command,
		"a ticket":   "## It fails\n\n```bash\n" + command + "\n```\n\nStatus 401\n",
		"a .http":    "PUT https://shop.test/rest/V1/products/x\nAuthorization: Bearer " + adminToken + "\nContent-Type: application/json\n\n{}",
		"fetch":      `fetch("https://shop.test/rest/V1/products/x", {"method": "PUT", "headers": {"Authorization": "Bearer ` + adminToken + `", "Content-Type": "application/json"}, "body": "{}"})`,
		"PowerShell": `Invoke-RestMethod -Method PUT -Uri 'https://shop.test/rest/V1/products/x' -Headers @{'Authorization'='Bearer ` + adminToken + `';'Content-Type'='application/json'} -Body '{}'`,
	} {
		got := read(text)
		if got.Request.Method != "PUT" || got.Request.URL != "https://shop.test/rest/V1/products/x" || got.Origin != "https://shop.test" || got.Request.Body == nil || *got.Request.Body != "{}" {
			t.Errorf("%s: %+v", name, got.Request)
		}
		for _, header := range got.Request.Headers {
			if strings.EqualFold(header.Name, "Authorization") {
				t.Errorf("%s: the credential is still there", name)
			}
		}
		if got.Inspect == nil || len(got.Inspect.Tokens) != 1 || got.Inspect.Tokens[0].Kind != wire.KindAdmin {
			t.Errorf("%s: no credential is told of", name)
		}
	}
	wantCode(t, call(t, e, "POST", "/v1/request/read", fields{"text": "hello"}, nil), "no_request")
}

func TestRecent(t *testing.T) {
	e := newEnv(t, exits{direct: (&shop{password: "right"}).Do})
	var c wire.Credential
	wantOK(t, call(t, e, "POST", "/v1/token/admin", login("jane", "right"), &c))
	use := func(path, as string) {
		in := fields{"ref": c.Ref, "as": as, "request": requestTo("GET", path, "")}
		wantOK(t, call(t, e, "POST", "/v1/reveal", in, nil))
	}
	use("/rest/V1/orders?searchCriteria[pageSize]=1", "curl")
	use("/rest/V1/modules", "python")
	use("/rest/V1/orders", "httpie")
	wantOK(t, call(t, e, "POST", "/v1/send", fields{"request": requestTo("GET", "/rest/V1/modules", ""), "credential": fields{"ref": c.Ref}}, nil))
	var out struct{ Requests []wire.Recent }
	list := func(origin string) string {
		t.Helper()
		wantOK(t, call(t, e, "GET", "/v1/recent?origin="+origin, nil, &out))
		var lines []string
		for _, r := range out.Requests {
			lines = append(lines, strings.TrimSpace(r.Method+" "+r.Path+" "+r.Target))
		}
		return strings.Join(lines, ", ")
	}
	if got := list("https://shop.test"); got != "GET /rest/V1/modules, GET /rest/V1/orders httpie" {
		t.Errorf("got %s", got)
	}
	if got := list("https://other.test"); got != "" {
		t.Errorf("got %s", got)
	}
	wantOK(t, call(t, e, "DELETE", "/v1/recent?origin=https://shop.test", nil, nil))
	if got := list("https://shop.test"); got != "" {
		t.Errorf("got %s", got)
	}
	// Nothing of a private window stays.
	in := fields{"request": requestTo("GET", "/rest/V1/modules", "")}
	wantOK(t, call(t, e.inTab("1"), "POST", "/v1/send", in, nil))
	if got := list("https://shop.test"); got != "" {
		t.Errorf("got %s", got)
	}
}

// Recent requests are kept in clear: what opens a cart or sets a password is none.
func TestRecentKeepsNoKeys(t *testing.T) {
	e := newEnv(t, exits{direct: (&shop{}).Do})
	for _, path := range []string{"/rest/V1/guest-carts/abcdefghijklmnopqrstuvwxyz012345/items", "/rest/V1/customers/7/password/resetLinkToken/sh0rt", "/rest/V1/products/a-long-sku-with-2-numbers-in-it"} {
		wantOK(t, call(t, e, "POST", "/v1/send", fields{"request": requestTo("GET", path, "")}, nil))
	}
	var out struct{ Requests []wire.Recent }
	wantOK(t, call(t, e, "GET", "/v1/recent?origin=https://shop.test", nil, &out))
	var paths []string
	for _, r := range out.Requests {
		paths = append(paths, r.Path)
	}
	if got := strings.Join(paths, " "); got != "/rest/V1/products/a-long-sku-with-2-numbers-in-it /rest/V1/customers/7/password/resetLinkToken/{id} /rest/V1/guest-carts/{id}/items" {
		t.Error(got)
	}
}
