package api

import (
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/vault"
	"github.com/storekey/storekey/core/wire"
)

// savedFour is the text of an integration whose values are saved one by one,
// empty where one is missing.
func (h *handler) savedFour(r *vault.Record, s *vault.Sealer, c *wire.SavedCredential, at place) (secret.Text, error) {
	f := token.Four{ConsumerKey: secret.New(c.Fields["consumerKey"].Value)}
	for name, to := range map[string]*secret.Text{
		"consumerSecret": &f.ConsumerSecret, "accessToken": &f.AccessToken, "accessTokenSecret": &f.AccessTokenSecret,
	} {
		text, err := r.Take(s, target(r, at), c.ID, name)
		if err != nil {
			return secret.Text{}, err
		}
		*to = text
	}
	if !f.Complete() {
		return secret.Text{}, nil
	}
	return f.Text(), nil
}
