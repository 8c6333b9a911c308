package provider

import (
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"hash"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/storekey/storekey/core/secret"
)

// authenticator computes one-time codes as authenticator apps do (RFC 6238).
type authenticator struct {
	key    []byte
	hash   func() hash.Hash
	digits int
	period int64 // seconds
}

// shortestKey is how many letters an authenticator's key has at least: fewer
// are a code that was mistyped.
const shortestKey = 16

// newAuthenticator reads what a store shows when the second factor is set up:
// the otpauth:// address behind the QR code, or the key alone, in Base32.
func newAuthenticator(text secret.Text) (authenticator, bool) {
	a := authenticator{hash: sha1.New, digits: 6, period: 30}
	key := strings.TrimSpace(text.Reveal())
	if strings.HasPrefix(strings.ToLower(key), "otpauth:") {
		u, err := url.Parse(key)
		if err != nil || !strings.EqualFold(u.Host, "totp") || !a.configure(u.Query()) {
			return a, false
		}
		key = u.Query().Get("secret")
	}
	var ok bool
	a.key, ok = base32Key(key)
	return a, ok
}

// configure reads the parameters of a key URI.
func (a *authenticator) configure(query url.Values) bool {
	switch strings.ToUpper(query.Get("algorithm")) {
	case "", "SHA1":
	case "SHA256":
		a.hash = sha256.New
	default:
		return false
	}
	digits := number(query.Get("digits"), 6)
	a.digits, a.period = int(digits), number(query.Get("period"), 30)
	return digits >= 6 && digits <= 8 && a.period > 0
}

func number(text string, otherwise int64) int64 {
	if text == "" {
		return otherwise
	}
	n, err := strconv.ParseInt(text, 10, 32)
	if err != nil {
		return -1
	}
	return n
}

// base32Key forgives what people do to keys: blanks, lower case, no padding.
func base32Key(text string) ([]byte, bool) {
	text = strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' || r == '=' {
			return -1
		}
		return r
	}, strings.ToUpper(text))
	if len(text) < shortestKey {
		return nil, false
	}
	key, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(text)
	return key, err == nil
}

// code is the one of a moment (RFC 6238 §4, RFC 4226 §5.3).
func (a authenticator) code(at time.Time) string {
	var counter [8]byte
	binary.BigEndian.PutUint64(counter[:], uint64(at.Unix()/a.period))
	mac := hmac.New(a.hash, a.key)
	mac.Write(counter[:])
	sum := mac.Sum(nil)
	offset := sum[len(sum)-1] & 15
	n, power := binary.BigEndian.Uint32(sum[offset:])&0x7fffffff, uint32(1)
	for range a.digits {
		power *= 10
	}
	text := strconv.FormatUint(uint64(n%power), 10)
	return strings.Repeat("0", a.digits-len(text)) + text
}
