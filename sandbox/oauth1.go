package sandbox

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// oauthAhead is how far a timestamp may be in the future; into the past there is
// no limit (Integration\Model\Oauth\Nonce\Generator).
const oauthAhead = 600 * time.Second

// oauthState is what the store remembers of signed requests and of exchanges.
type oauthState struct {
	nonces    map[string]bool   // by consumer and nonce
	exchanges map[int]*exchange // by consumer, while an integration is activated
}

func newOAuthState() oauthState {
	return oauthState{nonces: map[string]bool{}, exchanges: map[int]*exchange{}}
}

// oauth1 answers for an OAuth 1.0a header (RFC 5849): whose it is, or why it is
// refused, in the order of Framework\Oauth\Oauth.
func (s *Store) oauth1(r *http.Request) (*Account, *refusal) {
	params := oauthParams(r)
	if params == nil {
		return nil, nil
	}
	consumer, no := s.consumer(params, "oauth_token")
	if no != nil {
		return nil, no
	}
	token := params["oauth_token"]
	owner := s.integrationOf(token)
	switch {
	case owner == nil && s.isExchanged(token):
		return nil, unauthorized("Token is not an access token")
	case owner == nil:
		return nil, unauthorized("Specified token does not exist")
	case owner.ID != consumer.ID:
		return nil, unauthorized("Token is not associated with the specified consumer")
	case !s.signed(r, params, consumer.ConsumerSecret, owner.TokenSecret):
		return nil, unauthorized("The signature is invalid. Verify and try again.")
	}
	return owner, nil
}

func unauthorized(message string) *refusal { return refuse(http.StatusUnauthorized, message) }

// consumer checks all that comes before the token: which parameters are there,
// their forms, the consumer and the nonce. A nonce is used up even if the
// signature then proves wrong.
func (s *Store) consumer(params map[string]string, more ...string) (*Account, *refusal) {
	if version, ok := params["oauth_version"]; ok && version != "1.0" {
		return nil, refuseWith(http.StatusBadRequest, `The "%1" Oauth version isn't supported.`, []any{version})
	}
	if no := required(append(oauthRequired[:len(oauthRequired):len(oauthRequired)], more...), func(name string) bool {
		_, there := params[name]
		return there
	}); no != nil {
		return nil, no
	}
	if token, ok := params["oauth_token"]; ok && len(token) != 32 {
		return nil, refuse(http.StatusBadRequest, "The token length is invalid. Check the length and try again.")
	}
	if method := params["oauth_signature_method"]; s.hashOf(method) == nil {
		return nil, refuseWith(http.StatusBadRequest, "Signature method %1 is not supported", []any{method})
	}
	if len(params["oauth_consumer_key"]) != 32 {
		return nil, unauthorized("Consumer key is not the correct length")
	}
	consumer := byConsumerKey(params["oauth_consumer_key"])
	if consumer == nil {
		return nil, unauthorized("A consumer having the specified key does not exist")
	}
	return consumer, s.spendNonce(consumer, params)
}

var oauthRequired = []string{"oauth_consumer_key", "oauth_signature", "oauth_signature_method", "oauth_nonce", "oauth_timestamp"}

func (s *Store) spendNonce(consumer *Account, params map[string]string) *refusal {
	seconds, err := strconv.ParseInt(params["oauth_timestamp"], 10, 64)
	if err != nil || seconds <= 0 || seconds > s.now().Add(oauthAhead).Unix() {
		return unauthorized("An error occurred validating the nonce")
	}
	id := strconv.Itoa(consumer.ID)
	if used := id + " " + params["oauth_nonce"]; !s.oauth.nonces[used] {
		s.oauth.nonces[used] = true
		return nil
	}
	return refuseWith(http.StatusUnauthorized, "The nonce is already being used by the consumer with ID %1", []any{id})
}

// oauthParams reads the header, nil if it is none: the word is found anywhere
// in it, so that a Basic part may stand before; only oauth_* names count
// (Framework\Oauth\Helper\Request).
func oauthParams(r *http.Request) map[string]string {
	header := r.Header.Get("Authorization")
	at := strings.Index(strings.ToLower(header), "oauth ")
	if at < 0 {
		return nil
	}
	params := map[string]string{}
	for _, part := range strings.Split(header[at+len("oauth "):], ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		if text, err := url.PathUnescape(strings.Trim(value, `"`)); err == nil && strings.HasPrefix(name, "oauth_") {
			params[name] = text
		}
	}
	return params
}
