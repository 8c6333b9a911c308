package provider

import (
	"encoding/base32"
	"testing"
	"time"

	"github.com/storekey/storekey/core/secret"
)

// RFC 6238, appendix B: the rows of SHA1 and SHA256, with 8 digits.
func TestAuthenticatorVectors(t *testing.T) {
	keys := map[string]string{
		"SHA1":   base32.StdEncoding.EncodeToString([]byte("12345678901234567890")),
		"SHA256": base32.StdEncoding.EncodeToString([]byte("12345678901234567890123456789012")),
	}
	for _, row := range []struct {
		at           int64
		sha1, sha256 string
	}{
		{59, "94287082", "46119246"},
		{1111111109, "07081804", "68084774"},
		{1111111111, "14050471", "67062674"},
		{1234567890, "89005924", "91819424"},
		{2000000000, "69279037", "90698825"},
		{20000000000, "65353130", "77737706"},
	} {
		for algorithm, want := range map[string]string{"SHA1": row.sha1, "SHA256": row.sha256} {
			a, ok := newAuthenticator(secret.New("otpauth://totp/Shop:admin?secret=" + keys[algorithm] + "&digits=8&algorithm=" + algorithm))
			if got := a.code(time.Unix(row.at, 0)); !ok || got != want {
				t.Errorf("%s at %d: %s, want %s", algorithm, row.at, got, want)
			}
		}
	}
}

func TestAuthenticatorKeys(t *testing.T) {
	const key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" // 12345678901234567890
	for text, want := range map[string]string{
		key: "287082",
		"gezd gnbv gy3t qojq gezd gnbv gy3t qojq":                  "287082",
		" GEZD-GNBV-GY3T-QOJQ-GEZD-GNBV-GY3T-QOJQ\n":               "287082",
		"otpauth://totp/Shop:admin?secret=" + key + "&issuer=Shop": "287082",
		"OTPAUTH://TOTP/x?secret=" + key + "&period=60&digits=7":   "4755224",
		"otpauth://hotp/x?secret=" + key + "&counter=1":            "",
		"otpauth://totp/x?secret=" + key + "&algorithm=MD5":        "",
		"otpauth://totp/x?secret=" + key + "&digits=4":             "",
		"otpauth://totp/x?secret=" + key + "&period=0":             "",
		"otpauth://totp/x":                 "",
		"GEZDGNBV":                         "", // too short
		"GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ1": "", // no 1 in Base32
		"https://totp/?secret=" + key:      "",
		"":                                 "",
	} {
		a, ok := newAuthenticator(secret.New(text))
		if ok != (want != "") {
			t.Errorf("%q: %v", text, ok)
		} else if got := ""; ok {
			if got = a.code(time.Unix(59, 0)); got != want {
				t.Errorf("%q: %s, want %s", text, got, want)
			}
		}
	}
}

func FuzzAuthenticator(f *testing.F) {
	f.Add("otpauth://totp/x?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&digits=8&period=15&algorithm=SHA256")
	f.Add("gezd gnbv gy3t qojq")
	f.Fuzz(func(t *testing.T, text string) {
		a, ok := newAuthenticator(secret.New(text))
		if ok && len(a.code(time.Unix(59, 0))) != a.digits {
			t.Errorf("%q", text)
		}
	})
}
