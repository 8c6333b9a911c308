package main

import (
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/storekey/storekey/core/api"
	"github.com/storekey/storekey/core/wire"
)

// whose picks one of the logins that are saved with a store.
type whose struct{ login string }

func (w *whose) register(cmd *cobra.Command) {
	cmd.Flags().StringVar(&w.login, "login", "", "whose saved token is used, where several are saved: user name, title, or the way to log in")
}

// fit wants a saved store where a login of it is named.
func (w *whose) fit(saved *wire.StoreEntry) error {
	if w.login != "" && saved == nil {
		return usagef("--login is for the name of a saved store in --store")
	}
	return nil
}

// among keeps the logins that are meant.
func (w *whose) among(e wire.StoreEntry) (wire.StoreEntry, error) {
	if w.login == "" {
		return e, nil
	}
	list := kept(e.Credentials, func(c wire.SavedCredential) bool {
		for _, name := range []string{c.Fields["username"].Value, c.Who, c.Title, c.Provider, c.Kind} {
			if strings.EqualFold(name, w.login) {
				return true
			}
		}
		return false
	})
	if len(list) == 0 {
		return e, &nameError{"saved_unknown", "no login of that name is saved with " + shownName(e), "storekey stores show " + shownName(e) + " lists them."}
	}
	e.Credentials = list
	return e, nil
}

// savedToken opens the token that is saved with a store, nil if there is none to
// use. There are other ways to a token, and requests without one, so it is only
// said why none was used.
func (a *app) savedToken(p *passphrase, e wire.StoreEntry) (*wire.CredentialRef, *wire.Credential, error) {
	c := usable(e.Credentials)
	if c == nil {
		if len(e.Credentials) > 0 {
			a.tell("note", "No token was used: none that still lives is saved with the store.")
		}
		return nil, nil, nil
	}
	var held wire.Credential
	err := p.open(a, false)
	if err == nil {
		err = a.call(a.handler(), http.MethodPost, "/v1/stores/"+e.ID+"/credentials/"+c.ID+"/use", nil, &held)
	}
	if why := excused(err); why != "" {
		a.tell("note", "No saved token was used: "+why)
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	a.tell("note", "With the saved token of "+usedLogin(*c)+".")
	return &wire.CredentialRef{Ref: held.Ref}, &held, nil
}

// usable picks the saved token to use: one that lives before one whose end is
// not known; the one used last.
func usable(list []wire.SavedCredential) *wire.SavedCredential {
	for _, states := range [][]string{{wire.SavedLive}, {wire.SavedSealed, wire.SavedUnknown}} {
		for i := range list {
			for _, state := range states {
				if list[i].HasToken && list[i].State == state {
					return &list[i]
				}
			}
		}
	}
	return nil
}

// excused says why the saved secrets stay closed, "" for any other error.
func excused(err error) string {
	var usage *usageError
	var refused *api.Error
	switch {
	case errors.As(err, &usage) && usage.missing:
		return usage.message
	case errors.As(err, &refused) && refused.Detail.Code != "cancelled":
		return refused.Detail.Message
	}
	return ""
}

func usedLogin(c wire.SavedCredential) string {
	text := first(c.Who, c.Title, kindName(c.Kind))
	if expires := moment(c.ExpiresAt, time.Now()); expires != "" {
		text += ", expires " + expires
	}
	return text
}
