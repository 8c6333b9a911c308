package main

import (
	"errors"
	"net/http"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/storekey/storekey/core/api"
	"github.com/storekey/storekey/core/wire"
)

// editCommand changes what is saved of a store, but for its logins.
type editCommand struct {
	name, client, stage, color, store, code, agent, notes, caCert string
	views, origins                                                []string
	concurrency                                                   int
	recover, insecure, noDoor                                     bool

	door       reach
	passphrase passphrase
}

func newStoresEdit(a *app) *cobra.Command {
	c := &editCommand{}
	cmd := &cobra.Command{
		Use:   "edit NAME|ID",
		Short: "Change what is saved of a store",
		Long: `Changes what the flags name of a saved store; the rest stays. An empty text takes
a value away. Nothing is sent to the store. Where its address changes, its saved
secrets go to the new host after a yes at the terminal, and not before.

  storekey stores edit acme/dev --cacert ca.pem
  storekey stores edit acme/dev --insecure
  storekey stores edit acme/dev --insecure=false --cacert ''
  storekey stores edit acme/dev --name staging --stage staging
  storekey stores edit acme/dev --store https://new.shop.test`,
		Args: arguments(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error { return a.storesEdit(c, cmd, args[0]) },
	}
	flags := cmd.Flags()
	flags.StringVar(&c.name, "name", "", "another name, also as CLIENT/NAME")
	flags.StringVar(&c.client, "client", "", "whose store it is")
	flags.StringVar(&c.stage, "stage", "", "dev, staging or production")
	flags.StringVar(&c.color, "color", "", "colour as #rrggbb, where it is not the stage's own")
	flags.StringVar(&c.store, "store", "", "another address of the store, any page of it will do")
	flags.StringArrayVar(&c.origins, "origin", nil, "address that is the store's, too; may be repeated, and replaces those that are saved")
	flags.StringVar(&c.code, "store-code", "", "store view that customers log in to")
	flags.StringArrayVar(&c.views, "view", nil, "store code that the store has; may be repeated, and replaces those that are saved")
	flags.StringVar(&c.agent, "user-agent", "", "User-Agent of all requests to the store")
	flags.IntVar(&c.concurrency, "concurrency", 0, "how many requests may be under way at once; 0 for the usual number")
	flags.BoolVar(&c.recover, "recover-rate-limits", false, "wait and ask again where the store wants a pause")
	flags.StringVar(&c.notes, "notes", "", "anything worth knowing")
	flags.BoolVar(&c.insecure, "insecure", false, "accept any certificate of the store's hosts; not for production")
	flags.StringVar(&c.caCert, "cacert", "", "PEM `file` with the issuers to trust beside those of the system")
	c.door.registerDoor(cmd)
	flags.BoolVar(&c.noDoor, "no-door", false, "take the saved front door away")
	c.passphrase.register(cmd)
	return cmd
}

func (a *app) storesEdit(c *editCommand, cmd *cobra.Command, name string) error {
	entry, err := a.oneSaved(name)
	if err != nil {
		return err
	}
	in, err := c.call(a, cmd, entry)
	if err != nil {
		return err
	}
	if len(in) == 0 {
		return usagef("nothing is to be changed: name it by a flag")
	}
	changed, err := c.save(a, entry.ID, in)
	if err != nil {
		return err
	}
	a.tellSaved(changed)
	return nil
}

// call is the body of PUT /v1/stores/{id}: what is not in it stays.
func (c *editCommand) call(a *app, cmd *cobra.Command, e wire.StoreEntry) (map[string]any, error) {
	in := map[string]any{}
	for flag, part := range map[string]struct {
		name  string
		value any
	}{
		"client": {"client", c.client}, "stage": {"stage", c.stage}, "color": {"color", c.color}, "store": {"url", c.store},
		"user-agent": {"userAgent", c.agent}, "concurrency": {"concurrency", c.concurrency}, "recover-rate-limits": {"recoverRateLimits", c.recover},
		"notes": {"notes", c.notes}, "view": {"storeViews", withoutEmpty(c.views)},
	} {
		if cmd.Flags().Changed(flag) {
			in[part.name] = part.value
		}
	}
	if cmd.Flags().Changed("origin") {
		in["origins"] = append(e.Origins[:min(1, len(e.Origins))], withoutEmpty(c.origins)...)
	}
	if cmd.Flags().Changed("store-code") {
		store := e.Store
		store.StoreCode = c.code
		in["store"] = store
	}
	if err := c.named(cmd, in); err != nil {
		return nil, err
	}
	if err := c.trusted(cmd, e, in); err != nil {
		return nil, err
	}
	door, err := c.door.door(a)
	switch {
	case err != nil:
		return nil, err
	case door != nil && c.noDoor:
		return nil, usagef("--no-door takes the door away: leave out its values")
	case door != nil:
		in["door"] = door
	case c.noDoor:
		in["door"] = map[string]string{}
	}
	return in, nil
}

// named takes CLIENT/NAME apart.
func (c *editCommand) named(cmd *cobra.Command, in map[string]any) error {
	if !cmd.Flags().Changed("name") {
		return nil
	}
	split := addCommand{client: c.client}
	name, err := split.splitName(c.name)
	in["name"] = name
	if split.client != "" {
		in["client"] = split.client
	}
	return err
}

// trusted changes one of the two ways to look at the certificate and leaves the
// other.
func (c *editCommand) trusted(cmd *cobra.Command, e wire.StoreEntry, in map[string]any) error {
	insecure, caCert := cmd.Flags().Changed("insecure"), cmd.Flags().Changed("cacert")
	if !insecure && !caCert {
		return nil
	}
	tls := wire.StoreTLS{}
	if e.TLS != nil {
		tls = *e.TLS
	}
	if insecure {
		tls.Insecure = c.insecure
	}
	if caCert {
		tls.CACert = ""
		if c.caCert != "" {
			if err := new(network).trust(c.caCert); err != nil {
				return err
			}
			file, err := filepath.Abs(c.caCert)
			if err != nil {
				return err
			}
			tls.CACert = file
		}
	}
	in["tls"] = tls
	return nil
}

// save saves, and asks for what that needs: the passphrase for what is sealed, and
// a yes for a host that saved secrets would go to from now on.
func (c *editCommand) save(a *app, id string, in map[string]any) (entry wire.StoreEntry, err error) {
	var consent []string
	for {
		in["consent"] = consent
		err = a.call(a.handler(), http.MethodPut, "/v1/stores/"+id, in, &entry)
		var refused *api.Error
		if !errors.As(err, &refused) {
			return entry, err
		}
		switch refused.Code {
		case "vault_missing", "vault_locked":
			if err := c.passphrase.open(a, true); err != nil {
				return entry, err
			}
		case "address_consent":
			// A flag that is written once must not send passwords elsewhere.
			yes, askErr := a.agrees(false, refused.Message+" Is that right?")
			if askErr != nil || !yes {
				return entry, errors.Join(askErr, err)
			}
			consent = append(consent, "host:"+refused.Params["host"])
		default:
			return entry, err
		}
	}
}

func withoutEmpty(list []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(text string) bool { return strings.TrimSpace(text) == "" })
}
