package api_test

import (
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/storekey/storekey/core/vault"
	"github.com/storekey/storekey/core/wire"
)

const filePhrase = "a phrase for a file"

// nobody is a way out that must not be taken.
func nobody(t *testing.T) exits {
	return exits{direct: func(req *http.Request) (*http.Response, error) {
		t.Errorf("a request left for %s", req.URL.Host)
		return reply(500, "text/plain", ""), nil
	}}
}

// furnished is a handler with two stores and logins of all kinds.
func furnished(t *testing.T) *env {
	e := newEnv(t, nobody(t))
	setPassphrase(t, e)
	addStore(t, e, fields{
		"client": "Acme", "name": "live", "stage": "production", "url": "https://shop.example/b2b/", "origins": []string{"https://shop.example/b2b", "https://other.example"},
		"notes": "call first", "concurrency": 3, "userAgent": "agency/1", "storeViews": []string{"de"}, "store": fields{"storeCode": "de"},
		"door":       fields{"username": "guard", "password": "knock", "headers": "X-Proxy: one"},
		"credential": fields{"provider": "admin", "title": "mine", "fields": fields{"username": "jane", "password": "s3cret!"}, "token": adminToken, "autoRenew": true},
	})
	id := listStores(t, e, "").Stores[0].ID
	wantOK(t, call(t, e, "POST", "/v1/stores/"+id+"/credentials", fields{"provider": "integration", "fields": fields{
		"consumerKey": "k" + strings.Repeat("0", 31), "consumerSecret": "s" + strings.Repeat("1", 31),
		"accessToken": "t" + strings.Repeat("2", 31), "accessTokenSecret": "u" + strings.Repeat("3", 31),
	}}, nil))
	addStore(t, e, fields{"client": "Acme", "name": "dev", "url": "https://dev.shop.example"})
	return e
}

func export(t *testing.T, e *env, in fields) wire.Exported {
	t.Helper()
	var out wire.Exported
	wantOK(t, call(t, e, "POST", "/v1/export", in, &out))
	return out
}

func codesOf(list []wire.Finding) string {
	var codes []string
	for _, f := range list {
		codes = append(codes, f.Code)
	}
	return strings.Join(codes, " ")
}

// everything shows every store with its secrets, by an export that seals nothing
// and is not one of ours: what two handlers hold can be compared.
func everything(t *testing.T, e *env) string {
	t.Helper()
	var b strings.Builder
	for _, format := range []string{"storekey", "postman", "n8n"} {
		for _, file := range export(t, e, fields{"format": format, "secrets": "all"}).Files {
			for line := range strings.Lines(file.Text) {
				if !strings.Contains(line, `"id"`) {
					b.WriteString(line)
				}
			}
		}
	}
	return b.String()
}

// One Storekey writes the file, another reads it, and back: nothing is lost on
// the way.
func TestSealedFileCarriesEverythingThereAndBack(t *testing.T) {
	here, there := furnished(t), newEnv(t, nobody(t))
	file := export(t, here, fields{"format": "sealed", "passphrase": filePhrase})
	if len(file.Files) != 1 || codesOf(file.Findings) != "secrets_sealed" {
		t.Fatalf("%d files, %s", len(file.Files), codesOf(file.Findings))
	}
	in := fields{"text": file.Files[0].Text, "passphrase": filePhrase}
	wantCode(t, call(t, there, "POST", "/v1/import", in, nil), "vault_missing")
	setPassphrase(t, there)
	var done wire.Imported
	wantOK(t, call(t, there, "POST", "/v1/import", in, &done))
	if done.Added != 2 || len(done.Stores) != 2 {
		t.Fatalf("%+v", done)
	}
	if a, b := everything(t, here), everything(t, there); a != b {
		t.Errorf("differs there:\n%s\n---\n%s", a, b)
	}
	back := export(t, there, fields{"format": "sealed", "passphrase": filePhrase})
	var preview wire.ImportPreview
	wantOK(t, call(t, here, "POST", "/v1/import/preview", fields{"text": back.Files[0].Text, "passphrase": filePhrase}, &preview))
	for _, item := range preview.Stores {
		if item.State != wire.ImportSame || item.Choice != wire.ChooseSkip {
			t.Errorf("%s is %s: %v", item.Name, item.State, item.Changes)
		}
	}
	wantOK(t, call(t, here, "POST", "/v1/import", fields{"text": back.Files[0].Text, "passphrase": filePhrase}, &done))
	if done.Added+done.Replaced != 0 || done.Skipped != 2 || listStores(t, here, "").Total != 2 {
		t.Errorf("coming back it added %d", done.Added)
	}
}

