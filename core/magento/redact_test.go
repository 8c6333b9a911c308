package magento

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
)

// testToken is well-formed and of nobody.
const testToken = "eyJraWQiOiIxIiwiYWxnIjoiSFMyNTYifQ.eyJ1aWQiOjEsInV0eXBpZCI6MiwiaWF0IjoxNzAwMDAwMDAwLCJleHAiOjE3MDAwMDM2MDB9.c2lnbmF0dXJlLW9mLW5vYm9keS0wMTIzNDU2Nzg5"

func TestWithoutSecrets(t *testing.T) {
	tests := []struct{ text, want string }{
		{"no token here", "no token here"},
		{"a " + testToken + " b", "a •••.•••.••• b"},
		{"Bearer abc123 is not known", "Bearer ••• is not known"},
		{"bearer tokens are refused", "bearer tokens are refused"},
		{"oauth_token=abcdefghijklmnopqrstuvwxyz012345&x=1", "oauth_token=•••&x=1"},
		{"Report ID: webapi-6b03c62a84b3c", "Report ID: webapi-6b03c62a84b3c"},
		{"bulk 0a1b2c3d-1111-4222-8333-444455556666", "bulk 0a1b2c3d-1111-4222-8333-444455556666"},
		{"Magento_InventoryLowQuantityNotificationApi::low_quantity_notification", "Magento_InventoryLowQuantityNotificationApi::low_quantity_notification"},
		{"SKU 24-MB01 is 123456789012345678901234567890", "SKU 24-MB01 is 123456789012345678901234567890"},
		{"“Grüße” 100 %", "“Grüße” 100 %"},
	}
	for _, test := range tests {
		if got := withoutSecrets(test.text); got != test.want {
			t.Errorf("%q: got %q, want %q", test.text, got, test.want)
		}
	}
}

// Whatever a pasted answer or request holds, no token of it comes back.
func TestExplainRepeatsNoSecret(t *testing.T) {
	const opaque = "abcdefghijklmnopqrstuvwxyz012345"
	part := strings.Split(testToken, ".")[1]
	for _, secret := range []string{testToken, opaque} {
		for _, text := range []string{
			`{"message":"The token ` + secret + ` is odd."}`,
			`{"message":"Bad %1","parameters":["` + secret + `"]}`,
			`{"message":"x","parameters":{"resources":"` + secret + `"}}`,
			`{"message":"\"%fieldName\" is required. Enter and try again.","parameters":{"fieldName":"` + secret + `"}}`,
			`{"errors":[{"message":"No ` + secret + `","extensions":{"category":"graphql-input"}}]}`,
			`{"error":"invalid_request","error_description":"bad ` + secret + `","hint":"` + secret + `"}`,
			`<html><head><title>` + secret + `</title></head></html>`,
			"The consumer isn't authorized to access " + secret + ".",
			"HTTP/1.1 302 Found\nLocation: https://u:" + opaque + "@shop.example.com/key/" + secret + "?token=" + secret + "\nServer: x\n\n",
			"HTTP/1.1 429 X\nRetry-After: " + secret + "\n\n{}",
			"error code: 1010 " + secret,
			"curl -H 'Authorization: Bearer " + secret + "' -i\nHTTP/1.1 401 X\n\n" + `{"message":"The consumer isn't authorized to access self."}`,
			`{"bulk_uuid":"` + secret + `","errors":true,"request_items":[{"status":"rejected","error_message":"` + secret + `"}]}`,
			`{"operations_list":[{"status":3,"result_message":"` + secret + `"}]}`,
			`"` + secret + `"`,
		} {
			for _, status := range []int{0, 200, 400, 500} {
				found := Explain(status, text, At(time.Unix(1_700_000_000, 0)))
				out, err := json.Marshal(append(found, Unknown(status, text)))
				if err != nil || strings.Contains(string(out), secret) || strings.Contains(string(out), part) || strings.Contains(string(out), opaque) {
					t.Errorf("%d %.60q: %s", status, text, out)
				}
			}
		}
	}
}

// The worst shapes for a reader that goes back, or down.
func TestExplainEndsWhateverIsPasted(t *testing.T) {
	for _, text := range worstPastes() {
		Explain(0, text, At(time.Unix(1_700_000_000, 0)))
		Explain(401, "HTTP/1.1 401 x\n\n"+text, At(time.Unix(1_700_000_000, 0)))
	}
}

// worstPastes are a megabyte each of what a reader could stumble over again and
// again.
func worstPastes() []string {
	const size = 1 << 20
	var list []string
	for _, unit := range []string{`{"`, "<a>", "<", "HTTP/1.1 401 x\n", "< HTTP/1.1\n", "> a\n", "&", "%1", "a ", "\n", "authorization: bearer ", `{"message":"`, "[", "\"\\", "<!--", "eyJ", "<a b=\"", "\nHTTP/"} {
		list = append(list, strings.Repeat(unit, size/len(unit)))
	}
	return list
}

func BenchmarkExplainWorstPaste(b *testing.B) {
	for _, text := range worstPastes() {
		b.Run(text[:1], func(b *testing.B) {
			for range b.N {
				Explain(401, text, At(time.Unix(1_700_000_000, 0)))
			}
		})
	}
}

func FuzzExplain(f *testing.F) {
	for _, p := range []string{
		"401 Unauthorized\n{\"message\":\"x\"}", "> GET / HTTP/1.1\n> Authorization: Bearer " + testToken + "\n< HTTP/1.1 401 X\n< Date: Mon, 23 Nov 2026 10:00:00 GMT\n<\n{\"message\":\"The consumer isn't authorized to access self.\"}",
		"curl: (60) SSL certificate problem", `{"error":"invalid_grant","hint":"x"}`, `{"bulk_uuid":"x","request_items":[]}`, "Error log record number: 0123456789abcdef",
	} {
		f.Add(0, p)
		f.Add(200, p)
	}
	paths := WithPaths(func(resource string) ([]string, string) { return []string{resource}, "no" })
	f.Fuzz(func(t *testing.T, status int, text string) {
		found := Explain(status, text, paths, At(time.Unix(1_700_000_000, 0)))
		for _, finding := range append(found, Unknown(status, text)) {
			if finding.Message == "" || strings.Contains(finding.Message+finding.Hint, strings.Split(testToken, ".")[1]) {
				t.Errorf("%s: %q %q", finding.Code, finding.Message, finding.Hint)
			}
		}
	})
}
