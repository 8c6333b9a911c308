package main

import (
	"net/http"
	"strings"

	"github.com/spf13/cobra"

	"github.com/storekey/storekey/core/wire"
)

// addCommand saves a store, and a login with it where one is given.
type addCommand struct {
	store, client, stage, code, notes, provider string
	// login adds a login to a store that is saved already.
	login bool
	trust trust

	door       reach
	passphrase passphrase
	values     []*value
}

func newStoresAdd(a *app) *cobra.Command {
	c := &addCommand{}
	cmd := &cobra.Command{
		Use:   "add NAME --store URL",
		Short: "Save a store under a name, and a login with it",
		Long: `Saves a store under NAME, or CLIENT/NAME. Nothing is sent to it. With --username
or --provider a login is saved, too; its secrets are sealed with the passphrase,
which the first one that is saved sets. With --login the login is added to the
store that is saved under NAME; one of the same user is changed.

  storekey stores add acme/live --store https://shop.test --stage production
  storekey stores add acme/dev --store http://acme.test --username me --password-stdin <pw
  storekey stores add acme/dev --login --username other --password-stdin <pw`,
		Args: arguments(1, 1),
		RunE: func(_ *cobra.Command, args []string) error { return a.storesAdd(c, args[0]) },
	}
	c.register(a, cmd)
	return cmd
}

func (c *addCommand) register(a *app, cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&c.store, "store", "", "address of the store, any page of it will do")
	flags.StringVar(&c.client, "client", "", "whose store it is; also as CLIENT/NAME")
	flags.StringVar(&c.stage, "stage", "", "dev, staging or production; guessed from the host")
	flags.StringVar(&c.code, "store-code", "", "store view that customers log in to")
	flags.StringVar(&c.notes, "notes", "", "anything worth knowing")
	flags.StringVar(&c.provider, "provider", "", "way to log in (default admin; see storekey providers)")
	flags.BoolVar(&c.login, "login", false, "add the login to the store that is saved under NAME")
	flags.BoolVar(&c.trust.insecure, "insecure", false, "save that any certificate is accepted; not for production")
	flags.StringVar(&c.trust.caCert, "cacert", "", "save which PEM `file` has the issuers to trust")
	c.door.registerDoor(cmd)
	c.passphrase.register(cmd)
	cards, err := a.cards("providers")
	if err != nil {
		panic(err) // the registry is part of the program
	}
	for _, card := range cards {
		c.registerFields(cmd, card)
	}
}

// registerFields offers the fields of a way to log in, those that it shares with
// others once. One-time codes are not saved.
func (c *addCommand) registerFields(cmd *cobra.Command, card wire.Card) {
	for _, field := range card.Fields {
		name := kebab(field.Name)
		if field.Step > 1 || cmd.Flags().Lookup(name) != nil {
			continue
		}
		v := &value{name: name, label: field.Label, hint: fieldHint(field), secret: field.Secret}
		v.register(cmd)
		c.values = append(c.values, v)
	}
}

func (a *app) storesAdd(c *addCommand, name string) error {
	if c.login {
		return a.storesAddLogin(c, name)
	}
	if c.store == "" {
		return usagef("--store is missing")
	}
	name, err := c.splitName(name)
	if err != nil {
		return err
	}
	if err := a.free(fullName(wire.StoreEntry{Client: c.client, Name: name})); err != nil {
		return err
	}
	in, err := c.call(a, name)
	if err != nil {
		return err
	}
	entry, err := c.save(a, "/v1/stores", in)
	if err != nil {
		return err
	}
	a.tellSaved(entry)
	return nil
}

// save saves a store with its login, or a login, in one call. Whether that needs
// the passphrase the API says once all else is right: a refused call sets none.
func (c *addCommand) save(a *app, path string, in map[string]any) (entry wire.StoreEntry, err error) {
	post := func() error { return a.call(a.handler(), http.MethodPost, path, in, &entry) }
	err = post()
	if hasCode(err, "vault_missing") || hasCode(err, "vault_locked") {
		if err = c.passphrase.open(a, true); err == nil {
			err = post()
		}
	}
	return entry, err
}

