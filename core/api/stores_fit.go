package api

import (
	"strings"

	"github.com/storekey/storekey/core/provider"
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/vault"
)

// maxField is the longest value of a field that is no secret, in bytes.
const maxField = 1000

// fit refuses what could not be kept before a passphrase is asked for it.
func (f *savedForm) fit() error {
	if f == nil {
		return nil
	}
	if err := vault.CheckTitle(strings.TrimSpace(f.Title)); err != nil {
		return err
	}
	p, _ := provider.Get(f.Provider)
	for _, field := range p.Fields {
		value := f.Fields[field.Name]
		switch {
		case value == nil || field.Step > 1:
		case field.Secret:
			if err := vault.CheckSecret(field.Name, secret.New(*value)); err != nil {
				return err
			}
		case len(*value) > maxField:
			return &vault.Error{Code: "value_refused", Params: []string{"field", field.Name, "allowed", "≤ 1000"}}
		}
	}
	return vault.CheckSecret("token", secret.New(f.Token))
}
