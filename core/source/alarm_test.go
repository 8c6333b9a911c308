package source

import (
	"bufio"
	"encoding/json"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

// leaves counts the texts in what a page keeps, and shows the names around each.
func leaves(s wire.Snapshot) int {
	count := 0
	for _, area := range storages(s) {
		for key, value := range area.values {
			w := walker{left: maxLeaves, see: func([]string, string) (string, bool) {
				count++
				return "", false
			}}
			w.value([]string{key}, value)
		}
	}
	return count
}

func alarms(s wire.Snapshot) []string {
	list, _ := FindAll(s, now)
	var places []string
	for _, f := range list {
		places = append(places, f.SourceID+" "+f.Place)
	}
	return places
}

// The pages of a real store, with what Luma and the panel keep in the browser:
// none holds a token, and none is found.
func TestNoFalseAlarmOnRecordedPages(t *testing.T) {
	paths, _ := filepath.Glob("testdata/page/*.json")
	total, found := 0, 0
	for _, path := range paths {
		s := read(t, path)
		total += leaves(s)
		if places := alarms(s); len(places) > 0 {
			found += len(places)
			t.Errorf("%s: %v", path, places)
		}
	}
	t.Logf("%d false alarms in %d values of %d pages", found, total, len(paths))
	if len(paths) < 11 || total < 150 {
		t.Errorf("%d pages, %d values: too few to say anything", len(paths), total)
	}
}

// lookAlikes are no tokens of Magento, whatever they are called.
var lookAlikes = map[string]string{
	"masked cart id":             "9LgzWpXXvFqk3mYyTnK3hQxHcD2wB7aR",
	"form key":                   "H2eAj85XLuP8RkZq",
	"PHP session":                "5pjba16n9qqa3ph3s30o3ucdu2",
	"MD5":                        "49b5f35b5d7286223a82e933f126962f",
	"MD5 in capitals":            "49B5F35B5D7286223A82E933F126962F",
	"SHA-1":                      "da39a3ee5e6b4b0d3255bfef95601890afd80709",
	"SHA-256":                    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
	"secret key of a panel link": strings.Repeat("0123456789abcdef", 4),
	"UUID":                       "123e4567-e89b-12d3-a456-426614174000",
	"UUID without dashes":        "123e4567e89b12d3a456426614174000",
	"ULID":                       "01ARZ3NDEKTSV4RRFFQ69G5FAV",
	"MongoDB id":                 "507f1f77bcf86cd799439011",
	"base64":                     "aHR0cDovL2xvY2FsaG9zdDo4MzgwL2JsdWUtYmFnLmh0bWw",
	"base64 of 32":               "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQ",
	"uenc":                       "aHR0cDovL2xvY2FsaG9zdDo4MzgwLw~~",
	"digits":                     "12345678901234567890123456789012",
	"letters":                    "qwertyuiopasdfghjklzxcvbnmqwerty",
	"31 characters":              "k3v9q1x7z5m2w8r4t6y0u3i5o7p9a1s",
	"33 characters":              "k3v9q1x7z5m2w8r4t6y0u3i5o7p9a1s2d",
	"with a dash":                "k3v9q1x7z5m2w8r4-6y0u3i5o7p9a1s2",
	"another's JWT":              foreign,
	"JWT of Firebase":            jws(`{"iss":"https://securetoken.google.com/shop","aud":"shop","user_id":"x","iat":1700000000,"exp":1700003600}`),
	"JWT with uid only":          jws(`{"uid":1,"iat":1700000000,"exp":1700003600}`),
	"JWT cut off":                customer[:len(customer)-9],
	"two parts":                  customer[:strings.LastIndexByte(customer, '.')],
	"NextAuth's session":         encoded(`{"alg":"dir","enc":"A256GCM"}`) + "..48V1ALb6US04U3bQ.7dG1v0PSnKqYyTnK3hQxHcD2wB7aR.XFBoMYUZodetZdvTiFvSkQ",
	"JWE without times":          `{"ciphertext":"7dG1v0PSnKqY","iv":"48V1_ALb6US04U3b","tag":"XFBoMYUZodetZdvTiFvSkQ","protected":"` + encoded(`{"enc":"A128GCM","alg":"A128KW"}`) + `","encrypted_key":"6KB707dM9YTIgHtLvtgWQ8"}`,
	"sealed object":              `{"ciphertext":"7dG1v0PSnKqY","protected":"none"}`,
	"Stripe's key":               "pk_live_51H8s7dKq2WmZx9YtBv3nR4cL",
	"Google Analytics":           "GA1.1.1234567890.1700000000",
	"undefined":                  "undefined",
	"encrypted by Magento":       "0:3:q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJCrze8SNFZ4kA==",
	"file name":                  "ecaebcad0fa5c1d8b9e02f1d5a6a7c3b.js",
	"eyJ":                        "eyJ.eyJ.eyJ",
	"address":                    "https://shop.test/token/49b5f35b5d7286223a82e933f126962f",
}

var (
	// tokenNames are names under which one would look for a token.
	tokenNames = []string{
		"token", "auth_token", "authToken", "access_token", "signin_token", "customerToken", "jwt", "bearer", "Authorization",
		"auth", "apiToken", "user.token", "TOKEN", "oauth", "shop-customer", "persist:auth", "x-auth-token",
	}
	// otherNames are those of what is no token, also where it looks like one.
	otherNames = []string{
		"cart", "cartId", "cart_id", "cartToken", "cart-token", "guest_cart_token", "quote", "quote_token", "quoteMaskId", "masked_id",
		"maskedToken", "form_key", "formKeyToken", "hash", "token_hash", "etag", "session", "sessionToken", "session_token", "version",
		"private_content_version", "token_version", "id", "tokenId", "token_id", "auth_id", "customer_id", "authUid", "uuid", "csrf",
		"csrf_token", "csrfToken", "_xsrf", "XSRF-TOKEN", "nonce", "recaptcha_token", "g-recaptcha-token", "fcm_token", "pushToken",
		"deviceToken", "device_token", "visitor_token", "anonymousToken", "refresh_token", "refreshToken", "current-refresh-token",
		"resetPasswordToken", "rp_token_reset", "verificationToken", "stripeToken", "paypal_token", "payment_token", "braintree_client_token",
		"checkout_token", "orderToken", "wishlist_share_token", "consumer_key", "consumer_secret", "token_secret", "client_secret",
		"mapboxAccessToken", "algolia_token", "chatToken", "author", "authority", "key", "name", "sku", "image", "checksum", "fingerprint",
		"", "0", "value", "data", "PHPSESSID", "mage-messages", "guest_token", "newsletter_token", "unsubscribeToken",
	}
)

// wrappings are the ways in which storefronts keep a value.
func wrappings(name, value string) []wire.Snapshot {
	quoted, object := quote(value), `{`+quote(name)+`:`+quote(value)+`}`
	twice := `{"state":` + quote(object) + `}`
	if strings.HasPrefix(value, "{") {
		object = `{` + quote(name) + `:` + value + `}`
	}
	return []wire.Snapshot{
		{LocalStorage: map[string]string{name: value}},
		{SessionStorage: map[string]string{name: quoted}},
		{Cookies: map[string]string{name: escape(quoted)}},
		{LocalStorage: map[string]string{"app": object}},
		{LocalStorage: map[string]string{"app": twice}},
		{IndexedDB: map[string]string{"shop/user/" + name: value}},
		{LocalStorage: map[string]string{name: `{"expires":1,"value":[` + quoted + `]}`}},
	}
}

func TestNoFalseAlarmOnLookAlikes(t *testing.T) {
	total := 0
	for what, value := range lookAlikes {
		for _, name := range append(tokenNames, otherNames...) {
			for i, s := range wrappings(name, value) {
				total++
				if places := alarms(s); len(places) > 0 {
					t.Errorf("%s as %q, %d: %v", what, name, i, places)
				}
			}
		}
	}
	for _, name := range otherNames {
		for i, s := range wrappings(name, opaque) {
			total++
			if places := alarms(s); len(places) > 0 {
				t.Errorf("32 characters as %q, %d: %v", name, i, places)
			}
		}
	}
	t.Logf("0 wanted, of %d values", total)
}

// The same names and wrappings do find what is a token.
func TestTokensAreFoundWhateverTheyAreCalled(t *testing.T) {
	for _, name := range append(tokenNames, otherNames...) {
		for _, value := range []string{customer, encrypted} {
			for i, s := range wrappings(name, value) {
				if len(alarms(s)) != 1 {
					t.Errorf("not found as %q, %d", name, i)
				}
			}
		}
	}
	for _, name := range tokenNames[:len(tokenNames)-3] {
		for i, s := range wrappings(name, opaque) {
			if i != 5 && len(alarms(s)) != 1 {
				t.Errorf("32 characters: not found as %q, %d", name, i)
			}
		}
	}
}

// Everything in the recordings of a real store, as if a page kept it: what is
// found are the tokens that the store issued, and nothing else.
func TestNoFalseAlarmOnRecordings(t *testing.T) {
	dir := os.Getenv("MAGENTO_RECORDINGS")
	if dir == "" {
		t.Skip("MAGENTO_RECORDINGS is not set")
	}
	total, found := 0, map[string]int{}
	look := func(s wire.Snapshot) {
		total += leaves(s)
		for _, c := range candidates(s, now) {
			found[c.found.Token.Format+" "+c.found.Place]++
		}
	}
	inputs := regexp.MustCompile(`<input[^>]*>`)
	attribute := regexp.MustCompile(`\b(name|value|data-[a-z-]+|id)="([^"]*)"`)
	pages, _ := filepath.Glob(filepath.Join(dir, "pages", "*.html"))
	for _, path := range pages {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		fields := map[string]string{}
		for _, input := range inputs.FindAllString(string(raw), -1) {
			values := map[string]string{}
			for _, a := range attribute.FindAllStringSubmatch(input, -1) {
				values[a[1]] = html.UnescapeString(a[2])
			}
			fields[values["name"]] = values["value"]
		}
		look(wire.Snapshot{LocalStorage: fields})
		look(wire.Snapshot{LocalStorage: map[string]string{"page": string(raw)}})
	}
	eachExchange(t, filepath.Join(dir, "exchanges.jsonl"), func(line string) {
		look(wire.Snapshot{LocalStorage: map[string]string{"exchange": line}})
	})
	for what, times := range found {
		t.Logf("%d times %s", times, what)
		if strings.HasPrefix(what, wire.FormatOpaque) && what != "opaque local storage: token" {
			t.Errorf("%d times %s", times, what)
		}
	}
	t.Logf("in %d values", total)
}

func eachExchange(t *testing.T, path string, see func(line string)) {
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		if !json.Valid(lines.Bytes()) {
			t.Fatal("a line is no JSON")
		}
		see(lines.Text())
	}
}
