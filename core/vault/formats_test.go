package vault

import (
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/wire"
)

// A made-up token of an administrator; nobody's key signed it.
const someToken = "eyJraWQiOiIxIiwiYWxnIjoiSFMyNTYifQ.eyJ1aWQiOjcsInV0eXBpZCI6MiwiaWF0IjoxNzk1NDM1MjAwLCJleHAiOjE3OTU0Mzg4MDB9.c2lnbmF0dXJlLW9mLW5vYm9keS1pbi1wYXJ0aWN1bGFyLTAwMDA"

var filePhrase = secret.New("a phrase for a file")

// full is a store that has something of everything.
func full() Item {
	four := token.Four{ConsumerKey: secret.New("k" + strings.Repeat("0", 31)), ConsumerSecret: secret.New("s" + strings.Repeat("1", 31)),
		AccessToken: secret.New("t" + strings.Repeat("2", 31)), AccessTokenSecret: secret.New("u" + strings.Repeat("3", 31))}
	return Item{
		Entry: wire.StoreEntry{
			Client: "Acme & Söhne", Name: "live shop", Stage: wire.StageProduction, Color: "#aa0011",
			Store:   wire.Store{BaseURL: "https://shop.example/b2b", RestURL: "https://shop.example/b2b/rest", StoreCode: "german", Version: "2.4.7", Edition: "Community"},
			Origins: []string{"https://shop.example/b2b", "https://other.example"}, StoreViews: []string{"default", "german"},
			Concurrency: 4, RecoverRateLimits: true, UserAgent: "agency/1", Notes: "call first\nthen <deploy> & \"wait\"",
			TLS: &wire.StoreTLS{CACert: "/home/jane/ca.pem"}, Routes: json.RawMessage(`"GET /V1/own"`), ACL: json.RawMessage(`[{"id":"Own_Module::all"}]`),
		},
		Door: Door{"guard", secret.New("pa ss'w\"ord"), secret.New("X-Proxy: one\nX-Other: two\n")},
		Logins: []Login{
			{Title: "mine", Provider: "admin", Kind: wire.KindAdmin, Who: "jane", AutoRenew: true, Token: secret.New(someToken), Refresh: secret.New(`{"v":1}`),
				IssuedAt: "2026-11-23T12:00:00Z", ExpiresAt: "2026-11-23T13:00:00Z",
				Fields: map[string]secret.Text{"username": secret.New("jane"), "password": secret.New(`it's "$HOME" \ # {{x}}`)}},
			{Provider: "customer", Kind: wire.KindCustomer, Fields: map[string]secret.Text{"username": secret.New("c@example.org")}},
			{Provider: "integration", Kind: wire.KindIntegration, Fields: signed(four)},
		},
	}
}

func signed(f token.Four) map[string]secret.Text {
	var i Item
	i.addSigning(f)
	return i.Logins[0].Fields
}

// plainStore is one that every format holds whole.
func plainStore(name string) Item {
	return Item{Entry: wire.StoreEntry{Name: name, Store: wire.Store{BaseURL: "https://" + slug(name) + ".example"}}}
}

var ids = func() string { return "0123456789abcdef" }

func writeOut(t testing.TB, f Format, items ...Item) []Output {
	t.Helper()
	files, err := f.Write(items, Writing{Passphrase: filePhrase, NewID: ids})
	must(t, err)
	return files
}

// readBack reads what was written; the form of an address stays open where the
// format holds no more than one.
func readBack(t testing.TB, f Format, files []Output) (items []Item) {
	t.Helper()
	for _, file := range files {
		got, in, err := ReadFile([]byte(file.Text.Reveal()), "", Given{Passphrase: filePhrase})
		if err != nil || got.ID != f.ID {
			t.Fatalf("%s: %v, read as %s", f.ID, err, got.ID)
		}
		if !file.Other {
			items = append(items, in.Items...)
		}
	}
	return items
}

