package main

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/storekey/storekey/core/wire"
)

// anyToken is the command token without a way to log in: the saved store knows.
type anyToken struct {
	reach  reach
	values []*value
	anew   bool
	insist bool
	plain  bool
}

func (t *anyToken) register(a *app, cmd *cobra.Command, cards []wire.Card) {
	t.reach.register(a, cmd)
	for _, card := range cards {
		for _, field := range card.Fields {
			name := kebab(field.Name)
			if cmd.Flags().Lookup(name) != nil {
				continue
			}
			v := &value{name: name, label: field.Label, hint: fieldHint(field), secret: field.Secret, seen: field.Step > 1}
			v.register(cmd)
			for _, flag := range []string{name, name + "-stdin", name + "-file"} {
				if f := cmd.Flags().Lookup(flag); f != nil && field.Step < 2 && name != "username" {
					f.Hidden = true // the command with a provider's name shows its own
				}
			}
			t.values = append(t.values, v)
		}
	}
	flags := cmd.Flags()
	flags.BoolVar(&t.anew, "new", false, "log in, even if the saved token still lives")
	flags.BoolVar(&t.insist, "insist", false, "try once more after three refusals")
	flags.BoolVar(&t.plain, "plain-http", false, "send the password unencrypted where the store has no https")
}

// ofWay is the command of one way to log in with the values that were given.
func (t *anyToken) ofWay(card wire.Card) *tokenCommand {
	c := &tokenCommand{card: card, reach: t.reach, insist: t.insist, plain: t.plain}
	for _, field := range card.Fields {
		i := slices.IndexFunc(t.values, func(v *value) bool { return v.name == kebab(field.Name) })
		c.values = append(c.values, t.values[i])
	}
	return c
}

// given reports whether a value came by a flag, other than whose login it is:
// then a login is wanted.
func (t *anyToken) given() bool {
	return slices.ContainsFunc(t.values, func(v *value) bool {
		return v.name != "username" && (v.flag != "" || v.stdin || v.file != "")
	})
}

// tokenAny prints a token of a saved store: the saved one while it lives, else
// one that the saved login gets.
func (a *app) tokenAny(t *anyToken, args []string) error {
	if len(args) > 0 || t.reach.store == "" {
		return a.unknownProvider(args)
	}
	call, err := t.reach.call(a)
	if err != nil {
		return err
	}
	if t.reach.saved == nil {
		return a.unknownProvider(nil)
	}
	list := t.reach.saved.Credentials
	if i := slices.IndexFunc(t.values, func(v *value) bool { return v.name == "username" }); i >= 0 {
		user, err := t.values[i].read(a)
		if err != nil {
			return err
		}
		if !user.Empty() {
			list = kept(list, func(c wire.SavedCredential) bool {
				return strings.EqualFold(user.Reveal(), first(c.Fields["username"].Value, c.Who))
			})
		}
	}
	if c := lasting(list, time.Now()); c != nil && !t.anew && !t.given() {
		if done, err := a.printSaved(t, *c); done || err != nil {
			return err
		}
	}
	return a.tokenAnew(t, call, list)
}

// margin is how long a saved token must last to be handed to a script.
const margin = time.Minute

// lasting picks the saved token to print: one that lives for a while yet; of those
// without an end one that does not come from a login, as an integration's.
func lasting(list []wire.SavedCredential, now time.Time) *wire.SavedCredential {
	for i := range list {
		c := &list[i]
		end, err := time.Parse(time.RFC3339, c.ExpiresAt)
		if c.HasToken && c.State == wire.SavedLive && (err != nil || end.Sub(now) > margin) {
			return c
		}
	}
	for i := range list {
		c := &list[i]
		if c.HasToken && (c.State == wire.SavedSealed || c.State == wire.SavedUnknown) && (c.Kind == wire.KindIntegration || !c.SavesPassword) {
			return c
		}
	}
	return nil
}

// printSaved prints a saved token; done is false if it turns out to be over.
func (a *app) printSaved(t *anyToken, c wire.SavedCredential) (done bool, err error) {
	if err := t.reach.passphrase.open(a, false); err != nil {
		return false, err
	}
	var got wire.Credential
	path := "/v1/stores/" + t.reach.saved.ID + "/credentials/" + c.ID
	if err := a.call(a.handler(), http.MethodPost, path+"/use", nil, &got); err != nil {
		return false, err
	}
	if got.Token.Expired != nil && *got.Token.Expired {
		a.journal.note("The saved token of %s is over.", usedLogin(c))
		return false, nil
	}
	a.journal.note("With the saved token of %s; no login was made.", usedLogin(c))
	return true, a.printCredential(a.handler(), got)
}

// tokenAnew logs in with the saved login that was used last.
func (a *app) tokenAnew(t *anyToken, call storeCall, list []wire.SavedCredential) error {
	for i := range list {
		card, err := a.providerCard(list[i].Provider)
		if list[i].Provider == "" || err != nil || len(card.Fields) == 0 {
			continue
		}
		way := t.ofWay(card)
		a.journal.note("Logging in with the saved login of %s.", first(list[i].Who, list[i].Title, card.Title))
		got, err := way.renew(a, way.agreed(call), &list[i])
		if err != nil {
			return err
		}
		return a.printCredential(a.handler(), got)
	}
	name := shownName(*t.reach.saved)
	return &nameError{"saved_no_login", "no login that fits is saved with " + name,
		"storekey stores show " + name + " lists what is saved; storekey stores add " + name + " --login adds one; storekey token PROVIDER --store " + name + " logs in without."}
}
