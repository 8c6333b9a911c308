package sandbox

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"slices"
)

// secondState is what the second factors remember between requests.
type secondState struct {
	sent       []string // ways in which Authy was asked to send something
	oneTouch   string   // pending, approved or denied; "" before it is asked
	challenges map[int][]byte
}

// Second is what answers the second factors of admin beside google's: see OTP.
type Second struct {
	Factors  []string `json:"factors"`
	Authy    string   `json:"authyCode"`
	Sent     []string `json:"sent"`
	OneTouch string   `json:"oneTouch"`
	Duo      string   `json:"duoPasscode"`
	Key      Key      `json:"key"`
}

// Key is the security key that admin has registered, for a virtual
// authenticator: the credential's id and the private key as PKCS #8, in Base64.
type Key struct {
	CredentialID string `json:"credentialId"`
	PrivateKey   string `json:"privateKey"`
}

func (s *Store) secondFactors() Second {
	s.mu.Lock()
	defer s.mu.Unlock()
	return Second{
		Factors: s.factors(), Authy: authyCode, Sent: slices.Clone(s.second.sent), OneTouch: s.second.oneTouch, Duo: duoPasscode,
		Key: Key{base64.StdEncoding.EncodeToString(keyID), base64.StdEncoding.EncodeToString(keyPKCS8)},
	}
}

// answerOneTouch is the tap in Authy's app.
func (s *Store) answerOneTouch(r *http.Request) (any, string) {
	var tap struct {
		OneTouch string `json:"oneTouch"`
	}
	if err := json.NewDecoder(http.MaxBytesReader(nil, r.Body, 1<<10)).Decode(&tap); err != nil {
		return nil, err.Error()
	}
	s.mu.Lock()
	s.second.oneTouch = tap.OneTouch
	s.mu.Unlock()
	return s.secondFactors(), ""
}
