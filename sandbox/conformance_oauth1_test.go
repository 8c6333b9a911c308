package sandbox_test

import (
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"net/url"
	"regexp"
	"strings"

	"github.com/storekey/storekey/sandbox"
)

// A recorded signature is good for the recorded values alone. The base string
// that was signed is in the recording: with the sandbox's own values in the
// place of the recorded ones, it is signed again by their secrets. So a
// signature that was made of something wrong still is.

var oauthParam = regexp.MustCompile(`(oauth_\w+)="([^"]*)"`)

// resigned is a recorded OAuth header with the sandbox's own values.
func (s *stage) resigned(header, note string) string {
	params := map[string]string{}
	for _, one := range oauthParam.FindAllStringSubmatch(header, -1) {
		params[one[1]] = one[2]
	}
	base, found := strings.CutPrefix(note, "signature base string: ")
	if !found {
		s.Errorf("the recording does not tell what was signed")
	}
	for _, name := range []string{"oauth_consumer_key", "oauth_token"} {
		own := s.own(params[name])
		base = strings.Replace(base, name+"%3D"+params[name], name+"%3D"+own, 1)
		header = strings.Replace(header, params[name], own, 1)
	}
	if nothing := "eHh4eHh4"; strings.HasPrefix(params["oauth_signature"], nothing) {
		return header // no signature of anything
	}
	signature := signBase(params["oauth_signature_method"], integrationOf(s.own(params["oauth_consumer_key"])), base)
	return strings.Replace(header, params["oauth_signature"], url.QueryEscape(signature), 1)
}

func signBase(method string, with sandbox.Account, base string) string {
	hash := sha256.New
	if method == "HMAC-SHA1" {
		hash = sha1.New
	}
	mac := hmac.New(hash, []byte(with.ConsumerSecret+"&"+with.TokenSecret))
	mac.Write([]byte(base))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// integrationOf is the one with that consumer key; unknown keys sign as the first.
func integrationOf(key string) (found sandbox.Account) {
	found = account("Seed integration")
	for _, one := range sandbox.Accounts() {
		if one.ConsumerKey == key {
			found = one
		}
	}
	return found
}