func TestPreviewDoesNothing(t *testing.T) {
	e := newEnv(t, nobody(t))
	var preview wire.ImportPreview
	in := fields{"text": `{"domain":"shop.example","username":"u","password":"s3cret!","scope":"de"}`}
	wantOK(t, call(t, e, "POST", "/v1/import/preview", in, &preview))
	if preview.Format != "mymagento" || len(preview.Stores) != 1 || !preview.NeedsVault {
		t.Fatalf("%+v", preview)
	}
	item := preview.Stores[0]
	if item.URL != "https://shop.example" || item.Name != "shop.example" || item.Secrets != 1 || item.State != wire.ImportNew {
		t.Errorf("%+v", item)
	}
	if listStores(t, e, "").Total != 0 {
		t.Error("it was saved")
	}
}

func TestImportNeverOverwritesUnasked(t *testing.T) {
	e := furnished(t)
	file := `{"storekey":"stores","v":1,"stores":[{"client":"Acme","name":"live","stage":"staging","baseUrl":"https://shop.example/b2b","notes":"new"}]}`
	var preview wire.ImportPreview
	wantOK(t, call(t, e, "POST", "/v1/import/preview", fields{"text": file}, &preview))
	item := preview.Stores[0]
	if item.State != wire.ImportChanged || item.Choice != wire.ChooseBoth || item.NewName != "live (2)" || strings.Join(item.Changes, " ") != "stage notes" {
		t.Fatalf("%+v", item)
	}
	var done wire.Imported
	wantOK(t, call(t, e, "POST", "/v1/import", fields{"text": file}, &done))
	if done.Added != 1 || done.Stores[0].Name != "live (2)" {
		t.Errorf("%+v", done)
	}
	wantOK(t, call(t, e, "POST", "/v1/import", fields{"text": file, "choices": fields{item.Place: "replace"}}, &done))
	got := done.Stores[0]
	if done.Replaced != 1 || got.ID != item.SavedID || got.Notes != "new" || got.Stage != "staging" || len(got.Credentials) != 2 || !got.HasDoor || len(got.Origins) != 2 {
		t.Errorf("%+v", got)
	}
	if text := everything(t, e); !strings.Contains(text, "s3cret!") {
		t.Error("the password is gone")
	}
}

// Saved secrets do not follow a file's word to another host.
func TestImportMovesNoSecretsToAnotherHost(t *testing.T) {
	e := furnished(t)
	file := `{"storekey":"stores","v":1,"stores":[{"client":"Acme","name":"live","stage":"production","baseUrl":"https://evil.example"}]}`
	in := fields{"text": file, "choices": fields{"stores[0]": "replace"}}
	wantCode(t, call(t, e, "POST", "/v1/import", in, nil), "address_consent")
	in["consent"] = []string{"host:evil.example"}
	wantOK(t, call(t, e, "POST", "/v1/import", in, nil))
}

func TestImportIsAllOrNothing(t *testing.T) {
	e := newEnv(t, nobody(t))
	setPassphrase(t, e)
	file := `{"storekey":"stores","v":1,"stores":[{"name":"good","baseUrl":"https://a.example"},{"name":"bad","baseUrl":"javascript:alert(1)"},
		{"name":"tall","baseUrl":"https://b.example","color":"red"},{"name":"sly","baseUrl":"http://169.254.169.254"},{"name":"u","baseUrl":"https://me:pw@c.example"}]}`
	refused := call(t, e, "POST", "/v1/import", fields{"text": file}, nil)
	wantCode(t, refused, "import_refused")
	if got := codesOf(refused.Findings); got != "import_address import_item import_metadata import_address" && len(refused.Findings) != 4 {
		t.Errorf("%s", got)
	}
	if strings.Contains(refused.Findings[3].Message, "pw") {
		t.Error("a password is in the error")
	}
	if listStores(t, e, "").Total != 0 {
		t.Error("half of it came in")
	}
}

