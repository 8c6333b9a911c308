package api_test

import (
	"strings"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

// fileOf is a file of stores whose entries have these members besides.
func fileOf(members ...string) string {
	var stores []string
	for i, m := range members {
		name := string(rune('a' + i))
		stores = append(stores, `{"name":"`+name+`","stage":"dev","baseUrl":"https://`+name+`.example"`+m+`}`)
	}
	return `{"storekey":"stores","v":1,"stores":[` + strings.Join(stores, ",") + `]}`
}

// No file makes certificates count less by itself.
func TestImportLeavesTrustOff(t *testing.T) {
	file := fileOf(`,"tls":{"insecure":true}`, `,"tls":{"caCert":"/etc/mine.pem"}`, `,"tls":{}`)
	e := newEnv(t, nobody(t))
	var preview wire.ImportPreview
	wantOK(t, call(t, e, "POST", "/v1/import/preview", fields{"text": file}, &preview))
	if got := codesOf(preview.Findings); got != "import_any_tls import_ca" {
		t.Errorf("the preview tells %s", got)
	}
	var done wire.Imported
	wantOK(t, call(t, e, "POST", "/v1/import", fields{"text": file}, &done))
	for _, s := range done.Stores {
		if s.TLS != nil {
			t.Errorf("%s: %+v", s.Name, *s.TLS)
		}
	}
	// A yes later takes it over, for stores that are saved, too.
	yes := fields{"text": file, "consent": []string{"trust"}, "choices": fields{"stores[0]": "replace", "stores[1]": "replace"}}
	wantOK(t, call(t, e, "POST", "/v1/import", yes, &done))
	if done.Replaced != 2 || done.Stores[0].TLS == nil || !done.Stores[0].TLS.Insecure || done.Stores[1].TLS.CACert != "/etc/mine.pem" {
		t.Errorf("%+v", done)
	}
	if got := codesOf(done.Findings); !strings.Contains(got, "import_any_tls_taken") || !strings.Contains(got, "import_ca_taken") {
		t.Errorf("the import tells %s", got)
	}
	// What is saved already is nothing new.
	wantOK(t, call(t, e, "POST", "/v1/import/preview", fields{"text": file}, &preview))
	if len(preview.Findings) > 0 || preview.Stores[0].State != wire.ImportSame {
		t.Errorf("%+v", preview)
	}
}

// What was said of the certificates of one host says nothing of another's, even
// under a name that is saved.
func TestImportOfAnotherHostLeavesTrustOff(t *testing.T) {
	for _, choice := range []string{"both", "replace"} {
		e := newEnv(t, nobody(t))
		addStore(t, e, fields{"name": "a", "stage": "dev", "url": "https://saved.example", "tls": fields{"insecure": true}})
		in := fields{"text": fileOf(`,"tls":{"insecure":true}`), "choices": fields{"stores[0]": choice}}
		var done wire.Imported
		wantOK(t, call(t, e, "POST", "/v1/import", in, &done))
		if s := done.Stores[0]; s.Store.BaseURL != "https://a.example" || s.TLS != nil || !strings.Contains(codesOf(done.Findings), "import_any_tls") {
			t.Errorf("%s: %+v, %s", choice, s, codesOf(done.Findings))
		}
	}
}

// One that is in production by the file only is looked at, too.
func TestImportThatMakesItProduction(t *testing.T) {
	e := newEnv(t, nobody(t))
	addStore(t, e, fields{"name": "a", "stage": "dev", "url": "https://a.example", "tls": fields{"insecure": true}})
	in := fields{"text": strings.Replace(fileOf(`,"tls":{"insecure":true}`), `"dev"`, `"production"`, 1)}
	var done wire.Imported
	wantOK(t, call(t, e, "POST", "/v1/import", in, &done))
	if s := done.Stores[0]; s.TLS != nil || !strings.Contains(codesOf(done.Findings), "import_tls_production") {
		t.Errorf("%+v, %s", s, codesOf(done.Findings))
	}
	in["choices"] = fields{"stores[0]": "replace"}
	wantCode(t, call(t, e, "POST", "/v1/import", in, nil), "tls_production")
}

func TestImportOfProductionLooksAtCertificates(t *testing.T) {
	e := newEnv(t, nobody(t))
	file := strings.Replace(fileOf(`,"tls":{"insecure":true,"caCert":"/etc/mine.pem"}`), `"dev"`, `"production"`, 1)
	var done wire.Imported
	wantOK(t, call(t, e, "POST", "/v1/import", fields{"text": file, "consent": []string{"trust"}}, &done))
	if tls := done.Stores[0].TLS; tls == nil || tls.Insecure || tls.CACert == "" || !strings.Contains(codesOf(done.Findings), "import_tls_production") {
		t.Errorf("%+v, %s", tls, codesOf(done.Findings))
	}
}

// A sealed file carries what was learnt from a store, and how its certificate is
// looked at.
func TestSealedFileCarriesWhatWasLearnt(t *testing.T) {
	here, there := newEnv(t, nobody(t)), newEnv(t, nobody(t))
	setPassphrase(t, here)
	addStore(t, here, fields{"name": "dev", "stage": "dev", "url": "https://dev.shop.example", "tls": fields{"caCert": "/etc/mine.pem"}})
	id := listStores(t, here, "").Stores[0].ID
	wantOK(t, call(t, here, "PUT", "/v1/stores/"+id+"/learnt", fields{"routes": "GET /V1/own", "acl": []fields{{"id": "Own_Module::all", "title": "All"}}}, nil))
	if got := codesOf(export(t, here, fields{"format": "storekey"}).Findings); got != "loses_learnt" {
		t.Errorf("without secrets: %s", got)
	}
	file := export(t, here, fields{"format": "sealed", "passphrase": filePhrase})
	if len(file.Findings) > 0 {
		t.Errorf("sealed: %s", codesOf(file.Findings))
	}
	wantOK(t, call(t, there, "POST", "/v1/import", fields{"text": file.Files[0].Text, "passphrase": filePhrase, "consent": []string{"trust"}}, nil))
	var back wire.StoreEntry
	wantOK(t, call(t, there, "GET", "/v1/stores/"+listStores(t, there, "").Stores[0].ID, nil, &back))
	if string(back.Routes) != `"GET /V1/own"` || !strings.Contains(string(back.ACL), "Own_Module::all") || back.TLS == nil || back.TLS.CACert != "/etc/mine.pem" {
		t.Errorf("%s %s %+v", back.Routes, back.ACL, back.TLS)
	}
}

// Nobody's file puts anything else in the place of routes.
func TestImportOfWrongRoutes(t *testing.T) {
	e := newEnv(t, nobody(t))
	wantOK(t, call(t, e, "POST", "/v1/import", fields{"text": fileOf(`,"routes":{"a":1},"acl":"x"`, `,"routes":[],"acl":[]`)}, nil))
	for _, s := range listStores(t, e, "").Stores {
		var back wire.StoreEntry
		wantOK(t, call(t, e, "GET", "/v1/stores/"+s.ID, nil, &back))
		if back.Routes != nil || back.ACL != nil {
			t.Errorf("%s %s", back.Routes, back.ACL)
		}
	}
}
