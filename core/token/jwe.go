package token

import (
	"strings"
	"time"

	"github.com/storekey/storekey/core/wire"
)

// parseJWE reads a JWE in compact serialisation (RFC 7516 §3.1). Only its header
// is readable without the key.
func parseJWE(parts []string, now time.Time) Token {
	t := Token{Kind: wire.KindUnknown, Format: wire.FormatJWE}
	header := decodePart("header", parts[0])
	t.Findings = header.findings
	t.readProtected(header, now)
	// The encrypted key (part 2) is empty in direct mode; the others never are.
	if parts[2] == "" || parts[3] == "" || parts[4] == "" {
		t.say("jwe_part_missing")
	}
	return t
}

// isJWEObject tells the flattened JSON serialisation (RFC 7516 §7.2.2), which is
// what Magento 2.4.7 really issues when its algorithm is one of the A…KW.
func isJWEObject(v value) bool {
	names := 0
	v.each(func(name string, member value) {
		if member.isString() && (name == "ciphertext" || name == "protected") {
			names++
		}
	})
	return names >= 2
}

// parseJWEObject reads that form. Its text, as one line, is the bearer value.
func parseJWEObject(text string, now time.Time) Token {
	t := Token{Kind: wire.KindUnknown, Format: wire.FormatJWE}
	o, _ := readObject(text)
	header := decodePart("header", o.text("protected"))
	t.Findings = header.findings
	t.say("jwe_object")
	t.sayTwice(o, "token")
	t.readProtected(header, now)
	if o.text("iv") == "" || o.text("tag") == "" || o.text("ciphertext") == "" {
		t.say("jwe_part_missing")
	}
	return t
}

// readProtected reads the header: algorithms, and the times that Magento puts
// there beside them.
func (t *Token) readProtected(header part, now time.Time) {
	t.say("encrypted")
	head, ok := header.object()
	if !ok {
		t.say("header_broken_encrypted")
		return
	}
	t.Header = header.json()
	t.sayTwice(head, "header")
	t.IssuedAt, t.ExpiresAt = optionalTime(head, "iat"), optionalTime(head, "exp")
	t.judgeTimes(now)
	if alg := head.text("alg"); !isKeyAlg(alg) || head.text("enc") == "" {
		t.say("jwe_alg_unknown", "alg", show(alg))
	}
}

// isKeyAlg tells the key management algorithms of RFC 7518 §4.1.
func isKeyAlg(alg string) bool {
	return alg == "dir" || strings.HasPrefix(alg, "RSA") || strings.HasPrefix(alg, "ECDH-ES") ||
		strings.HasPrefix(alg, "PBES2-") || strings.HasPrefix(alg, "A") && strings.HasSuffix(alg, "KW")
}
