package sandbox

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// lifetime of admin and customer tokens alike: webapi/jwtauth/*_expiration,
// 60 minutes by default.
const lifetime = 3600 * time.Second

var raw64 = base64.RawURLEncoding

// issue signs a token for an account as Magento_JwtUserToken does: kid before
// alg, no typ, four claims.
func (s *Store) issue(a *Account) string { return s.issueAt(a, s.now()) }

func (s *Store) issueAt(a *Account, at time.Time) string {
	iat := at.Unix()
	claims := fmt.Sprintf(`{"uid":%d,"utypid":%d,"iat":%d,"exp":%d}`, a.ID, a.userType(), iat, iat+int64(lifetime/time.Second))
	signed := raw64.EncodeToString([]byte(`{"kid":"1","alg":"HS256"}`)) + "." + raw64.EncodeToString([]byte(claims))
	return signed + "." + raw64.EncodeToString(s.sign(signed))
}

func (s *Store) sign(text string) []byte {
	mac := hmac.New(sha256.New, s.options.Key)
	mac.Write([]byte(text))
	return mac.Sum(nil)
}

type claims struct {
	UID    int   `json:"uid"`
	UTypID int   `json:"utypid"`
	IAT    int64 `json:"iat"`
	EXP    int64 `json:"exp"`
}

// bearer is the account a bearer token stands for, or nil: a bad, expired,
// revoked or unknown token is not refused but overlooked.
func (s *Store) bearer(token string) *Account {
	if a := s.integrationOf(token); a != nil {
		if s.mode.BearerToken {
			return a
		}
		return nil
	}
	if one := s.services.live(token, s.now()); one != nil {
		return one.owner.account()
	}
	c, ok := s.verify(token)
	if !ok || c.EXP <= s.now().Unix() {
		return nil
	}
	who := owner{c.UTypID, c.UID}
	if at, ok := s.revoked[who]; ok && c.IAT <= at {
		return nil
	}
	return who.account()
}

func (s *Store) verify(token string) (c claims, ok bool) {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return c, false
	}
	signature, err := raw64.DecodeString(parts[2])
	if err != nil || !hmac.Equal(signature, s.sign(parts[0]+"."+parts[1])) {
		return c, false
	}
	body, err := raw64.DecodeString(parts[1])
	return c, err == nil && json.Unmarshal(body, &c) == nil
}
