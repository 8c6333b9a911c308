package sandbox_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sort"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/sandbox"
)

// signing is a request to be signed. Query pairs are signed as they are given:
// the test writes them encoded.
type signing struct {
	method, address string
	query           []string
	with            sandbox.Account
	at              time.Time
	change          map[string]string // parameters: another value, or "-" for none
}

var nonces int

// header signs with a nonce of its own.
func (s signing) header() string {
	nonces++
	params := map[string]string{
		"oauth_consumer_key": s.with.ConsumerKey, "oauth_token": s.with.AccessToken, "oauth_nonce": strconv.Itoa(nonces),
		"oauth_signature_method": "HMAC-SHA256", "oauth_timestamp": strconv.FormatInt(s.at.Unix(), 10), "oauth_version": "1.0",
	}
	for name, value := range s.change {
		params[name] = value
	}
	pairs, header := append([]string(nil), s.query...), []string(nil)
	for name, value := range params {
		if value != "-" {
			pairs = append(pairs, name+"="+url.QueryEscape(value))
			header = append(header, name+`="`+url.QueryEscape(value)+`"`)
		}
	}
	sort.Strings(pairs)
	base := s.method + "&" + url.QueryEscape(s.address) + "&" + url.QueryEscape(strings.Join(pairs, "&"))
	signature := signBase(params["oauth_signature_method"], s.with, base)
	return "Authorization: OAuth " + strings.Join(header, ", ") + `, oauth_signature="` + url.QueryEscape(signature) + `"`
}

func TestOAuth1(t *testing.T) {
	store, clock := newStore(sandbox.Options{})
	full, limited := account("Seed integration"), account("Limited integration")
	const modules, address = "/rest/V1/modules", "http://localhost:8089/rest/V1/modules"
	mixed := full
	mixed.AccessToken, mixed.TokenSecret = limited.AccessToken, limited.TokenSecret
	swapped := full
	swapped.ConsumerSecret, swapped.TokenSecret = full.TokenSecret, full.ConsumerSecret
	with := func(change ...string) string {
		s := signing{"GET", address, nil, full, clock.at, map[string]string{change[0]: change[1]}}
		return s.header()
	}
	z := strings.Repeat("z", 32)
	for _, one := range []struct {
		name, path, header string
		status             int
		part               string
	}{
		{"right", modules, signing{"GET", address, nil, full, clock.at, nil}.header(), 200, "Magento_"},
		{"without version", modules, with("oauth_version", "-"), 200, "Magento_"},
		{"version", modules, with("oauth_version", "1.1"), 400, `"parameters":["1.1"]`},
		{"without token", modules, with("oauth_token", "-"), 400, `"fieldName":"oauth_token"`},
		{"short token", modules, with("oauth_token", "abc"), 400, "The token length is invalid"},
		{"unknown token", modules, with("oauth_token", z), 401, "Specified token does not exist"},
		{"short key", modules, with("oauth_consumer_key", "abc"), 401, "Consumer key is not the correct length"},
		{"another's token", modules, signing{"GET", address, nil, mixed, clock.at, nil}.header(), 401, "Token is not associated"},
		{"swapped secrets", modules, signing{"GET", address, nil, swapped, clock.at, nil}.header(), 401, "The signature is invalid"},
		{"plain text", modules, with("oauth_signature_method", "PLAINTEXT"), 400, `["PLAINTEXT"]`},
		{"SHA1", modules, with("oauth_signature_method", "HMAC-SHA1"), 400, `["HMAC-SHA1"]`},
		{"an hour old", modules, signing{"GET", address, nil, full, clock.at.Add(-time.Hour), nil}.header(), 200, "Magento_"},
		{"nine minutes ahead", modules, signing{"GET", address, nil, full, clock.at.Add(9 * time.Minute), nil}.header(), 200, "Magento_"},
		{"eleven minutes ahead", modules, signing{"GET", address, nil, full, clock.at.Add(11 * time.Minute), nil}.header(), 401, "An error occurred validating the nonce"},
		{"milliseconds", modules, with("oauth_timestamp", strconv.FormatInt(clock.at.UnixMilli(), 10)), 401, "validating the nonce"},
		{"no number", modules, with("oauth_timestamp", "now"), 401, "validating the nonce"},
		{"https signed", modules, signing{"GET", "https://localhost:8089/rest/V1/modules", nil, full, clock.at, nil}.header(), 401, "The signature is invalid"},
		{"POST signed", modules, signing{"POST", address, nil, full, clock.at, nil}.header(), 401, "The signature is invalid"},
		{"query unsigned", modules + "?a=1", signing{"GET", address, nil, full, clock.at, nil}.header(), 401, "The signature is invalid"},
		{"query signed", modules + "?a=%C3%BC+x", signing{"GET", address, []string{"a=%C3%BC%20x"}, full, clock.at, nil}.header(), 200, "Magento_"},
		{"limited", modules, signing{"GET", address, nil, limited, clock.at, nil}.header(), 200, "Magento_"},
		{"limited, without the right", "/rest/V1/store/storeViews", signing{"GET", "http://localhost:8089/rest/V1/store/storeViews", nil, limited, clock.at, nil}.header(), 401, "Magento_Backend::store"},
		{"customers/me", "/rest/V1/customers/me", signing{"GET", "http://localhost:8089/rest/V1/customers/me", nil, full, clock.at, nil}.header(), 400, "customerId"},
		{"in the query", modules + "?oauth_consumer_key=" + full.ConsumerKey, "", 401, "isn't authorized"},
	} {
		t.Run(one.name, func(t *testing.T) {
			expect(t, ask(t, store, "GET", one.path, "", one.header), one.status, one.part)
		})
	}
}