func TestImportAsksForAddressesOfThisNetwork(t *testing.T) {
	e := newEnv(t, nobody(t))
	file := "BASE_URL=http://127.0.0.1:8089/\n"
	refused := call(t, e, "POST", "/v1/import", fields{"text": file}, nil)
	wantCode(t, refused, "import_inner_asks")
	if codesOf(refused.Findings) != "import_inner" {
		t.Errorf("%s", codesOf(refused.Findings))
	}
	wantOK(t, call(t, e, "POST", "/v1/import", fields{"text": file, "consent": []string{"inner"}}, nil))
}

func TestPickleIsRefusedAsBytes(t *testing.T) {
	e := newEnv(t, nobody(t))
	in := fields{"data": base64.StdEncoding.EncodeToString([]byte("\x80\x04\x95\x00"))}
	wantCode(t, call(t, e, "POST", "/v1/import/preview", in, nil), "file_pickle")
}

func TestAFileOfFullSizeFits(t *testing.T) {
	e := newEnv(t, nobody(t))
	text := "BASE_URL=https://a.example\n" + strings.Repeat("#\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\n", vault.MaxFile/18-10)
	wantOK(t, call(t, e, "POST", "/v1/import/preview", fields{"text": text}, nil))
	wantCode(t, call(t, e, "POST", "/v1/import/preview", fields{"text": text + strings.Repeat("x", vault.MaxFile)}, nil), "file_large")
}

// A seed that comes with its password stays out until that is switched on.
// A file may have as many lines that mean nothing as there is room for: only the
// first ones are told of.
func TestOfManyFindingsAFewAreTold(t *testing.T) {
	var file strings.Builder
	file.WriteString("BASE_URL=https://shop.example\n")
	for n := range 30_000 {
		file.WriteString("V" + strconv.Itoa(n) + "=1\n")
	}
	var told wire.ImportPreview
	wantOK(t, call(t, newEnv(t, nobody(t)), "POST", "/v1/import/preview", fields{"text": file.String()}, &told))
	if n := len(told.Findings); n != 21 || told.Findings[20].Params["count"] != "29980" {
		t.Errorf("%d findings, the last one is %+v", n, told.Findings[n-1])
	}
}

func TestSeedStaysApartFromItsPassword(t *testing.T) {
	e := newEnv(t, nobody(t))
	setPassphrase(t, e)
	file := `{"storekey":"stores","v":1,"stores":[{"name":"a","baseUrl":"https://a.example","logins":[
		{"provider":"admin","fields":{"username":"u","password":"s3cret!","totp":"JBSWY3DPEHPK3PXP"}}]}]}`
	var done wire.Imported
	wantOK(t, call(t, e, "POST", "/v1/import", fields{"text": file}, &done))
	if codesOf(done.Findings) != "import_seed" || done.Stores[0].Credentials[0].Fields["totp"].Sealed {
		t.Errorf("%+v", done)
	}
	id, cid := done.Stores[0].ID, done.Stores[0].Credentials[0].ID
	seed := fields{"fields": fields{"totp": "JBSWY3DPEHPK3PXP"}}
	wantCode(t, call(t, e, "PUT", "/v1/stores/"+id+"/credentials/"+cid, seed, nil), "seed_beside_password")
	wantCode(t, call(t, e, "POST", "/v1/stores", fields{"url": "https://b.example", "credential": fields{"provider": "admin",
		"fields": fields{"username": "u", "password": "p", "totp": "JBSWY3DPEHPK3PXP"}}}, nil), "seed_beside_password")
	alone := fields{"fields": fields{"totp": "JBSWY3DPEHPK3PXP", "password": ""}}
	wantOK(t, call(t, e, "PUT", "/v1/stores/"+id+"/credentials/"+cid, alone, nil))
	wantCode(t, call(t, e, "PUT", "/v1/stores/"+id+"/credentials/"+cid, fields{"fields": fields{"password": "p"}}, nil), "seed_beside_password")
	wantOK(t, call(t, e, "PUT", "/v1/settings/seed", fields{"beside": true}, nil))
	wantOK(t, call(t, e, "PUT", "/v1/stores/"+id+"/credentials/"+cid, fields{"fields": fields{"password": "p"}}, nil))
}
