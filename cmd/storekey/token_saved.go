package main

import (
	"fmt"
	"strings"

	"github.com/storekey/storekey/core/wire"
)

// savedLogin finds the login to use of a saved store: of this way to log in and,
// if one is named, of that user; the one used last.
func (t *tokenCommand) savedLogin(a *app) (*wire.SavedCredential, error) {
	entry := t.reach.saved
	if entry == nil {
		return nil, nil
	}
	user, err := t.given(a, "username")
	if err != nil {
		return nil, err
	}
	for i := range entry.Credentials {
		c := &entry.Credentials[i]
		if c.Provider == t.card.ID && (user == "" || strings.EqualFold(user, c.Fields["username"].Value)) {
			return c, nil
		}
	}
	a.tellOthers(t.card, *entry, user)
	return nil, nil
}

// tellOthers says that another login is saved than the one that is wanted.
func (a *app) tellOthers(card wire.Card, e wire.StoreEntry, user string) {
	if len(e.Credentials) == 0 {
		return
	}
	var saved []string
	for _, c := range e.Credentials {
		saved = append(saved, strings.TrimSpace(c.Provider+" "+first(c.Who, c.Title)))
	}
	wanted := card.ID
	if user != "" {
		wanted += " " + user
	}
	a.tell("note", fmt.Sprintf("%s has no saved login %s, but: %s.", shownName(e), wanted, strings.Join(saved, ", ")))
}

func first(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}

// given is the value of a field that came without asking.
func (t *tokenCommand) given(a *app, name string) (string, error) {
	for i, field := range t.card.Fields {
		if field.Name == name {
			text, err := t.values[i].read(a)
			return text.Reveal(), err
		}
	}
	return "", nil
}

// savedFields are the values that a saved login lacks or that are given in their
// place.
func (t *tokenCommand) savedFields(a *app, c *wire.SavedCredential) (map[string]string, error) {
	fields := map[string]string{}
	for i, field := range t.card.Fields {
		saved := c.Fields[field.Name]
		read := t.values[i].read
		if saved.Value == "" && !saved.Sealed && needs(t.card, field, withSaved(c, fields)) {
			read = t.values[i].readOrAsk
		}
		text, err := read(a)
		if err != nil {
			return nil, err
		}
		if !text.Empty() {
			fields[field.Name] = text.Reveal()
		}
	}
	return fields, nil
}

// withSaved adds the saved values to those that are given.
func withSaved(c *wire.SavedCredential, given map[string]string) map[string]string {
	all := map[string]string{}
	for name, field := range c.Fields {
		all[name] = field.Value
	}
	for name, value := range given {
		all[name] = value
	}
	return all
}

// renew gets a token with a saved login.
func (t *tokenCommand) renew(a *app, call storeCall, c *wire.SavedCredential) (wire.Credential, error) {
	fields, err := t.savedFields(a, c)
	if err != nil {
		return wire.Credential{}, err
	}
	if t.needsVault(c, fields) {
		if err := t.reach.passphrase.open(a, false); err != nil {
			return wire.Credential{}, err
		}
	}
	path := "/v1/stores/" + t.reach.saved.ID + "/credentials/" + c.ID + "/renew"
	return t.obtain(a, path, call, fields)
}

// needsVault reports whether something sealed goes into the login: a field that
// was not given, or what the token of a service is refreshed by.
func (t *tokenCommand) needsVault(c *wire.SavedCredential, given map[string]string) bool {
	for _, field := range t.card.Fields {
		saved := c.Fields[field.Name].Value
		if value := given[field.Name]; !field.Secret && value != "" && saved != "" && value != saved {
			return false // another user's: nothing that is sealed goes in
		}
	}
	for _, field := range t.card.Fields {
		if c.Fields[field.Name].Sealed && given[field.Name] == "" {
			return true
		}
	}
	return t.card.Elsewhere && c.HasToken && len(given) == 0
}

// sign gets a token, with a saved login if there is one.
func (t *tokenCommand) sign(a *app, call storeCall) (wire.Credential, error) {
	c, err := t.savedLogin(a)
	if err != nil {
		return wire.Credential{}, err
	}
	if c != nil {
		return t.renew(a, call, c)
	}
	fields, err := t.fields(a)
	if err != nil {
		return wire.Credential{}, err
	}
	return t.obtain(a, "/v1/token/"+t.card.ID, call, fields)
}