// What is written is known by its content and reads as it was, part by part, for
// every part that the format keeps; the others are told of before.
func TestRoundTrips(t *testing.T) {
	for _, f := range Formats() {
		if f.Write == nil {
			continue
		}
		t.Run(f.ID, func(t *testing.T) {
			told := map[string]bool{}
			for _, finding := range f.Loses([]Item{full()}) {
				told[finding.Code] = true
			}
			back := readBack(t, f, writeOut(t, f, full()))
			if len(back) != 1 {
				t.Fatalf("%d stores came back", len(back))
			}
			got := back[0]
			if got.Entry.Store.BaseURL == "" && !strings.HasPrefix(got.Address, "https://shop.example/b2b") {
				t.Errorf("address %q", got.Address)
			}
			for _, loss := range losses {
				switch has, keeps := loss.has(got), f.Keeps&loss.part != 0; {
				case keeps && told[loss.code]:
					t.Errorf("%s is told and kept", loss.code)
				case !keeps && !told[loss.code] && loss.has(full()):
					t.Errorf("%s is not told", loss.code)
				case keeps && !has && !addressed(loss.part):
					t.Errorf("%s does not come back", loss.code)
				case !keeps && has && loss.part != partOtherLogins && loss.part != partClient && loss.part != partOrigins:
					t.Errorf("%s comes back and is not among what is kept", loss.code)
				}
			}
			sameSecrets(t, f, got)
		})
	}
}

// addressed are parts that may come back within the address.
func addressed(p part) bool { return p == partStoreCode }

func sameSecrets(t *testing.T, f Format, got Item) {
	t.Helper()
	want := full()
	if f.Keeps&partPassword != 0 && !got.user().Fields["password"].Equal(want.user().Fields["password"]) {
		t.Error("another password")
	}
	if f.Keeps&partToken != 0 && !got.user().Token.Equal(want.user().Token) {
		t.Error("another token")
	}
	if f.Keeps&partIntegration != 0 && f.Holds != wire.SecretsNone && !reflect.DeepEqual(got.integration().four(), want.integration().four()) {
		t.Error("another integration")
	}
}

// Nothing at all is lost in a sealed file.
func TestSealedFileKeepsEverything(t *testing.T) {
	f, _ := FormatOf("sealed")
	if lost := f.Loses([]Item{full()}); len(lost) > 0 {
		t.Fatalf("%v", lost)
	}
	file := writeOut(t, f, full(), plainStore("second"))[0]
	for _, part := range []string{"shop.example", "jane", "live shop", someToken[:20]} {
		if strings.Contains(file.Text.Reveal(), part) {
			t.Errorf("%q can be read", part)
		}
	}
	got := readBack(t, f, []Output{file})[0]
	got.Place = ""
	if want := full(); !reflect.DeepEqual(got, want) {
		t.Errorf("came back as\n%#v\nwas\n%#v", got.Entry, want.Entry)
	}
}

func TestSealedFileFailsClosed(t *testing.T) {
	f, _ := FormatOf("sealed")
	text := writeOut(t, f, plainStore("one"))[0].Text.Reveal()
	read := func(text string, phrase secret.Text) string {
		_, _, err := ReadFile([]byte(text), "", Given{Passphrase: phrase})
		return codeOf(err)
	}
	if got := read(text, secret.Text{}); got != "file_sealed" {
		t.Errorf("without a passphrase: %s", got)
	}
	if got := read(text, secret.New("another phrase")); got != "file_passphrase" {
		t.Errorf("with another: %s", got)
	}
	if got := read(strings.Replace(text, `"v": 1`, `"v": 2`, 1), filePhrase); got != "file_newer" {
		t.Errorf("newer: %s", got)
	}
	if got := read(strings.Replace(text, "."+strconv.Itoa(8<<10)+".", ".4194304.", 1), filePhrase); got != "file_damaged" {
		t.Errorf("more work: %s", got)
	}
	body := strings.Index(text, `"body"`)
	for i := body + 9; i < body+40; i++ {
		changed := []byte(text)
		changed[i] ^= 1
		if got := read(string(changed), filePhrase); got == "" {
			t.Fatalf("byte %d changed: opens", i)
		}
	}
	if _, err := f.Write([]Item{plainStore("x")}, Writing{Passphrase: secret.New("short"), NewID: ids}); !errors.Is(err, ErrPassphraseShort) {
		t.Errorf("%v", err)
	}
}

