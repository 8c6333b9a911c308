package oauth1

import (
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

const (
	madeKey   = "m4d3up00000000000000000000000002&m4d3up00000000000000000000000004"
	madeNonce = `oauth_nonce="n"`
)

// header is a request's without its signature; names and values as sent.
func header(method, signature string, more ...string) string {
	return `OAuth oauth_consumer_key="m4d3up00000000000000000000000001", ` + madeNonce + `, oauth_signature_method="` + method +
		`", oauth_timestamp="1795434000", oauth_version="1.0", oauth_token="m4d3up00000000000000000000000003", oauth_signature="` + encode(signature) + `"` + strings.Join(more, "")
}

const oauthPart = "oauth_consumer_key%3Dm4d3up00000000000000000000000001%26oauth_nonce%3Dn%26oauth_signature_method%3DHMAC-SHA256%26" +
	"oauth_timestamp%3D1795434000%26oauth_token%3Dm4d3up00000000000000000000000003%26oauth_version%3D1.0"

func mac256(key, base string) []byte {
	h := hmac.New(sha256.New, []byte(key))
	h.Write([]byte(base))
	return h.Sum(nil)
}

func sign256(key, base string) string {
	return base64.StdEncoding.EncodeToString(mac256(key, base))
}

func codes(findings []wire.Finding) string {
	var list []string
	for _, f := range findings {
		list = append(list, f.Code)
	}
	return strings.Join(list, " ")
}

// Base strings are written out here, so that each mistake is what people make.
func TestDiagnose(t *testing.T) {
	const plain = "https://shop.test/rest/V1/modules"
	const good = "GET&https%3A%2F%2Fshop.test%2Frest%2FV1%2Fmodules&" + oauthPart
	const search = "https://shop.test/rest/V1/products?searchCriteria[pageSize]=1&searchCriteria[a]=b c"
	const products = "GET&https%3A%2F%2Fshop.test%2Frest%2FV1%2Fproducts&"
	sha := func(text string) string { return header(SHA256, text) }
	long := func(base string) string {
		h := hmac.New(sha512.New, []byte(madeKey))
		h.Write([]byte(base))
		return base64.StdEncoding.EncodeToString(h.Sum(nil))
	}
	short := func(base string) string {
		h := hmac.New(sha1.New, []byte(madeKey))
		h.Write([]byte(base))
		return base64.StdEncoding.EncodeToString(h.Sum(nil))
	}
	for _, c := range []struct {
		name, url, authorization, want string
	}{
		{"right", plain, sha(sign256(madeKey, good)), "oauth1_signature_right"},
		{"right, with a query", search, sha(sign256(madeKey, products+oauthPart+"%26searchCriteria%255Ba%255D%3Db%2520c%26searchCriteria%255BpageSize%255D%3D1")), "oauth1_signature_right"},
		{"right, behind Basic", plain, "Basic dTpw, " + sha(sign256(madeKey, good)), "oauth1_signature_right"},
		{"scheme", plain, sha(sign256(madeKey, "GET&http%3A%2F%2Fshop.test%2Frest%2FV1%2Fmodules&"+oauthPart)), "oauth1_wrong_scheme"},
		{"port", "http://shop.test:8380/rest/V1/modules", sha(sign256(madeKey, "GET&http%3A%2F%2Fshop.test%2Frest%2FV1%2Fmodules&"+oauthPart)), "oauth1_wrong_port"},
		{"default port written", plain, sha(sign256(madeKey, "GET&https%3A%2F%2Fshop.test%3A443%2Frest%2FV1%2Fmodules&"+oauthPart)), "oauth1_wrong_port"},
		{"host", plain, sha(sign256(madeKey, "GET&http%3A%2F%2Fvarnish%3A8080%2Frest%2FV1%2Fmodules&"+oauthPart)), "oauth1_wrong_host"},
		{"last slash", plain, sha(sign256(madeKey, "GET&https%3A%2F%2Fshop.test%2Frest%2FV1%2Fmodules%2F&"+oauthPart)), "oauth1_wrong_path"},
		{"small escapes in the path", "https://shop.test/a%c3", sha(sign256(madeKey, "GET&https%3A%2F%2Fshop.test%2Fa%25c3&"+oauthPart)), "oauth1_path_escapes"},
		{"swapped", plain, sha(sign256("m4d3up00000000000000000000000004&m4d3up00000000000000000000000002", good)), "oauth1_secrets_swapped"},
		{"no token secret", plain, sha(sign256("m4d3up00000000000000000000000002&", good)), "oauth1_token_secret_unused"},
		{"no ampersand", plain, sha(sign256("m4d3up00000000000000000000000002", good)), "oauth1_ampersand_missing"},
		{"keys for secrets", plain, sha(sign256("m4d3up00000000000000000000000001&m4d3up00000000000000000000000003", good)), "oauth1_both_for_secrets"},
		{"POST", plain, sha(sign256(madeKey, "POST"+good[3:])), "oauth1_wrong_method"},
		{"query unsigned", search, sha(sign256(madeKey, products+oauthPart)), "oauth1_query_unsigned"},
		{"brackets plain", search, sha(sign256(madeKey, products+oauthPart+"%26searchCriteria%5Ba%5D%3Db%2520c%26searchCriteria%5BpageSize%5D%3D1")), "oauth1_brackets_plain"},
		{"plus for a blank", search, sha(sign256(madeKey, products+oauthPart+"%26searchCriteria%255Ba%255D%3Db%2Bc%26searchCriteria%255BpageSize%255D%3D1")), "oauth1_blank_as_plus"},
		{"encoded twice", "https://shop.test/rest/V1/products?a%5Bb%5D=1", sha(sign256(madeKey, products+"a%25255Bb%25255D%3D1%26"+oauthPart)), "oauth1_encoded_twice"},
		{"unsorted", search, sha(sign256(madeKey, products+oauthPart+"%26searchCriteria%255BpageSize%255D%3D1%26searchCriteria%255Ba%255D%3Db%2520c")), "oauth1_unsorted"},
		{"two mistakes", plain, sha(sign256("m4d3up00000000000000000000000002&", "GET&http%3A%2F%2Fshop.test%2Frest%2FV1%2Fmodules&"+oauthPart)), "oauth1_token_secret_unused oauth1_wrong_scheme"},
		{"SHA512", plain, sha(long(good)), "oauth1_wrong_hash"},
		{"SHA1 made, SHA256 named", plain, sha(short(good)), "oauth1_wrong_hash"},
		{"SHA1", plain, header(SHA1, short(strings.Replace(good, "SHA256", "SHA1", 1))), "oauth1_method_old oauth1_signature_right"},
		{"PLAINTEXT", plain, header("PLAINTEXT", madeKey), "oauth1_method_refused oauth1_unexplained"},
		{"hexadecimal", plain, sha(hex.EncodeToString(mac256(madeKey, good))), "oauth1_signature_hex"},
		{"hexadecimal in base64", plain, sha(base64.StdEncoding.EncodeToString([]byte(hex.EncodeToString(mac256(madeKey, good))))), "oauth1_signature_hex"},
		{"base64url", plain, sha(base64.RawURLEncoding.EncodeToString(mac256(madeKey, good))), "oauth1_signature_alphabet"},
		{"signature encoded twice", plain, sha(encode(sign256(madeKey, good))), "oauth1_signature_encoded_twice"},
		{"realm signed", plain, header(SHA256, sign256(madeKey, good+"%26realm%3DShop"), `, realm="Shop"`), "oauth1_realm_signed"},
		{"another's", plain, sha(sign256("x&y", good)), "oauth1_unexplained"},
		{"GraphQL", "https://shop.test/graphql", sha("x"), "oauth1_graphql oauth1_unexplained"},
		{"another key", plain, strings.Replace(sha("x"), "001", "009", 1), "oauth1_value_differs oauth1_unexplained"},
		{"no header", plain, "Bearer x", "oauth1_no_header"},
		{"in the query", plain + "?oauth_nonce=1&oauth_signature=x", "", "oauth1_in_query oauth1_no_header"},
		{"no address", "/rest/V1/modules", sha("x"), "oauth1_no_address"},
		{"very long", plain + "?a=" + strings.Repeat("x", maxCompared), sha("x"), "oauth1_too_long"},
		{"nothing but a nonce", plain, "OAuth " + madeNonce, "oauth1_parameter_missing oauth1_unexplained"},
		{"version", plain, strings.Replace(sha("x"), `"1.0"`, `"2"`, 1), "oauth1_version oauth1_unexplained"},
		{"clock", plain, strings.Replace(sha("x"), "1795434000", "1795437600", 1), "oauth1_clock_ahead oauth1_unexplained"},
		{"milliseconds", plain, strings.Replace(sha("x"), "1795434000", "1795434000000", 1), "oauth1_timestamp_milliseconds oauth1_unexplained"},
		{"no time", plain, strings.Replace(sha("x"), "1795434000", "now", 1), "oauth1_timestamp oauth1_unexplained"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Diagnose(Observed{Method: "GET", URL: c.url, Authorization: c.authorization},
				Known{Credentials: made, BaseURLs: []string{"http://varnish:8080/"}, Now: time.Unix(1795434000, 0)})
			if codes(got.Findings) != c.want {
				t.Errorf("\n got %s\nwant %s\nbase %s", codes(got.Findings), c.want, got.BaseString)
			}
			if got.Matches != strings.Contains(c.want, "oauth1_signature_right") {
				t.Errorf("matches: %t", got.Matches)
			}
			checkHides(t, got)
		})
	}
}