// TestOAuth1Sorting: numbers in names count by their value up to 2.4.7.
func TestOAuth1Sorting(t *testing.T) {
	store, clock := newStore(sandbox.Options{})
	const address = "http://localhost:8089/rest/V1/modules"
	by := func(query ...string) signing {
		return signing{"GET", address, query, account("Seed integration"), clock.at, nil}
	}
	expect(t, ask(t, store, "GET", "/rest/V1/modules?a[1]=x&a[2]=y", "", by("a%5B1%5D=x", "a%5B2%5D=y").header()), 200, "Magento_")
	expect(t, ask(t, store, "GET", "/rest/V1/modules?a[10]=x&a[2]=y", "", by("a%5B10%5D=x", "a%5B2%5D=y").header()), 401, "The signature is invalid")
	expect(t, ask(t, store, "GET", "/rest/V1/modules?a&b=1=2&c=1&c=2", "", by("c=2").header()), 200, "Magento_")
}

// TestOAuth1Old: 2.4.3 and older take HMAC-SHA1.
func TestOAuth1Old(t *testing.T) {
	store, clock := newStore(sandbox.Options{SHA1: true})
	sha1 := signing{"GET", "http://localhost:8089/rest/V1/modules", nil, account("Seed integration"), clock.at, map[string]string{"oauth_signature_method": "HMAC-SHA1"}}
	expect(t, ask(t, store, "GET", "/rest/V1/modules", "", sha1.header()), 200, "Magento_")
}

// TestOAuth1BehindBasic: both go in one header; two headers are refused.
func TestOAuth1BehindBasic(t *testing.T) {
	store, clock := newStore(sandbox.Options{Basic: "u:p"})
	s := signing{"GET", "http://localhost:8089/rest/V1/modules", nil, account("Seed integration"), clock.at, nil}
	oauth := strings.TrimPrefix(s.header(), "Authorization: ")
	expect(t, ask(t, store, "GET", "/rest/V1/modules", "", "Authorization: "+oauth), 401, "401 Authorization Required")
	expect(t, ask(t, store, "GET", "/rest/V1/modules", "", "Authorization: Basic dTpw, "+oauth), 200, "Magento_")
	r := httptest.NewRequest("GET", "/rest/V1/modules", nil)
	r.Header["Authorization"] = []string{"Basic dTpw", oauth}
	w := httptest.NewRecorder()
	store.ServeHTTP(w, r)
	if w.Code != http.StatusBadRequest {
		t.Errorf("two headers: %d", w.Code)
	}
}

