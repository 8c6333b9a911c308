package snippet

import (
	"errors"
	"math"
	"regexp"
	"strings"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

// rules are those of gitleaks (config/gitleaks.toml) that concern what a request
// holds: jwt, curl-auth-header, curl-auth-user, generic-api-key. The one group
// that matched is the secret, where it is as mixed as the number says.
var rules = []struct {
	name    string
	pattern *regexp.Regexp
	entropy float64
}{
	{"jwt", regexp.MustCompile(`\b(ey[a-zA-Z0-9]{17,}\.ey[a-zA-Z0-9/\\_-]{17,}\.(?:[a-zA-Z0-9/\\_-]{10,}={0,2})?)(?:[\x60'"\s;]|\\[nr]|$)`), 3},
	{"curl-auth-header", regexp.MustCompile(`\bcurl\b(?:.*?|.*?(?:[\r\n]{1,2}.*?){1,5})[ \t\n\r](?:-H|--header)(?:=|[ \t]{0,5})` +
		`(?:"(?i:Authorization:[ \t]{0,5}(?:Basic[ \t]([a-z0-9+/]{8,}={0,3})|(?:Bearer|(?:Api-)?Token)[ \t]([\w=~@.+/-]{8,})|([\w=~@.+/-]{8,})))"|` +
		`'(?i:Authorization:[ \t]{0,5}(?:Basic[ \t]([a-z0-9+/]{8,}={0,3})|(?:Bearer|(?:Api-)?Token)[ \t]([\w=~@.+/-]{8,})|([\w=~@.+/-]{8,})))')(?:\B|\s|\z)`), 2.75},
	{"curl-auth-user", regexp.MustCompile(`\bcurl\b(?:.*|.*(?:[\r\n]{1,2}.*){1,5})[ \t\n\r](?:-u|--user)(?:=|[ \t]{0,5})("[^:"]{3,}:[^"]{3,}"|'[^:']{3,}:[^']{3,}')`), 2},
	{"generic-api-key", regexp.MustCompile(`(?i)[\w.-]{0,50}?(?:access|auth|api|credential|creds|key|passw(?:or)?d|secret|token)(?:[ \t\w.-]{0,20})[\s'"]{0,3}` +
		`(?:=|>|:{1,3}=|\|\||:|=>|\?=|,)[\x60'"\s=]{0,5}([\w.=-]{10,150}|[a-z0-9][a-z0-9+/]{11,}={0,3})(?:[\x60'"\s;]|\\[nr]|$)`), 3.5},
}

// leaks names the rules that find a secret; in the last one, as in gitleaks, a
// secret has a digit.
func leaks(text string) (found []string) {
	text = strings.ReplaceAll(text, "^", "") // cmd.exe's, which would hide an end
	for _, rule := range rules {
		for _, groups := range rule.pattern.FindAllStringSubmatch(text, -1) {
			secret := strings.Join(groups[1:], "")
			if entropy(secret) >= rule.entropy && (rule.name != "generic-api-key" || strings.ContainsAny(secret, "0123456789")) {
				found = append(found, rule.name+": "+secret)
			}
		}
	}
	return found
}

// entropy is Shannon's, in bits a character.
func entropy(text string) (bits float64) {
	counts := map[rune]float64{}
	for _, r := range text {
		counts[r]++
	}
	for _, n := range counts {
		share := n / float64(len([]rune(text)))
		bits -= share * math.Log2(share)
	}
	return bits
}

// mixedToken is a token as a store signs it; nobody ever held it.
const mixedToken = "eyJraWQiOiIxIiwiYWxnIjoiSFMyNTYifQ.eyJ1aWQiOjEsInV0eXBpZCI6MiwiaWF0IjoxNzAwMDAwMDAwLCJleHAiOjE3MDAwMDM2MDB9.c2lnbmF0dXJlLW9mLW5vYm9keS1hdC1hbGw"

// secretRequests hold a secret each, of every kind there is.
var secretRequests = []struct{ name, header, scheme, secret string }{
	{"signed", "Authorization", "Bearer ", mixedToken},
	{"opaque", "Authorization", "Bearer ", "a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6"},
	{"front door", "Authorization", "Basic ", "c29tZWJvZHk6MTIzNDU2Nzg5MGFiY2Q="},
	{"signature", "Authorization", "OAuth ", `oauth_consumer_key="q1w2e3r4t5z6u7i8o9p0a1s2d3f4g5h6",oauth_signature="x9y8z7w6v5u4%3D"`},
	{"session", "Cookie", "", "PHPSESSID=u8i9o0p1a2s3d4f5g6h7j8k9l0; form_key=q9w8e7r6t5z4"},
}

// TestScannersFindNothing writes each in every target, in every mode that hides
// it.
func TestScannersFindNothing(t *testing.T) {
	for _, s := range secretRequests {
		body := `{"a":1}`
		r := wire.Request{Method: "POST", URL: "https://shop.test/rest/V1/x", Body: &body,
			Headers: []wire.Header{{Name: s.header, Value: s.scheme + s.secret}, {Name: "Content-Type", Value: "application/json"}}}
		for _, target := range All() {
			for _, mode := range []string{SecretEnv, SecretRedacted, SecretStdin} {
				text, err := target.WriteWith(r, Options{Secret: mode, OAuth: OAuth{"q1w2e3r4t5z6u7i8o9p0a1s2d3f4g5h6", "s1e2c3r4e5t6s7e8c9r0", "x9y8z7w6v5u4", "t0k1e2n3s4e5c6r7e8t9"}})
				var why *Refusal
				if errors.As(err, &why) {
					continue
				}
				if found := leaks(text); len(found) > 0 || err != nil || holdsPart(text, s.secret+" s1e2c3r4e5t6s7e8c9r0 t0k1e2n3s4e5c6r7e8t9") {
					t.Errorf("%s, %s %s: %q %v\n%s", s.name, target.ID, mode, found, err, text)
				}
			}
		}
	}
}

// holdsPart finds one of the values in a secret.
func holdsPart(text, secret string) bool {
	for _, part := range strings.FieldsFunc(secret, func(r rune) bool { return strings.ContainsRune(`;,=" `, r) }) {
		if len(part) >= 12 && strings.ContainsAny(part, "0123456789") && strings.Contains(text, part) {
			return true
		}
	}
	return false
}

// TestScannersSee wants the same rules to find a token that was written out, or
// they would prove nothing.
func TestScannersSee(t *testing.T) {
	for _, target := range All() {
		r := aRequest()
		r.Headers[0].Value = "Bearer " + mixedToken
		if text, err := target.Write(r); !target.Signs() && (err != nil || len(leaks(text)) == 0) {
			t.Errorf("%s: nothing is found: %v", target.ID, err)
		}
	}
	for text, want := range map[string]string{
		`curl 'https://shop.test/' -H 'Authorization: Basic c29tZWJvZHk6MTIz'`:                        "curl-auth-header",
		`curl https://shop.test/ -u 'admin:secret123'`:                                                "curl-auth-user",
		`access_token = "a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6"`:                                           "generic-api-key",
		"curl 'https://shop.test/' \\\n  -H 'Authorization: Bearer a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6'": "curl-auth-header",
	} {
		if found := leaks(text); !strings.Contains(strings.Join(found, " "), want) {
			t.Errorf("%s: %q", text, found)
		}
	}
}
