package sandbox

import (
	"net/http"
	"net/url"
	"strings"
)

// oauth1 answers for an OAuth 1.0a header (RFC 5849), as far as the sandbox
// verifies it: the names, the signature method and the consumer. Signatures are
// not verified here, so a known consumer stays a guest.
func (s *Store) oauth1(r *http.Request) (*Account, *refusal) {
	params := oauthParams(r.Header.Get("Authorization"))
	if params == nil {
		return nil, nil
	}
	if no := required(oauthRequired, func(name string) bool { return params[name] != "" }); no != nil {
		return nil, no
	}
	if method := params["oauth_signature_method"]; method != "HMAC-SHA256" {
		return nil, refuseWith(http.StatusBadRequest, "Signature method %1 is not supported", []any{method})
	}
	if len(params["oauth_consumer_key"]) != 32 {
		return nil, refuse(http.StatusUnauthorized, "Consumer key is not the correct length")
	}
	if byConsumerKey(params["oauth_consumer_key"]) == nil {
		return nil, refuse(http.StatusUnauthorized, "A consumer having the specified key does not exist")
	}
	return nil, nil
}

var oauthRequired = []string{"oauth_consumer_key", "oauth_signature", "oauth_signature_method", "oauth_nonce", "oauth_timestamp"}

// oauthParams reads the header, nil if it is none: the word is found anywhere
// in it, so that a Basic part may stand before; only oauth_* names count.
func oauthParams(header string) map[string]string {
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
