package sandbox

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Adobe IMS, as far as server-to-server tokens go. It is another host's in the
// world; here it stands at /_ims/token/v3. None of it was recorded: the token
// follows Magento_AdminAdobeIms, Model/TokenReader.php, the errors Adobe's
// documentation.

const imsLife = 86399 * time.Second

// imsToken answers the token endpoint.
func (s *Store) imsToken(w http.ResponseWriter, r *http.Request, rest string) {
	if strings.Trim(rest, "/") != "token/v3" {
		serverNotFound(w)
		return
	}
	sent := oauth2Values(r, "form")
	client := clients[1]
	refusal := ""
	switch {
	case r.Method != http.MethodPost:
		refusal = "invalid_request"
	case sent["grant_type"] != "client_credentials":
		refusal = "unsupported_grant_type"
	case sent["client_id"] != client.ID, sent["client_secret"] != client.Secret:
		refusal = "invalid_client"
	case sent["scope"] == "":
		refusal = "invalid_scope"
	}
	if refusal != "" {
		text := map[string]string{"invalid_client": "invalid client_secret parameter", "unsupported_grant_type": "Unsupported grant_type", "invalid_scope": "Invalid scope"}[refusal]
		reply(w, http.StatusBadRequest, map[string]string{"error": refusal, "error_description": text})
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	one := &serviceToken{owner: byID("admin", 1).owner(), client: client.ID, scope: sent["scope"], issued: s.now()}
	one.ends = one.issued.Add(imsLife)
	claims, _ := json.Marshal(map[string]any{"id": strconv.FormatInt(one.issued.UnixMilli(), 10) + "_sandbox", "type": "access_token", "client_id": client.ID,
		"as": "ims-na1", "scope": one.scope, "created_at": strconv.FormatInt(one.issued.UnixMilli(), 10),
		"expires_in": strconv.FormatInt(imsLife.Milliseconds(), 10)})
	text := s.lookSigned(`{"alg":"RS256","x5u":"ims_na1-key-at-1.cer","kid":"ims_na1-key-at-1","itt":"at"}`, string(claims))
	s.services.ims[text] = one
	reply(w, http.StatusOK, map[string]any{"access_token": text, "token_type": "bearer", "expires_in": int(imsLife / time.Second)})
}

// imsAccount is who an IMS token stands for, on REST and in the mode ims alone.
// One that has ended is not overlooked, as others are, but refused.
func (c *call) imsAccount() (*Account, *refusal) {
	one := c.s.services.ims[bearerToken(c.r)]
	switch {
	case one == nil || c.s.mode.Name != "ims" || !strings.Contains(c.r.URL.Path, "/rest/"):
		return nil, nil
	case !c.s.now().Before(one.ends):
		return nil, refuse(http.StatusUnauthorized, "Token has expired")
	}
	return one.owner.account(), nil
}