func (a *app) tellSaved(entry wire.StoreEntry) {
	if entry.TLS != nil && entry.TLS.Insecure {
		for _, host := range hostsOf("", &entry) {
			a.warnOf(host)
		}
	}
	if a.json {
		a.printJSON(entry)
	} else {
		a.tell("note", "Saved "+shownName(entry)+" ("+entry.Stage+").")
	}
	if looksLikeAddress(fullName(entry)) {
		a.tell("note", "Its name is an address, too, and is taken for one; the store is --store "+entry.ID+".")
	}
}

// splitName takes CLIENT/NAME apart.
func (c *addCommand) splitName(text string) (name string, err error) {
	name = text
	if client, rest, ok := strings.Cut(text, "/"); ok && c.client == "" {
		c.client, name = client, rest
	}
	c.client, name = strings.TrimSpace(c.client), strings.TrimSpace(name)
	switch {
	case strings.Trim(name, "/ ") == "":
		return "", usagef("a name is missing: NAME or CLIENT/NAME")
	case plain(c.client+name) != c.client+name:
		return "", usagef("the name holds characters that cannot be shown")
	}
	return name, nil
}

// free refuses a name that is taken.
func (a *app) free(name string) error {
	list, err := a.savedStores()
	if err != nil {
		return err
	}
	for _, e := range list.Stores {
		if strings.EqualFold(fullName(e), name) {
			return &nameError{"store_name_taken", "a store of that name is saved already: " + e.Store.BaseURL, "Take another name; or change that one: storekey stores edit " + shownName(e) + ", with another login: storekey stores add " + shownName(e) + " --login."}
		}
	}
	return nil
}

// call is the body of POST /v1/stores.
func (c *addCommand) call(a *app, name string) (map[string]any, error) {
	in := map[string]any{"name": name, "client": c.client, "stage": c.stage, "notes": c.notes, "url": c.store}
	if c.code != "" {
		in["store"] = wire.Store{StoreCode: c.code}
	}
	tls, err := c.trust.saved()
	if err != nil {
		return nil, err
	}
	in["tls"] = tls
	fields, err := c.fields(a)
	if err != nil {
		return nil, err
	}
	if len(fields) > 0 {
		in["credential"] = map[string]any{"provider": c.provider, "fields": fields}
	}
	door, err := c.door.door(a)
	if door != nil {
		in["door"] = door
	}
	return in, err
}

// fields gathers the values of the login, none if no login is given.
func (c *addCommand) fields(a *app) (map[string]string, error) {
	if c.provider == "" && !c.loginGiven() {
		return nil, nil
	}
	if c.provider == "" {
		c.provider = "admin"
	}
	card, err := a.providerCard(c.provider)
	if err != nil {
		return nil, err
	}
	fields := map[string]string{}
	for _, field := range card.Fields {
		v := c.value(kebab(field.Name))
		if v == nil {
			continue
		}
		read := v.read
		if needs(card, field, fields) {
			read = v.readOrAsk
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

// loginGiven reports whether any flag is about a login.
func (c *addCommand) loginGiven() bool {
	for _, v := range c.values {
		if v.flag != "" || v.stdin || v.file != "" {
			return true
		}
	}
	return false
}

func (c *addCommand) value(name string) *value {
	for _, v := range c.values {
		if v.name == name {
			return v
		}
	}
	return nil
}

func (a *app) providerCard(id string) (wire.Card, error) {
	cards, err := a.cards("providers")
	if err != nil {
		return wire.Card{}, err
	}
	for _, card := range cards {
		if card.ID == id {
			return card, nil
		}
	}
	return wire.Card{}, a.unknownProvider([]string{id})
}
