package source

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

var now = time.Unix(1_700_000_000, 0)

func jws(payload string) string {
	return encoded(`{"kid":"1","alg":"HS256"}`) + "." + encoded(payload) + "." + encoded(string(make([]byte, 32)))
}

func encoded(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) }

var (
	customer = jws(`{"uid":1,"utypid":3,"iat":1700000000,"exp":1700003600}`)
	admin    = jws(`{"uid":2,"utypid":2,"iat":1700000000,"exp":1700003600}`)
	expired  = jws(`{"uid":1,"utypid":3,"iat":1600000000,"exp":1600003600}`)
	foreign  = jws(`{"sub":"1","iat":1700000000,"exp":1700003600}`)
)

func findGeneric(s wire.Snapshot, now time.Time) []Found {
	generic, _ := Get("generic")
	return generic.Find(s, now)
}

func find(s wire.Snapshot) string {
	var list []string
	for _, f := range findGeneric(s, now) {
		list = append(list, f.Token.Kind+" "+strings.Join(append([]string{f.Place}, f.More...), ", "))
	}
	return strings.Join(list, " | ")
}

func TestGeneric(t *testing.T) {
	quoted, _ := json.Marshal(`{"token":"` + customer + `"}`)
	tests := []struct {
		name string
		s    wire.Snapshot
		want string
	}{
		{"nothing", wire.Snapshot{}, ""},
		{"bare", wire.Snapshot{LocalStorage: map[string]string{"t": customer}}, "customer local storage: t"},
		{"JSON string", wire.Snapshot{SessionStorage: map[string]string{"t": `"` + admin + `"`}}, "admin session storage: t"},
		{"JSON twice", wire.Snapshot{LocalStorage: map[string]string{"t": string(quoted)}}, "customer local storage: t"},
		{"cookie, percent-encoded", wire.Snapshot{Cookies: map[string]string{"auth": url.QueryEscape(`"` + customer + `"`)}}, "customer cookie: auth"},
		{"after Bearer", wire.Snapshot{Cookies: map[string]string{"auth": "Bearer%20" + customer}}, "customer cookie: auth"},
		{"at the end of a sentence", wire.Snapshot{LocalStorage: map[string]string{"t": "It is " + customer + "."}}, "customer local storage: t"},
		{"expired ones are found, too", wire.Snapshot{LocalStorage: map[string]string{"t": expired}}, "customer local storage: t"},
		{"several places", wire.Snapshot{LocalStorage: map[string]string{"b": customer, "a": customer}, Cookies: map[string]string{"c": customer}}, "customer local storage: a, local storage: b, cookie: c"},
		{"several tokens", wire.Snapshot{LocalStorage: map[string]string{"a": admin + " " + customer}}, "admin local storage: a | customer local storage: a"},
		{"another service's", wire.Snapshot{LocalStorage: map[string]string{"t": foreign}}, ""},
		{"form key, cart id, hash, UUID", wire.Snapshot{
			Cookies:      map[string]string{"form_key": "H2eAj85XLuP8RkZq", "private_content_version": "49b5f35b5d7286223a82e933f126962f"},
			LocalStorage: map[string]string{"cartId": "abcdefghijklmnopqrstuvwxyz012345", "id": "123e4567-e89b-12d3-a456-426614174000", "mage-cache-storage": `{"customer":{"fullname":"Roni"}}`}}, ""},
		{"cut off", wire.Snapshot{LocalStorage: map[string]string{"t": customer[:60]}}, ""},
		{"two parts", wire.Snapshot{LocalStorage: map[string]string{"t": customer[:strings.LastIndex(customer, ".")]}}, ""},
		{"broken payload", wire.Snapshot{LocalStorage: map[string]string{"t": "eyJhbGciOiJIUzI1NiJ9.eyJ1aWQiOj.c2ln"}}, ""},
		{"start alone", wire.Snapshot{LocalStorage: map[string]string{"t": "eyJ", "u": strings.Repeat("eyJ", 1000), "v": "eyJ.."}}, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := find(test.s); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestGenericKeepsTheToken(t *testing.T) {
	found := findGeneric(wire.Snapshot{LocalStorage: map[string]string{"t": `{"a":"` + customer + `"}`}}, now)
	if len(found) != 1 || found[0].Token.Text.Reveal() != customer || found[0].Token.Format != wire.FormatJWS || found[0].Token.Expired(now) {
		t.Error("another token")
	}
}

func TestGenericIsBounded(t *testing.T) {
	many := map[string]string{}
	for i := range 200 {
		many[fmt.Sprint(i)] = jws(fmt.Sprintf(`{"uid":%d,"utypid":3,"iat":1700000000,"exp":1700003600}`, i))
	}
	if got := len(findGeneric(wire.Snapshot{LocalStorage: many}, now)); got != maxFound {
		t.Errorf("%d found", got)
	}
}

func FuzzGeneric(f *testing.F) {
	f.Add(customer)
	f.Add("x" + customer + "." + admin)
	f.Fuzz(func(t *testing.T, value string) {
		for _, found := range findGeneric(wire.Snapshot{LocalStorage: map[string]string{"k": value}}, now) {
			if !strings.Contains(value, found.Token.Text.Reveal()) {
				t.Error("a token that is not there")
			}
		}
	})
}

func TestRegistry(t *testing.T) {
	for _, s := range All() {
		if s.Title == "" || s.Summary == "" || s.Find == nil {
			t.Errorf("%+v", s.Card)
		}
		if _, err := os.Stat(s.ID + ".go"); err != nil {
			t.Errorf("no file for %s: %v", s.ID, err)
		}
		if got, ok := Get(s.ID); !ok || got.ID != s.ID {
			t.Errorf("%s is not found", s.ID)
		}
	}
	if _, ok := Get("nobody"); ok {
		t.Error("nobody is there")
	}
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	register(All()[0])
}

func TestGenericPut(t *testing.T) {
	generic, _ := Get("generic")
	quoted, _ := json.Marshal(`{"token":"` + customer + `"}`)
	object, _ := json.Marshal(encrypted)
	tests := []struct {
		name string
		was  string // of local storage "auth"
		text string
		want string
		err  error
	}{
		{"bare", customer, other, other, nil},
		{"in JSON, with all around it", `{ "a": 1.0, "token": "` + customer + `", "x":[null,"` + customer + `y"]}`, other, `{"a":1.0,"token":"` + other + `","x":[null,"` + customer + `y"]}`, nil},
		{"in JSON twice", string(quoted), opaque, strings.Replace(string(quoted), customer, opaque, 1), nil},
		{"percent-encoded", "%22" + customer + "%22", opaque, "%22" + opaque + "%22", nil},
		{"after Bearer", "Bearer " + customer, other, "Bearer " + other, nil},
		{"an object for a text", `{"token":"` + customer + `"}`, encrypted, `{"token":` + string(object) + `}`, nil},
		{"a text for an object", `{"token":` + encrypted + `}`, other, `{"token":"` + other + `"}`, nil},
		{"an object for an object", encrypted, encrypted, encrypted, nil},
		{"an object into prose", "It is " + customer, encrypted, "", ErrText},
		{"cut off around it", `{"token":"` + customer, other, `{"token":"` + other, nil},
		{"nothing to replace", `{"token":""}`, other, "", ErrNoPlace},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			writes, err := generic.Put(wire.Snapshot{LocalStorage: map[string]string{"auth": test.was, "b": "1"}}, secret.New(test.text), now)
			if err != test.err {
				t.Fatal(err)
			}
			if err == nil && (len(writes) != 1 || writes[0].Key != "auth" || *writes[0].Value != test.want) {
				t.Errorf("%d writes, the first %s", len(writes), masked(*writes[0].Value))
			}
		})
	}
}

func TestGenericPutReplacesItsKind(t *testing.T) {
	generic, _ := Get("generic")
	writes, err := generic.Put(wire.Snapshot{LocalStorage: map[string]string{"a": admin, "b": customer}}, secret.New(other), now)
	if err != nil || len(writes) != 1 || writes[0].Key != "b" {
		t.Errorf("%d writes, %v", len(writes), err)
	}
}