// checkHides: what is shown holds no secret and no access token.
func checkHides(t *testing.T, s wire.Signature) {
	t.Helper()
	shown, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	for _, hidden := range []secret.Text{made.ConsumerSecret, made.Token, made.TokenSecret} {
		if strings.Contains(string(shown), hidden.Reveal()) {
			t.Error("a secret is shown")
		}
	}
}

func TestDiagnoseBodies(t *testing.T) {
	const json, form = `{"a":1}`, "b=1&a=2"
	const post = "POST&https%3A%2F%2Fshop.test%2Fx&"
	for _, c := range []struct {
		name, base, body string
		isForm           bool
		want             string
	}{
		{"JSON", post + oauthPart, json, false, "oauth1_signature_right"},
		{"JSON signed", post + "%257B%2522a%2522%253A1%257D%3D%26" + oauthPart, json, false, "oauth1_body_signed"},
		{"form", post + "a%3D2%26b%3D1%26" + oauthPart, form, true, "oauth1_signature_right"},
		{"form unsigned", post + oauthPart, form, true, "oauth1_form_unsigned"},
		{"form signed that is none", post + "a%3D2%26b%3D1%26" + oauthPart, form, false, "oauth1_body_signed"},
	} {
		got := Diagnose(Observed{Method: "POST", URL: "https://shop.test/x", Body: c.body, IsForm: c.isForm,
			Authorization: header(SHA256, sign256(madeKey, c.base))}, Known{Credentials: made})
		if codes(got.Findings) != c.want {
			t.Errorf("%s: %s, want %s", c.name, codes(got.Findings), c.want)
		}
	}
}

