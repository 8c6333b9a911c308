package token

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"fmt"
	"hash"
	"strings"
	"time"
)

// now is the clock of every test.
var now = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

const (
	iat = 1795434000 // 2026-11-23 11:40 UTC
	exp = iat + 3600
)

// sign makes a JWS of a header and a payload with a key made up for the tests.
func sign(header, payload string) string {
	input := encode(header) + "." + encode(payload)
	h := hmac.New(hashOf(header), []byte("a key made up for the tests"))
	h.Write([]byte(input))
	return input + "." + base64.RawURLEncoding.EncodeToString(h.Sum(nil))
}

func hashOf(header string) func() hash.Hash {
	switch {
	case strings.Contains(header, "HS384"):
		return sha512.New384
	case strings.Contains(header, "HS512"):
		return sha512.New
	}
	return sha256.New
}

func encode(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) }

// magento makes a token as Magento issues it.
func magento(alg string, uid, utypid int, iat, exp int64) string {
	return sign(`{"kid":"1","alg":"`+alg+`"}`,
		fmt.Sprintf(`{"uid":%d,"utypid":%d,"iat":%d,"exp":%d}`, uid, utypid, iat, exp))
}

// claims makes a token with Magento's header and the payload given.
func claims(payload string) string { return sign(`{"kid":"1","alg":"HS256"}`, payload) }

var (
	admin    = magento("HS256", 1, 2, iat, exp)
	customer = magento("HS256", 7, 3, iat, exp)
	expired  = magento("HS256", 27, 2, iat-7200, exp-7200)

	// In Magento's older form; the second could be an MD5 sum.
	opaque    = "m4d3up0000000000000000token00abc"
	opaqueHex = "0123456789abcdef0123456789abcdef"

	jweHeader  = `{"alg":"A128KW","enc":"A128GCM","iat":1795434000,"exp":1795437600}`
	jweCompact = encode(jweHeader) + "." + encode("a wrapped key of 24 byte") + "." + encode("twelve bytes") + "." + encode("ciphertext") + "." + encode("sixteen byte tag")
	jweObject  = `{"ciphertext":"` + encode("ciphertext") + `","iv":"` + encode("twelve bytes") + `","tag":"` + encode("sixteen byte tag") +
		`","protected":"` + encode(jweHeader) + `","encrypted_key":"` + encode("a wrapped key of 24 byte") + `"}`

	passport = sign(`{"typ":"JWT","alg":"HS256"}`, `{"aud":"1","jti":"x","iat":1795434000,"nbf":1795434000,"exp":1826970000,"sub":"5","scopes":["*"]}`)
	ims      = sign(`{"alg":"RS256","x5u":"ims.cer","kid":"ims","itt":"at"}`, `{"id":"x","type":"access_token","created_at":"1795434000000","expires_in":"86400000"}`)

	oauth1 = `OAuth oauth_consumer_key="m4d3upkey00000000000000000000001", oauth_nonce="n0", oauth_signature_method="HMAC-SHA256", oauth_timestamp="1795434000", oauth_version="1.0", oauth_token="m4d3uptoken000000000000000000001", oauth_signature="bWFkZSB1cA%3D%3D"`
)

// parts takes a token apart.
func parts(token string) (header, payload, signature string) {
	p := strings.Split(token, ".")
	return p[0], p[1], p[2]
}

// wrap breaks a text into lines.
func wrap(text string, width int, end string) string {
	var b strings.Builder
	for len(text) > width {
		b.WriteString(text[:width] + end)
		text = text[width:]
	}
	return b.String() + text
}

// quote makes a JSON string.
func quote(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(text) + `"`
}
