package sandbox

import (
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"time"
)

const (
	otpPeriod = 30 * time.Second
	otpLeeway = 29 * time.Second // twofactorauth/google/leeway (otp_window)
)

// totp is the code of RFC 6238 with the values that authenticator apps use:
// HMAC-SHA1, 30 seconds, 6 digits.
func totp(secret string, at time.Time) string {
	key, err := base32.StdEncoding.DecodeString(secret)
	if err != nil {
		return ""
	}
	mac := hmac.New(sha1.New, key)
	_ = binary.Write(mac, binary.BigEndian, uint64(at.Unix()/int64(otpPeriod/time.Second)))
	sum := mac.Sum(nil)
	offset := sum[len(sum)-1] & 15
	return fmt.Sprintf("%06d", binary.BigEndian.Uint32(sum[offset:])&0x7fffffff%1000000)
}

// otpFits accepts the code of now and of the leeway around it; the same code
// may be used twice.
func otpFits(secret, code string, now time.Time) bool {
	for _, at := range []time.Time{now.Add(-otpLeeway), now, now.Add(otpLeeway)} {
		if code != "" && code == totp(secret, at) {
			return true
		}
	}
	return false
}