// TestOAuth1BehindProxy: where TLS ends before PHP and nothing tells of it, PHP
// sees http.
func TestOAuth1BehindProxy(t *testing.T) {
	store, clock := newStore(sandbox.Options{})
	https := signing{"GET", "https://localhost:8089/rest/V1/modules", nil, account("Seed integration"), clock.at, nil}
	expect(t, ask(t, store, "GET", "/rest/V1/modules", "", https.header()), 401, "The signature is invalid")
	expect(t, ask(t, store, "GET", "/rest/V1/modules", "", https.header(), "X-Forwarded-Proto: https"), 200, "Magento_")
}

// TestExchange goes the way of an integration that has just been activated.
func TestExchange(t *testing.T) {
	store, clock := newStore(sandbox.Options{})
	var activation sandbox.Activation
	if err := json.Unmarshal([]byte(ask(t, store, "POST", "/_sandbox/activate", "").body), &activation); err != nil {
		t.Fatal(err)
	}
	who := sandbox.Account{ConsumerKey: activation.ConsumerKey, ConsumerSecret: activation.ConsumerSecret}
	leg := func(name string, change map[string]string) answer {
		s := signing{"POST", "http://localhost:8089/oauth/token/" + name, nil, who, clock.at, change}
		return ask(t, store, "POST", "/oauth/token/"+name, "", s.header())
	}
	none := map[string]string{"oauth_token": "-"}
	expect(t, leg("access", map[string]string{"oauth_token": "-", "oauth_verifier": "x"}), 400, "oauth_problem=%22oauth_token%22+is+required")
	got := leg("request", none)
	expect(t, got, 200, "oauth_token=")
	values, _ := url.ParseQuery(got.body)
	who.AccessToken, who.TokenSecret = values.Get("oauth_token"), values.Get("oauth_token_secret")
	expect(t, leg("request", none), 401, "oauth_problem=The+signature+is+invalid")
	expect(t, ask(t, store, "GET", "/rest/V1/modules", "", signing{"GET", "http://localhost:8089/rest/V1/modules", nil, who, clock.at, nil}.header()), 401, "Token is not an access token")
	expect(t, leg("access", map[string]string{"oauth_verifier": "x"}), 401, "Verifier+is+not+the+correct+length")
	expect(t, leg("access", map[string]string{"oauth_verifier": strings.Repeat("z", 32)}), 401, "do+not+match")
	verified := map[string]string{"oauth_verifier": activation.Verifier}
	got = leg("access", verified)
	expect(t, got, 200, "oauth_token_secret=")
	expect(t, leg("access", verified), 401, "Token+is+already+being+used")
	values, _ = url.ParseQuery(got.body)
	who.AccessToken, who.TokenSecret = values.Get("oauth_token"), values.Get("oauth_token_secret")
	expect(t, ask(t, store, "GET", "/rest/V1/modules", "", signing{"GET", "http://localhost:8089/rest/V1/modules", nil, who, clock.at, nil}.header()), 200, "Magento_")
}

// TestExchangeTooLate: five minutes are given.
func TestExchangeTooLate(t *testing.T) {
	store, clock := newStore(sandbox.Options{})
	full := account("Seed integration")
	made := account("Made in the panel")
	first := func(who sandbox.Account) answer {
		who.TokenSecret = ""
		s := signing{"POST", "http://localhost:8089/oauth/token/request", nil, who, clock.at, map[string]string{"oauth_token": "-"}}
		return ask(t, store, "POST", "/oauth/token/request", "", s.header())
	}
	expect(t, first(made), 401, "A+token+with+consumer+ID+3+does+not+exist")
	expect(t, first(full), 401, "consumer+token+is+not+a+verifier+token")
	ask(t, store, "POST", "/_sandbox/activate", "")
	clock.at = clock.at.Add(301 * time.Second)
	expect(t, first(made), 401, "oauth_problem=Consumer+key+has+expired")
	expect(t, ask(t, store, "POST", "/oauth/token/nope", ""), 404, "")
}
