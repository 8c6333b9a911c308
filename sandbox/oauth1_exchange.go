package sandbox

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// consumerLife is how long after the activation a consumer may exchange tokens:
// oauth/consumer/expiration_period.
const consumerLife = 300 * time.Second

// exchange is the way of an activated integration to its access token. None of
// it was recorded: it follows Integration\Model\Oauth\Token\Provider.
type exchange struct {
	verifier  string
	request   string // the request token, once asked for
	secret    string
	activated time.Time
	done      bool // the access token was given
}

// Activation is what Magento posts to the callback URL of an integration when
// an admin activates it.
type Activation struct {
	ConsumerKey    string `json:"oauth_consumer_key"`
	ConsumerSecret string `json:"oauth_consumer_secret"`
	BaseURL        string `json:"store_base_url"`
	Verifier       string `json:"oauth_verifier"`
}

// Activate activates the integration that was made in the panel, and begins its
// exchange anew.
func (s *Store) Activate(r *http.Request) Activation {
	s.mu.Lock()
	defer s.mu.Unlock()
	made, verifier := byName("integration", "Made in the panel"), oauthText()
	s.oauth.exchanges[made.ID] = &exchange{verifier: verifier, activated: s.now()}
	return Activation{made.ConsumerKey, made.ConsumerSecret, s.baseURL(r), verifier}
}

// oauthToken answers /oauth/token/request and /oauth/token/access. Errors are
// form-encoded, too.
func (s *Store) oauthToken(w http.ResponseWriter, r *http.Request, leg string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	legs := map[string]func(*http.Request, map[string]string) (url.Values, *refusal){
		"token/request": s.requestToken, "token/access": s.accessToken,
	}
	grant := legs[strings.Trim(leg, "/")]
	if grant == nil {
		serverNotFound(w)
		return
	}
	params := oauthParams(r)
	if params == nil {
		params = map[string]string{}
	}
	values, no := grant(r, params)
	status := http.StatusOK
	if no != nil {
		values, status = url.Values{"oauth_problem": {filled(no)}}, no.status
	}
	w.Header().Set("Content-Type", "text/html; charset=UTF-8")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(values.Encode()))
}

// filled is a message with its placeholders filled in.
func filled(no *refusal) string {
	text := no.message
	if list, ok := no.parameters.([]any); ok {
		for i, value := range list {
			text = strings.ReplaceAll(text, "%"+strconv.Itoa(i+1), scalar(value))
		}
	}
	if fields, ok := no.parameters.(object); ok {
		for _, one := range fields {
			text = strings.ReplaceAll(text, "%"+one.name, scalar(one.value))
		}
	}
	return text
}

// requestToken is the first leg: signed with the consumer's secret alone.
func (s *Store) requestToken(r *http.Request, params map[string]string) (url.Values, *refusal) {
	consumer, no := s.consumer(params)
	if no != nil {
		return nil, no
	}
	one := s.oauth.exchanges[consumer.ID]
	switch {
	case one != nil && s.now().Sub(one.activated) > consumerLife:
		return nil, unauthorized("Consumer key has expired")
	case !s.signed(r, params, consumer.ConsumerSecret, ""):
		return nil, unauthorized("The signature is invalid. Verify and try again.")
	case one == nil && consumer.AccessToken == "":
		return nil, refuseWith(http.StatusUnauthorized, "A token with consumer ID %1 does not exist", []any{strconv.Itoa(consumer.ID)})
	case one == nil || one.request != "":
		return nil, unauthorized("Cannot create request token because consumer token is not a verifier token")
	}
	one.request, one.secret = oauthText(), oauthText()
	return url.Values{"oauth_token": {one.request}, "oauth_token_secret": {one.secret}}, nil
}

// accessToken is the second leg: signed with the request token's secret, too,
// and with the verifier of the activation.
func (s *Store) accessToken(r *http.Request, params map[string]string) (url.Values, *refusal) {
	consumer, no := s.consumer(params, "oauth_token", "oauth_verifier")
	if no != nil {
		return nil, no
	}
	one := s.oauth.exchanges[consumer.ID]
	switch {
	case one == nil || !s.isExchanged(params["oauth_token"]):
		return nil, unauthorized("Specified token does not exist")
	case one.request != params["oauth_token"]:
		return nil, unauthorized("Request token is not associated with the specified consumer")
	case one.done:
		return nil, unauthorized("Token is already being used")
	case len(params["oauth_verifier"]) != 32:
		return nil, unauthorized("Verifier is not the correct length")
	case params["oauth_verifier"] != one.verifier:
		return nil, unauthorized("Token verifier and verifier token do not match")
	case !s.signed(r, params, consumer.ConsumerSecret, one.secret):
		return nil, unauthorized("The signature is invalid. Verify and try again.")
	}
	one.done = true
	granted := s.grant(consumer)
	return url.Values{"oauth_token": {granted.AccessToken}, "oauth_token_secret": {granted.TokenSecret}}, nil
}

// isExchanged tells a request token.
func (s *Store) isExchanged(token string) bool {
	for _, one := range s.oauth.exchanges {
		if token != "" && one.request == token {
			return true
		}
	}
	return false
}
