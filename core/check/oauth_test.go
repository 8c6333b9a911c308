package check

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/wire"
)

func fourOf(secrets ...string) token.Token {
	for len(secrets) < 4 {
		secrets = append(secrets, "")
	}
	f := token.Four{ConsumerKey: secret.New(secrets[0]), ConsumerSecret: secret.New(secrets[1]),
		AccessToken: secret.New(secrets[2]), AccessTokenSecret: secret.New(secrets[3])}
	return token.Parse(f.Text(), now)
}

var (
	anIntegration = []string{strings.Repeat("k", 31) + "1", strings.Repeat("s", 31) + "2", strings.Repeat("t", 31) + "3", strings.Repeat("u", 31) + "4"}
	badSignature  = reply{401, `{"message":"The signature is invalid. Verify and try again."}`, ""}
	noMethod      = reply{400, `{"message":"Signature method %1 is not supported","parameters":["HMAC-SHA256"]}`, ""}
)

// signer is a store that answers by what stands in the Authorization header.
type signer struct {
	answer func(authorization string) reply
	asked  []string
}

func (s *signer) Do(req *http.Request) (*http.Response, error) {
	header := req.Header.Get("Authorization")
	scheme, _, _ := strings.Cut(header, " ")
	s.asked = append(s.asked, scheme)
	r := s.answer(header)
	return &http.Response{StatusCode: r.status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(r.body))}, nil
}

func TestIntegration(t *testing.T) {
	by := func(oauth, bearer reply) func(string) reply {
		return func(header string) reply {
			switch {
			case strings.HasPrefix(header, "OAuth "):
				return oauth
			case strings.HasPrefix(header, "Bearer "+anIntegration[2]):
				return bearer
			}
			return noAdmin
		}
	}
	old := func(header string) reply {
		if strings.Contains(header, "HMAC-SHA256") {
			return noMethod
		}
		return by(list, list)(header)
	}
	tests := []struct {
		name     string
		answer   func(string) reply
		verdict  string
		findings string
		asked    string
	}{
		{"signed, bearer off", by(list, noAdmin), "valid", "bearer_off accepted_signed", " OAuth Bearer"},
		{"signed, bearer on", by(list, list), "valid", "accepted_signed bearer_allowed", " OAuth Bearer"},
		{"older than 2.4.4", old, "valid", "signature_sha1 accepted_signed bearer_allowed", " OAuth OAuth Bearer"},
		{"another environment", by(stranger, noAdmin), "invalid", "consumer_unknown", " OAuth"},
		{"a wrong secret", by(badSignature, noAdmin), "invalid", "signature_invalid", " OAuth"},
		{"the header is lost", by(noAdmin, noAdmin), "unknown", "header_lost", " OAuth"},
		{"open to everybody", func(string) reply { return list }, "unknown", "control_open", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := &signer{answer: test.answer}
			env := Env{Doer: s, Now: func() time.Time { return now }}
			got := Check(context.Background(), env, wire.Store{RestURL: "https://host/rest"}, fourOf(anIntegration...), nil)
			if got.Verdict != test.verdict || codes(got.Findings) != test.findings || strings.Join(s.asked, " ") != test.asked {
				t.Errorf("%s: %s; asked %q", got.Verdict, codes(got.Findings), s.asked)
			}
		})
	}
}

func TestIntegrationHalf(t *testing.T) {
	got := ask(&store{}, fourOf(anIntegration[0], anIntegration[1]))
	if got.Verdict != wire.VerdictUnknown || got.Reason != "four_incomplete_check" {
		t.Errorf("%s %s", got.Verdict, got.Reason)
	}
}

// What the store repeats of a credential is not passed on.
func TestIntegrationKeepsItsSecrets(t *testing.T) {
	echo := reply{401, `{"message":"The signature is invalid. Verify and try again. ` + anIntegration[3] + `"}`, ""}
	s := &signer{answer: func(header string) reply {
		if header == "" {
			return noAdmin
		}
		return echo
	}}
	got := Check(context.Background(), Env{Doer: s, Now: func() time.Time { return now }}, wire.Store{RestURL: "https://host/rest"}, fourOf(anIntegration...), nil)
	for _, f := range got.Findings {
		if strings.Contains(f.Message+f.Hint+f.Params["storeMessage"], anIntegration[3]) {
			t.Error("a secret is in the report")
		}
	}
}