// TestDiagnoseExchange: the first call is signed with the consumer's secret
// alone.
func TestDiagnoseExchange(t *testing.T) {
	const base = "POST&https%3A%2F%2Fshop.test%2Foauth%2Ftoken%2Frequest&oauth_consumer_key%3Dm4d3up00000000000000000000000001%26oauth_nonce%3Dn%26" +
		"oauth_signature_method%3DHMAC-SHA256%26oauth_timestamp%3D1795434000"
	for key, want := range map[string]string{
		"m4d3up00000000000000000000000002&": "oauth1_signature_right", madeKey: "oauth1_token_secret_in_exchange",
	} {
		got := Diagnose(Observed{Method: "POST", URL: "https://shop.test/oauth/token/request",
			Authorization: `OAuth oauth_consumer_key="m4d3up00000000000000000000000001", oauth_nonce="n", oauth_signature_method="HMAC-SHA256", oauth_timestamp="1795434000", oauth_signature="` +
				encode(sign256(key, base)) + `"`}, Known{Credentials: made})
		if codes(got.Findings) != want {
			t.Errorf("%s, want %s", codes(got.Findings), want)
		}
	}
}

func TestDiagnoseSecrets(t *testing.T) {
	encrypted := made
	encrypted.ConsumerSecret = secret.New("0:3:" + strings.Repeat("aB3+", 12) + "==")
	got := Diagnose(Observed{Method: "GET", URL: "https://shop.test/", Authorization: header(SHA256, "x")}, Known{Credentials: encrypted})
	if codes(got.Findings) != "oauth1_secret_encrypted oauth1_unexplained" {
		t.Errorf("out of the database: %s", codes(got.Findings))
	}
	got = Diagnose(Observed{Method: "GET", URL: "https://shop.test/", Authorization: header(SHA256, "x")}, Known{})
	if codes(got.Findings) != "oauth1_secret_missing oauth1_secret_missing" {
		t.Errorf("none: %s", codes(got.Findings))
	}
}