func codeOf(err error) string {
	var why *Error
	if errors.As(err, &why) {
		return why.Code
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

// Without secrets means without any of them, and the same stores give the same
// file.
func TestStorekeyFileHasNoSecretAndAFixedOrder(t *testing.T) {
	f, _ := FormatOf("storekey")
	text := writeOut(t, f, full(), plainStore("b"), plainStore("a"))[0].Text.Reveal()
	for _, l := range full().Logins {
		for name, value := range l.Fields {
			if secretField(name) && strings.Contains(text, value.Reveal()) {
				t.Errorf("%s is in the file", name)
			}
		}
	}
	if strings.Contains(text, someToken) || strings.Contains(text, "guard") {
		t.Error("a secret is in the file")
	}
	if again := writeOut(t, f, full(), plainStore("b"), plainStore("a"))[0].Text.Reveal(); again != text {
		t.Error("written twice it differs")
	}
	if !strings.Contains(text, "<deploy> &") || !strings.HasSuffix(text, "}\n") {
		t.Error("not written for people")
	}
}

// hostile files are refused with where and why.
var hostile = []struct{ what, text, code string }{
	{"nothing", " \n", "file_empty"},
	{"a picture", "\x89PNG\r\n\x1a\n\xff", "file_encoding"},
	{"UTF-16", "\xff\xfe{\x00}\x00", "file_encoding"},
	{"a pickle", "\x80\x04\x95\x10\x00\x00\x00\x00\x00\x00\x00\x8c\x07magento", "file_pickle"},
	{"an old pickle", "ccopy_reg\n_reconstructor\n", "file_pickle"},
	{"too much", "{\"a\":\"" + strings.Repeat("x", MaxFile) + "\"}", "file_large"},
	{"deep", strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000), "file_deep"},
	{"deep objects", strings.Repeat(`{"a":`, 40) + "1" + strings.Repeat("}", 40), "file_deep"},
	{"half of it", `{"storekey":"stores","v":1,` + "\n" + `"stores":[`, "file_syntax"},
	{"prose", "Dear colleague, the stores are\nas follows", "file_unknown"},
	{"other JSON", `{"hello":"world"}`, "file_unknown"},
	{"__proto__", `{"storekey":"stores","v":1,` + "\n" + `"__proto__":{"x":1},"stores":[]}`, "file_key"},
	{"an inner __proto__", `{"domain":"x.example","username":"u","extra":[{"constructor":1}]}`, "file_key"},
	{"a name twice", `{"domain":"x.example","username":"u",` + "\n" + `"domain":"y.example"}`, "file_twice"},
	{"an escaped name twice", `{"domain":"x.example","username":"u","dom\u0061in":"y.example"}`, "file_twice"},
	{"100,000 entries", `{"storekey":"stores","v":1,"stores":[` + strings.Repeat("{},", 100_000) + `{}]}`, "file_many"},
	{"more stores than there is room", `{"storekey":"stores","v":1,"stores":[` + strings.Repeat("{},", 2000) + `{}]}`, "stores_full"},
	{"no stores", `{"storekey":"stores","v":1,"stores":[]}`, "file_empty"},
	{"a newer file", `{"storekey":"stores","v":7,"stores":[]}`, "file_newer"},
	{"a file of no version", `{"storekey":"stores","stores":[]}`, "file_damaged"},
	{"a list of numbers", `{"storekey":"stores","v":1,"stores":[1,2]}`, "file_type"},
	{"a number for a name", `{"storekey":"stores","v":1,"stores":[{"name":5}]}`, "file_type"},
	{"a text for a number", `{"storekey":"stores","v":1,"stores":[{"name":"a","concurrency":"4"}]}`, "file_type"},
	{"a fraction", `{"storekey":"stores","v":1,"stores":[{"name":"a","concurrency":1.5}]}`, "file_type"},
	{"an object for a list", `{"storekey":"stores","v":1,"stores":{"a":1}}`, "file_type"},
	{"an object for a password", `{"domain":"x.example","username":"u","password":{"a":1}}`, "file_type"},
	{"Insomnia 5", "type: environment.insomnia.rest/5.0\nname: x\n", "file_yaml"},
	{"a line that sets nothing", "A_URL=https://x.example\nfoo bar\n", "file_line"},
	{"an open quote", "BASE_URL='https://x.example\n", "file_line"},
	{"text after a quote", "BASE_URL='https://x.example'; rm -rf /\n", "file_line"},
}

func TestHostileFilesAreRefused(t *testing.T) {
	for _, c := range hostile {
		_, in, err := ReadFile([]byte(c.text), "", Given{Passphrase: filePhrase})
		if got := codeOf(err); got != c.code {
			t.Errorf("%s: %q (%d stores), want %s", c.what, got, len(in.Items), c.code)
			continue
		}
		var why *Error
		if errors.As(err, &why) {
			f := why.Finding()
			if strings.Contains(f.Message+f.Hint, "{") {
				t.Errorf("%s: %s", c.what, f.Message)
			}
		}
	}
}

func TestMistakesHaveTheirLine(t *testing.T) {
	for text, line := range map[string]string{
		"{\n\"storekey\":\"stores\",\n\"v\":1\n\"stores\":[]}":                   "4",
		"{\n\"storekey\":\"stores\",\"v\":1,\n\"stores\":[{},\n{\"name\":\n5}]}": "5",
		"[\n{\"domain\":\"x\",\n\"username\":\"u\",\"username\":\"v\"}]":         "3",
		"# one\nBASE_URL=https://x.example\n=nothing\n":                          "3",
		"vars {\n  base_url: https://x.example\n  nothing\n}\n":                  "3",
	} {
		_, _, err := ReadFile([]byte(text), "", Given{})
		var why *Error
		if !errors.As(err, &why) || !slices.Contains(why.Params, line) {
			t.Errorf("%q: %v", text, why)
		}
	}
}

// Files as the other programs write them.
func TestForeignFiles(t *testing.T) {
	for _, c := range []struct{ format, text, address, name, user, secret string }{
		{"mymagento", `{"domain":"shop.example/b2b","username":"u","password":"p","scope":"de","user_agent":"x","token":"` + someToken + `","log_level":20,"log_file":"a.log"}`,
			"https://shop.example/b2b", "", "u", "p"},
		{"mymagento", `[{"domain":"127.0.0.1:8080","username":"u","password":"p","local":true}]`, "http://127.0.0.1:8080", "", "u", "p"},
		{"postman", "\ufeff" + `{"id":"1","name":"Acme/dev","values":[{"key":"baseUrl","value":"https://dev.example","enabled":true},{"key":"Admin User","value":"u"},{"key":"off","value":"x","enabled":false},{"key":"adminPassword","value":"p","type":"secret"},{"key":"baseUrl","value":"{{other}}"}],"_postman_variable_scope":"environment"}`,
			"https://dev.example", "dev", "u", "p"},
		{"bruno", "vars {\n  host: https://dev.example\n  ~old: x\n  user: u\n  password: p: q\n}\nvars:secret [\n  token,\n  ~x\n]\ncolor: #ff0000\n", "https://dev.example", "", "u", "p: q"},
		{"bruno", `{"info":{"type":"bruno-environment"},"environments":[{"name":"dev","variables":[{"name":"url","value":"https://dev.example","enabled":true},{"name":"username","value":"u"},{"name":"password","value":12345,"secret":true}]}]}`,
			"https://dev.example", "dev", "u", "12345"},
		{"insomnia", `{"_type":"export","__export_format":4,"resources":[{"_type":"workspace","_id":"w"},{"_type":"environment","name":"base","data":{}},{"_type":"environment","name":"dev","data":{"base_url":"https://dev.example","username":"u","password":"p"}}]}`,
			"https://dev.example", "dev", "u", "p"},
		{"env", "# mine\nexport MAGENTO_DOMAIN=dev.example # here\nMAGENTO_USERNAME=\"u\"\nMAGENTO_PASSWORD='p$x'\n", "dev.example", "", "u", "p$x"},
		{"integratorio", "Name: dev\nApplication: Magento 2\nMode: Cloud\nBase URI: https://dev.example/rest/de\nUsername: u\nPassword:  p\n", "https://dev.example/rest/de", "dev", "u", " p"},
	} {
		f, in, err := ReadFile([]byte(c.text), "", Given{})
		if err != nil || f.ID != c.format || len(in.Items) != 1 {
			t.Errorf("%s: read as %q, %v, %d stores", c.format, f.ID, err, len(in.Items))
			continue
		}
		item := in.Items[0]
		user := item.user()
		if item.Address != c.address || item.Entry.Name != c.name || user.username() != c.user || user.Fields["password"].Reveal() != c.secret {
			t.Errorf("%s: %q %q %q", c.format, item.Address, item.Entry.Name, user.username())
		}
	}
}

func TestModHeaderProfile(t *testing.T) {
	profile := `[{"title":"Acme/live","headers":[{"enabled":true,"name":"Authorization","value":"Bearer ` + someToken + `"},
		{"enabled":true,"name":"X-Proxy","value":"one"},{"enabled":false,"name":"X-Off","value":"x"},{"enabled":true,"name":"Host","value":"x"}],
		"respHeaders":[{"enabled":true,"name":"a","value":"b"}],"urlFilters":[{"enabled":true,"urlRegex":".*://shop\\.example/.*"}],"version":2},
		{"title":"nowhere","headers":[{"name":"Authorization","value":"Basic dTpw"}],"version":2}]`
	f, in, err := ReadFile([]byte(profile), "", Given{})
	if err != nil || f.ID != "modheader" || len(in.Items) != 1 {
		t.Fatalf("%s %v %d", f.ID, err, len(in.Items))
	}
	item := in.Items[0]
	if item.Address != "https://shop.example" || item.Entry.Client != "Acme" || item.Logins[0].Token.Reveal() != someToken || item.Door.Headers.Reveal() != "X-Proxy: one\n" {
		t.Errorf("%q %+v", item.Address, item.Entry)
	}
	var codes []string
	for _, finding := range in.Findings {
		codes = append(codes, finding.Code)
	}
	if got := strings.Join(codes, " "); got != "import_unused modheader_response import_no_address" {
		t.Errorf("told: %s", got)
	}
	_, in, _ = ReadFile([]byte(profile), "", Given{Address: "https://there.example"})
	if len(in.Items) != 2 || in.Items[1].Address != "https://there.example" || in.Items[1].Door.Username != "u" {
		t.Errorf("%d stores", len(in.Items))
	}
}

func TestMyMagentoHasTheEightKeysAndTwoMore(t *testing.T) {
	f, _ := FormatOf("mymagento")
	item := full()
	item.Entry.Store.BaseURL = "http://www.shop.example:8080"
	var out map[string]any
	must(t, json.Unmarshal([]byte(writeOut(t, f, item)[0].Text.Reveal()), &out))
	for _, key := range []string{"domain", "username", "password", "scope", "user_agent", "token", "log_level", "log_file", "local", "login"} {
		if _, there := out[key]; !there {
			t.Errorf("%s is missing", key)
		}
	}
	if len(out) != 10 || out["local"] != true || out["login"] != false {
		t.Errorf("%v", out)
	}
	var codes []string
	for _, finding := range f.Warns([]Item{item}) {
		codes = append(codes, finding.Code)
	}
	if strings.Join(codes, " ") != "mymagento_port mymagento_www" {
		t.Errorf("warned of %v", codes)
	}
}

func TestFileNamesDiffer(t *testing.T) {
	got := fileNames([]Item{plainStore("A b"), plainStore("a-b"), plainStore("…"), {Entry: wire.StoreEntry{Client: "../x", Name: "y"}}}, ".env")
	if strings.Join(got, " ") != "a-b.env a-b-2.env store.env x-y.env" {
		t.Errorf("%v", got)
	}
}

// However a file is made, reading it ends, and what it says comes with its error.
func FuzzReadFile(f *testing.F) {
	for _, c := range hostile {
		if len(c.text) < 1000 {
			f.Add([]byte(c.text), "")
		}
	}
	for _, format := range Formats() {
		if format.Write != nil && !format.Sealed {
			for _, out := range writeOut(f, format, full()) {
				f.Add([]byte(out.Text.Reveal()), format.ID)
			}
		}
	}
	f.Add([]byte(`[{"title":"x","headers":[{"name":"a","value":"b"}],"urlFilters":[{"urlRegex":"://a.b"}]}]`), "modheader")
	f.Fuzz(func(t *testing.T, raw []byte, format string) {
		got, in, err := ReadFile(raw, format, Given{Passphrase: filePhrase, Address: "https://x.example"})
		var why *Error
		if err != nil && (!errors.As(err, &why) || why.Finding().Message == "") {
			t.Fatalf("%v", err)
		}
		if err != nil || got.Write == nil || got.Sealed {
			return
		}
		for _, item := range in.Items {
			for _, l := range item.Logins {
				_ = l.four()
			}
		}
		_ = got.Loses(in.Items)
		if files, err := got.Write(in.Items, Writing{NewID: ids}); err == nil {
			for _, file := range files {
				if _, _, err := ReadFile([]byte(file.Text.Reveal()), got.ID, Given{}); err != nil && codeOf(err) != "file_empty" && codeOf(err) != "file_large" {
					t.Fatalf("%s writes what it does not read: %v", got.ID, err)
				}
			}
		}
	})
}
