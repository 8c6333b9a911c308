package sandbox

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"
)

const wrongOwner = "The user credentials were incorrect."

func (v *serviceVisit) password(w http.ResponseWriter) *serviceToken {
	for _, name := range []string{"username", "password"} {
		if v.sent[name] == "" {
			v.missing(w, name)
			return nil
		}
	}
	if v.s.options.Arrived != nil {
		v.s.options.Arrived("oauth2", v.sent["username"], v.sent["password"])
	}
	account := byName("customer", v.sent["username"])
	if account == nil {
		account = byName("admin", v.sent["username"])
	}
	if account != nil && account.Password == v.sent["password"] {
		return &serviceToken{owner: account.owner(), user: account.Name, scope: v.sent["scope"]}
	}
	switch v.mode.Generation {
	case "lold", "l74":
		v.refuse(w, http.StatusUnauthorized, "invalid_credentials", wrongOwner, "")
	case "l8_long":
		v.refuse(w, http.StatusBadRequest, "invalid_grant", "The provided authorization grant (e.g., authorization code, resource owner credentials) or refresh token "+
			"is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.", "")
	default:
		v.refuse(w, http.StatusBadRequest, "invalid_grant", wrongOwner, "")
	}
	return nil
}

func (v *serviceVisit) clientAlone(http.ResponseWriter) *serviceToken {
	return &serviceToken{owner: byID("admin", 1).owner(), scope: v.sent["scope"]}
}

// refreshed takes a refresh token once, and ends the access token that came with
// it.
func (v *serviceVisit) refreshed(w http.ResponseWriter) *serviceToken {
	text := v.sent["refresh_token"]
	old := v.s.services.refresh[text]
	hint := ""
	switch {
	case text == "":
		v.missing(w, "refresh_token")
		return nil
	case v.s.services.used[text]:
		hint = "Token has been revoked"
	case old == nil:
		hint = "Cannot decrypt the refresh token"
	case v.s.now().After(old.issued.Add(refreshLife)):
		hint = "Token has expired"
	default:
		v.s.services.end(old)
		return &serviceToken{owner: old.owner, user: old.user, scope: old.scope}
	}
	if v.mode.Generation == "" || v.mode.Generation == "l9" {
		v.refuse(w, http.StatusBadRequest, "invalid_grant", "The refresh token is invalid.", hint)
	} else {
		v.refuse(w, http.StatusUnauthorized, "invalid_request", "The refresh token is invalid.", hint)
	}
	return nil
}

// end revokes both tokens of a grant.
func (s *serviceState) end(one *serviceToken) {
	for text, other := range s.access {
		if other == one {
			delete(s.access, text)
		}
	}
	delete(s.refresh, one.refresh)
	s.used[one.refresh] = true
}

// issue makes the tokens and the answer that has them.
func (v *serviceVisit) issue(one *serviceToken) map[string]any {
	one.client, one.issued = v.id, v.s.now()
	one.ends = one.issued.Add(serviceLife)
	access := v.s.passportToken(one)
	v.s.services.access[access] = one
	body := map[string]any{"token_type": "Bearer", "expires_in": int(serviceLife / time.Second), "access_token": access}
	if v.mode.ExpiresText {
		body["expires_in"] = fmt.Sprint(body["expires_in"])
	}
	if !v.mode.NoRefresh && v.sent["grant_type"] != "client_credentials" {
		one.refresh = "def50200" + strings.ToLower(rand.Text()+rand.Text()+rand.Text())
		v.s.services.refresh[one.refresh] = one
		body["refresh_token"] = one.refresh
	}
	return body
}

// passportToken looks like Passport's: RS256 by its header. What signs it is not
// RSA, which nobody but the service itself could tell.
func (s *Store) passportToken(one *serviceToken) string {
	scopes := []string{}
	if one.scope != "" {
		scopes = strings.Fields(one.scope)
	}
	claims, _ := json.Marshal(map[string]any{"aud": one.client, "jti": strings.ToLower(rand.Text()), "iat": one.issued.Unix(), "nbf": one.issued.Unix(),
		"exp": one.ends.Unix(), "sub": fmt.Sprint(one.owner.id), "scopes": scopes})
	return s.lookSigned(`{"typ":"JWT","alg":"RS256"}`, string(claims))
}

// lookSigned gives a token a signature of the length of RSA's.
func (s *Store) lookSigned(header, claims string) string {
	text := raw64.EncodeToString([]byte(header)) + "." + raw64.EncodeToString([]byte(claims))
	var signature []byte
	for i := range 8 {
		signature = append(signature, s.sign(text+string(rune('0'+i)))...)
	}
	return text + "." + raw64.EncodeToString(signature)
}

// refuse writes an error as its generation does (league's OAuthServerException).
func (v *serviceVisit) refuse(w http.ResponseWriter, status int, code, text, hint string) {
	body := map[string]string{"error": code}
	switch v.mode.Generation {
	case "lold":
		body["message"] = text
	case "l74", "l8", "l8_long":
		body["error_description"], body["message"] = text, text
	default:
		body["error_description"] = text
	}
	if hint != "" {
		body["hint"] = hint
	}
	reply(w, status, body)
}

// introspect is RFC 7662's; Passport has none.
func (v *serviceVisit) introspect() map[string]any {
	one := v.s.services.live(v.sent["token"], v.s.now())
	if one == nil {
		return map[string]any{"active": false}
	}
	body := map[string]any{"active": true, "scope": one.scope, "client_id": one.client, "token_type": "Bearer",
		"exp": one.ends.Unix(), "iat": one.issued.Unix(), "sub": fmt.Sprint(one.owner.id)}
	if one.user != "" {
		body["username"] = one.user
	}
	return body
}

// live finds an access token that has not ended.
func (s *serviceState) live(text string, now time.Time) *serviceToken {
	if one := s.access[text]; one != nil && now.Before(one.ends) {
		return one
	}
	return nil
}

// revoke is RFC 7009's: a refresh token takes the access token along, and what is
// unknown is revoked already.
func (v *serviceVisit) revoke() {
	if one := v.s.services.refresh[v.sent["token"]]; one != nil {
		v.s.services.end(one)
	}
	delete(v.s.services.access, v.sent["token"])
}
