package snippet

import (
	"errors"
	"strings"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

// aToken is of the shape that scanners of secrets look for; nobody ever held it.
const aToken = "eyJraWQiOiIxIiwiYWxnIjoiSFMyNTYifQ.eyJ1aWQiOjF9.c2lnbmF0dXJlLW9mLW5vYm9keS1hdC1hbGw"

func aRequest() wire.Request {
	body := `{"a":1}`
	return wire.Request{Method: "POST", URL: "https://shop.test/rest/V1/x", Body: &body, Headers: []wire.Header{
		{Name: "authorization", Value: "Bearer " + aToken}, {Name: "Content-Type", Value: "application/json"}}}
}

// TestTheSecretStaysOut writes every target in every mode but the plain one and
// looks for what scanners look for: the token itself, and anything that has the
// shape of one.
func TestTheSecretStaysOut(t *testing.T) {
	for _, target := range All() {
		for _, mode := range []string{SecretEnv, SecretRedacted, SecretStdin} {
			text, err := target.WriteWith(aRequest(), Options{Secret: mode})
			var why *Refusal
			if errors.As(err, &why) {
				if mode == SecretRedacted || why != ErrNoVariables && why != ErrNoStdin {
					t.Errorf("%s %s: %v", target.ID, mode, err)
				}
				continue
			}
			if looksSecret(text) {
				t.Errorf("%s %s: %s", target.ID, mode, text)
			}
			wanted := "STOREKEY_"
			if mode == SecretRedacted {
				wanted = redacted
			}
			if !strings.Contains(text, wanted) && !target.Signs() {
				t.Errorf("%s %s has no %s: %s", target.ID, mode, wanted, text)
			}
		}
	}
}

// looksSecret finds JSON Web Tokens, and runs of 32 letters and digits in which
// both occur, as gitleaks' rules do.
func looksSecret(text string) bool {
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return r > 'z' || !isTokenByte(byte(r)) || strings.ContainsRune("'`%$!#&*+|^~", r) }) {
		if strings.HasPrefix(word, "eyJ") && strings.Count(word, ".") == 2 {
			return true
		}
		if len(word) >= 32 && strings.ContainsAny(word, "0123456789") && strings.ContainsAny(word, "abcdef") && !strings.ContainsAny(word, "_-.") {
			return true
		}
	}
	return false
}

func TestLooksSecret(t *testing.T) {
	for text, want := range map[string]bool{
		"Bearer " + aToken:                             true,
		`"Bearer abcdefghijklmnopqrstuvwxyz012345"`:    true,
		"Bearer $STOREKEY_TOKEN":                       false,
		"GuzzleHttp\\Client HttpResponse.BodyHandlers": false,
	} {
		if looksSecret(text) != want {
			t.Errorf("looksSecret(%s) = %t", text, !want)
		}
	}
}

func TestSecretModes(t *testing.T) {
	for _, test := range []struct{ id, mode, want string }{
		{"header", SecretEnv, "Authorization: Bearer $STOREKEY_TOKEN"},
		{"header", SecretRedacted, "Authorization: Bearer REDACTED"},
		{"curl", SecretEnv, `-H 'authorization: Bearer '"$STOREKEY_TOKEN"`},
		{"curl", SecretStdin, `printf 'authorization: Bearer %s\n' "$STOREKEY_TOKEN" | curl --globoff`},
		{"curlcmd", SecretEnv, `-H "authorization: Bearer %STOREKEY_TOKEN%"`},
		{"powershell", SecretEnv, `'authorization' = 'Bearer ' + $env:STOREKEY_TOKEN`},
		{"python", SecretEnv, `"Bearer " + os.environ["STOREKEY_TOKEN"]`},
		{"python", SecretStdin, `"Bearer " + os.environ["STOREKEY_TOKEN"]`},
		{"postman", SecretEnv, `"Bearer {{STOREKEY_TOKEN}}"`},
		{"bruno", SecretEnv, `authorization: Bearer {{process.env.STOREKEY_TOKEN}}`},
	} {
		text, err := targets[test.id].WriteWith(aRequest(), Options{Secret: test.mode})
		if err != nil || !strings.Contains(text, test.want) {
			t.Errorf("%s %s: %s, %v", test.id, test.mode, text, err)
		}
	}
}

func TestSecretsElsewhere(t *testing.T) {
	r := aRequest()
	r.URL += "?token=" + aToken
	if _, err := targets["curl"].WriteWith(r, Options{Secret: SecretEnv}); !errors.Is(err, ErrSecretElsewhere) {
		t.Errorf("got %v", err)
	}
	text, err := targets["curl"].WriteWith(r, Options{Secret: SecretRedacted})
	if err != nil || strings.Contains(text, aToken) {
		t.Errorf("got %s, %v", text, err)
	}
	r = aRequest()
	r.Headers = append(r.Headers, wire.Header{Name: "Authorization", Value: "Basic abc"})
	if _, err := targets["curl"].WriteWith(r, Options{Secret: SecretEnv}); !errors.Is(err, ErrTwoSecrets) {
		t.Errorf("got %v", err)
	}
	r = aRequest()
	r.Headers[0] = wire.Header{Name: "Cookie", Value: "PHPSESSID=" + aToken}
	text, err = targets["curl"].WriteWith(r, Options{Secret: SecretEnv})
	if err != nil || !strings.Contains(text, `-H 'Cookie: '"$STOREKEY_COOKIE"`) {
		t.Errorf("got %s, %v", text, err)
	}
}

func TestSplitScheme(t *testing.T) {
	for value, want := range map[string][2]string{
		"Bearer x": {"Bearer ", "x"}, "OAuth a=\"b c\"": {"OAuth ", "a=\"b c\""}, "x": {"", "x"},
		" x": {"", " x"}, "a'b c": {"", "a'b c"}, "": {"", ""},
	} {
		if scheme, credential := splitScheme(wire.Header{Name: "Authorization", Value: value}); scheme != want[0] || credential != want[1] {
			t.Errorf("%q: %q, %q", value, scheme, credential)
		}
	}
}
