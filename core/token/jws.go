package token

import (
	"strconv"
	"strings"
	"time"

	"github.com/storekey/storekey/core/wire"
)

// parseParts reads a dotted token by the number of its parts.
func parseParts(parts []string, now time.Time) Token {
	switch {
	case len(parts) == 5:
		return parseJWE(parts, now)
	case len(parts) <= 3:
		return parseJWS(parts, now)
	}
	t := Token{Kind: wire.KindUnknown, Format: wire.FormatUnknown}
	t.say("parts_count", "count", strconv.Itoa(len(parts)))
	return t
}

// parseJWS reads a JWS in compact serialisation (RFC 7515 §3.1), or what is left
// of one.
func parseJWS(parts []string, now time.Time) Token {
	t := Token{Kind: wire.KindUnknown, Format: wire.FormatJWS}
	if len(parts) == 1 {
		return parseLonePart(t, parts[0], now)
	}
	header, payload := decodePart("header", parts[0]), decodePart("payload", parts[1])
	t.Findings = append(append(t.Findings, header.findings...), payload.findings...)
	head, headOK := header.object()
	claims, claimsOK := payload.object()
	t.Header, t.Claims = header.json(), payload.json()
	if isTwoFactorLink(head) {
		t.Format = wire.FormatUnknown
		t.say("tfa_link_token")
		return t
	}
	t.judgeParts(header, headOK, claimsOK)
	if headOK {
		t.readHeader(head)
	}
	if claimsOK {
		t.readClaims(head, claims, now)
	}
	t.judgeSignature(parts, head.text("alg"))
	return t
}

// parseLonePart reads the one part that was pasted.
func parseLonePart(t Token, text string, now time.Time) Token {
	p := decodePart("header", text)
	o, _ := p.object()
	t.Findings = p.findings
	if o.has("alg") {
		t.Header = p.json()
		t.say("only_header")
		t.readHeader(o)
		return t
	}
	t.Claims = p.json()
	t.say("only_payload")
	t.readClaims(object{}, o, now)
	return t
}

// judgeParts says which of the two readable parts cannot be read.
func (t *Token) judgeParts(header part, headOK, claimsOK bool) {
	switch {
	case !headOK && !claimsOK:
		t.say("token_broken")
	case !headOK:
		t.say("header_broken")
		t.compareHeader(header.text)
	case !claimsOK:
		t.say("payload_broken")
	}
}

// compareHeader finds out how many characters a broken header lacks of the one
// that Magento writes, where that is all that is wrong with it.
func (t *Token) compareHeader(header string) {
	for _, usual := range magentoHeaders {
		same := commonPrefix(header, usual)
		missing := len(usual) - len(header)
		if missing > 0 && missing < len(usual)/2 && header[same:] == usual[same+missing:] {
			t.say("header_characters_missing", "count", strconv.Itoa(missing), "after", strconv.Itoa(same))
			return
		}
	}
}

// magentoHeaders are {"kid":"1","alg":"HS…"} in base64url: the whole header that
// Magento 2.4.4 and later write (JwtUserToken\Model\Issuer).
var magentoHeaders = []string{
	"eyJraWQiOiIxIiwiYWxnIjoiSFMyNTYifQ",
	"eyJraWQiOiIxIiwiYWxnIjoiSFMzODQifQ",
	"eyJraWQiOiIxIiwiYWxnIjoiSFM1MTIifQ",
}

func commonPrefix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// readHeader judges the JOSE header (RFC 7515 §4).
func (t *Token) readHeader(head object) {
	t.sayTwice(head, "header")
	alg := head.text("alg")
	switch {
	case alg == "":
		t.say("alg_missing")
	case strings.EqualFold(alg, "none"):
		t.say("alg_none")
	case !isSignatureAlg(alg):
		t.say("alg_unknown", "alg", show(alg))
	}
}

// isSignatureAlg tells the algorithms of RFC 7518 §3.1 and RFC 8037 §3.1.
func isSignatureAlg(alg string) bool {
	switch alg {
	case "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512",
		"ES256", "ES384", "ES512", "EdDSA":
		return true
	}
	return false
}

func (t *Token) sayTwice(o object, part string) {
	for _, name := range o.twice {
		t.say("duplicate_name", "name", show(name), "part", part)
	}
}

// judgeSignature measures the signature. Only the store can verify it.
func (t *Token) judgeSignature(parts []string, alg string) {
	if len(parts) < 3 {
		t.say("signature_part_missing")
		return
	}
	signature := decodePart("signature", parts[2])
	t.Findings = append(t.Findings, signature.findings...)
	has, want := len(strings.TrimRight(parts[2], "=")), signatureLength(alg)
	params := []string{"has", strconv.Itoa(has), "want", strconv.Itoa(want), "alg", alg}
	switch {
	case has == 0 && !strings.EqualFold(alg, "none"):
		t.say("signature_empty")
	case want > 0 && has < want && has > 0:
		t.say("signature_short", params...)
	case want > 0 && has > want:
		t.say("signature_long", params...)
	}
}
