package sandbox

import (
	"crypto/rand"
	"net/http"
	"strconv"
	"strings"
)

// integration is one as it stands in this store: once it was activated or
// reauthorized in the panel it has the token given then, and no other.
func (s *Store) integration(id int) *Account {
	if a := s.granted[id]; a != nil {
		return a
	}
	return byID("integration", id)
}

// integrationOf is whose an access token is, nil if it is nobody's (any more).
func (s *Store) integrationOf(token string) *Account {
	for _, one := range s.granted {
		if one.AccessToken == token {
			return one
		}
	}
	if a := byAccessToken(token); a != nil && s.granted[a.ID] == nil {
		return a
	}
	return nil
}

// grant gives an integration a new access token with its secret.
func (s *Store) grant(a *Account) *Account {
	granted := *a
	granted.AccessToken, granted.TokenSecret = oauthText(), oauthText()
	s.granted[a.ID] = &granted
	return &granted
}

// oauthText looks like Magento's: 32 characters, lower case and digits.
func oauthText() string { return strings.ToLower(rand.Text() + rand.Text())[:32] }

func (v *panelVisit) integrationGrid() {
	for _, a := range accountsOf("integration") {
		v.Integrations = append(v.Integrations, *v.s.integration(a.ID))
	}
	v.show("panel-integrations", "Integrations / Extensions / System", "adminhtml-integration-index page-layout-admin-1column")
}

// named is the integration that an address names; without one the grid is shown.
func (v *panelVisit) named() bool {
	if v.Integration = v.s.integration(v.number("id")); v.Integration == nil {
		v.goTo("integration/index")
		return false
	}
	return true
}

func (v *panelVisit) integrationEdit() {
	if !v.named() {
		return
	}
	v.tree(v.Integration.role)
	v.show("panel-integration", `Edit "`+v.Integration.Name+`" Integration / Extensions / System`,
		"adminhtml-integration-edit page-layout-admin-2columns-left")
}

// permissionsDialog is what the link Activate or Reauthorize opens.
func (v *panelVisit) permissionsDialog() {
	if v.named() {
		v.tree(v.Integration.role)
		show(v.w, http.StatusOK, "panel-permissions-dialog.html", v)
	}
}

// tokensDialog comes after Allow: it activates the integration and shows the
// four values. One that is active keeps its token unless it is reauthorized.
func (v *panelVisit) tokensDialog() {
	if !v.named() {
		return
	}
	if again, _ := strconv.ParseBool(v.address.parameters["reauthorize"]); again || !v.Integration.active() {
		v.Integration = v.s.grant(v.Integration)
	}
	show(v.w, http.StatusOK, "panel-tokens-dialog.html", v)
}

// DialogURLs are the addresses that the grid's script fills in.
func (v *panelVisit) DialogURLs() []string {
	var all []string
	for _, action := range []string{"permissionsDialog", "tokensDialog"} {
		all = append(all, v.URL("integration/"+action, "id", ":id", "reauthorize", ":isReauthorize"))
	}
	return all
}