// TestEveryMistakeIsFound signs in every wrong way that is known, and in two at
// once.
func TestEveryMistakeIsFound(t *testing.T) {
	o := Observed{Method: "PUT", URL: "https://shop.test:8443/index.php/rest/V1/products/a%2Fb?x[10]=a+b&x[2]=%C3%BC&xB=1&e=&e=&n", Body: `{"a":1}`,
		Authorization: header(SHA256, "x", `, realm="Shop"`)}
	k := Known{Credentials: made, BaseURLs: []string{"http://other.test"}}
	d := &diagnosis{o: o, k: k}
	d.url, _ = parseAddress(o.URL)
	d.header, _ = ParseHeader(o.Authorization)
	right := attempt{d.keys()[0], d.methods()[0], d.addresses()[0], d.parameterTexts()[0]}
	find := func(a attempt, want ...string) {
		t.Helper()
		signature := sign256(a.key.text, a.method.text+"&"+encode(a.address.text)+"&"+encode(a.parameters.text))
		seen := o
		seen.Authorization = header(SHA256, signature, `, realm="Shop"`)
		got := strings.Fields(codes(Diagnose(seen, k).Findings))
		for _, code := range want {
			if !slices.Contains(got, code) {
				t.Errorf("%s is taken for %v", code, got)
			}
		}
	}
	for _, key := range d.keys()[1:] {
		a := right
		a.key = key
		find(a, key.code)
		for _, list := range d.parameterTexts()[1:] {
			if a.parameters = list; list.text != right.parameters.text {
				find(a, key.code)
			}
		}
	}
	for _, address := range d.addresses()[1:] {
		a := right
		a.address = address
		find(a, address.code)
	}
	for _, method := range d.methods()[1:] {
		a := right
		a.method = method
		find(a, method.code)
	}
	first := map[string]string{}
	for _, list := range d.parameterTexts() {
		if _, again := first[list.text]; !again {
			first[list.text] = list.code
			a := right
			a.parameters = list
			if list.code != "" {
				find(a, list.code)
			}
		}
	}
}

// FuzzDiagnose: whatever is pasted, it ends and shows no secret.
func FuzzDiagnose(f *testing.F) {
	f.Add("GET", "https://shop.test/rest/V1/products?a[b]=c", header(SHA256, "x"), "")
	f.Add("POST", "http://shop.test:80/", "Basic x, OAuth oauth_nonce=1", "a=b")
	f.Fuzz(func(t *testing.T, method, url, authorization, body string) {
		if strings.Contains(url+body+authorization+method, "00002") || strings.Contains(url+body+method, "00003") || strings.Contains(url+body+authorization+method, "00004") {
			return // it may show what was pasted in the open
		}
		checkHides(t, Diagnose(Observed{method, url, authorization, body, len(body)%2 == 1}, Known{Credentials: made, Now: time.Unix(1795434000, 0)}))
	})
}

func BenchmarkDiagnoseInVain(b *testing.B) {
	o := Observed{Method: "GET", URL: "https://shop.test/rest/V1/products?searchCriteria[pageSize]=1&fields=items[sku]", Authorization: header(SHA256, sign256("x", "y"))}
	for b.Loop() {
		Diagnose(o, Known{Credentials: made, BaseURLs: []string{"http://other.test"}})
	}
}

// TestWords: every mistake that is looked for has words, plain and short.
func TestWords(t *testing.T) {
	for _, code := range wire.Codes() {
		if !strings.HasPrefix(code, "oauth1_") {
			continue
		}
		f := wire.NewFinding(code)
		if !strings.HasSuffix(f.Message, ".") || !strings.HasSuffix(f.Hint, ".") || len(f.Message) > 120 || len(f.Hint) > 190 {
			t.Errorf("%s: %d and %d characters", code, len(f.Message), len(f.Hint))
		}
	}
}
