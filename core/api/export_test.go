package api_test

import (
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/provider"
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/vault"
	"github.com/storekey/storekey/core/wire"
)

// No secret goes out unless somebody asked for it, and it is said before.
func TestSecretsGoOutOnlyWhereAskedFor(t *testing.T) {
	e := furnished(t)
	for _, f := range vault.Formats() {
		if f.Write == nil || f.Sealed {
			continue
		}
		for level, want := range map[string][2]bool{"": {}, "none": {}, "tokens": {true, false}, "all": {true, true}} {
			var before wire.Exported
			in := fields{"format": f.ID, "secrets": level}
			wantOK(t, call(t, e, "POST", "/v1/export/preview", in, &before))
			out := export(t, e, in)
			if len(before.Files) > 0 || codesOf(before.Findings) != codesOf(out.Findings) {
				t.Errorf("%s: told before: %s, after: %s", f.ID, codesOf(before.Findings), codesOf(out.Findings))
			}
			text := ""
			for _, file := range out.Files {
				text += file.Text
			}
			token, password := strings.Contains(text, adminToken), strings.Contains(text, "s3cret!") || strings.Contains(text, strings.Repeat("1", 31))
			if token && !want[0] || password && !want[1] {
				t.Errorf("%s %q: token %v, password %v", f.ID, level, token, password)
			}
			if warned := strings.Contains(codesOf(out.Findings), "secrets_go"); warned != (token || password) {
				t.Errorf("%s %q: warned %v, token %v, password %v", f.ID, level, warned, token, password)
			}
			if copied := out.Files[0].Copied; (copied != nil) != strings.Contains(codesOf(out.Findings), "secrets_go") {
				t.Errorf("%s %q: a copy is told of as %+v", f.ID, level, copied)
			}
			if strings.Contains(text, "•") {
				t.Errorf("%s: a placeholder is in the file", f.ID)
			}
		}
	}
}

// Secrets that a format has no place for are not among those that go out.
func TestSecretsWithoutAPlaceAreNotCounted(t *testing.T) {
	e := furnished(t)
	for format, want := range map[string]string{"sealed": "8", "mymagento": "2", "postman": "5", "n8n": "3"} {
		out := export(t, e, fields{"format": format, "secrets": "all", "passphrase": filePhrase})
		for _, f := range out.Findings {
			if strings.HasPrefix(f.Code, "secrets_") && f.Params["count"] != want {
				t.Errorf("%s: %s %s, not %s", format, f.Code, f.Params["count"], want)
			}
		}
	}
}

func TestExportOfALockedVault(t *testing.T) {
	e := furnished(t)
	wantOK(t, call(t, e, "POST", "/v1/vault/lock", nil, nil))
	wantCode(t, call(t, e, "POST", "/v1/export", fields{"format": "sealed", "passphrase": filePhrase}, nil), "vault_locked")
	wantOK(t, call(t, e, "POST", "/v1/export/preview", fields{"format": "sealed"}, nil))
	export(t, e, fields{"format": "storekey"})
	wantCode(t, call(t, e, "POST", "/v1/export", fields{"format": "modheader"}, nil), "format_only_read")
	wantCode(t, call(t, e, "POST", "/v1/export", fields{"format": "pickle"}, nil), "format_unknown")
	wantCode(t, call(t, e, "POST", "/v1/export", fields{"format": "env", "stores": []string{"nobody"}}, nil), "store_unknown")
	wantCode(t, call(t, newEnv(t, nobody(t)), "POST", "/v1/export", fields{"format": "env"}, nil), "export_none")
}

func TestLend(t *testing.T) {
	e := furnished(t)
	store := listStores(t, e, "q=live").Stores[0]
	in := fields{"store": store.ID, "credential": store.Credentials[0].ID, "passphrase": filePhrase}
	var lent struct {
		wire.Exported
		Lent wire.Lent
	}
	wantOK(t, call(t, e, "POST", "/v1/lend", in, &lent))
	if lent.Lent.Who != "jane" || lent.Lent.Until != "2026-11-23T13:00:00Z" || codesOf(lent.Findings) != "lend_out" {
		t.Fatalf("%+v", lent.Lent)
	}
	in["credential"] = store.Credentials[1].ID // the integration
	if err := call(t, e, "POST", "/v1/lend", in, nil); err == nil {
		t.Error("an integration is lent")
	}

	other := newEnv(t, nobody(t))
	setPassphrase(t, other)
	file := fields{"text": lent.Files[0].Text, "passphrase": filePhrase}
	var preview wire.ImportPreview
	wantOK(t, call(t, other, "POST", "/v1/import/preview", file, &preview))
	if preview.Lent == nil || preview.Lent.Who != "jane" || !strings.Contains(preview.Findings[0].Message, "2026-11-23T13:00:00Z") || preview.Stores[0].Secrets != 1 {
		t.Fatalf("%+v", preview)
	}
	var done wire.Imported
	wantOK(t, call(t, other, "POST", "/v1/import", file, &done))
	got := done.Stores[0]
	c := got.Credentials[0]
	if c.Provider != "" || c.SavesPassword || len(c.Fields) > 0 || got.HasDoor || c.State != wire.SavedLive || got.Notes != "" {
		t.Errorf("%+v", c)
	}
	var held wire.Credential
	wantOK(t, call(t, other, "POST", "/v1/stores/"+got.ID+"/credentials/"+c.ID+"/use", nil, &held))
	wantCode(t, call(t, other, "POST", "/v1/stores/"+got.ID+"/credentials/"+c.ID+"/renew", nil, nil), "saved_no_login")
	if held.CanRefresh {
		t.Error("it can be refreshed")
	}

	other.now = noon.Add(2 * time.Hour)
	wantCode(t, call(t, other, "POST", "/v1/import/preview", file, nil), "lent_over")
	e.now = noon.Add(2 * time.Hour)
	wantOK(t, call(t, e, "POST", "/v1/vault/unlock", fields{"passphrase": phrase}, nil))
	in["credential"] = store.Credentials[0].ID
	wantCode(t, call(t, e, "POST", "/v1/lend", in, nil), "lend_over")
}

// The format without secrets keeps exactly the fields that no way to log in takes
// for a secret.
func TestFieldsWithoutSecretsAreThoseOfTheWaysToLogIn(t *testing.T) {
	f, _ := vault.FormatOf("storekey")
	for _, p := range provider.All() {
		l := vault.Login{Provider: p.ID, Fields: map[string]secret.Text{}}
		for _, field := range p.Fields {
			l.Fields[field.Name] = secret.New("value of " + field.Name)
		}
		out, err := f.Write([]vault.Item{{Logins: []vault.Login{l}}}, vault.Writing{})
		if err != nil {
			t.Fatal(err)
		}
		for _, field := range p.Fields {
			if field.Step < 2 && field.Secret == strings.Contains(out[0].Text.Reveal(), `"value of `+field.Name+`"`) {
				t.Errorf("%s: %s, secret: %v", p.ID, field.Name, field.Secret)
			}
		}
	}
}
