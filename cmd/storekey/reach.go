package main

import (
	"github.com/spf13/cobra"

	"github.com/storekey/storekey/core/wire"
)

// reach holds the flags of every command that goes to a store.
type reach struct {
	store    string
	username value
	password value
	headers  value
	trust    trust

	passphrase passphrase
	// saved is the saved store that --store names, nil for an address.
	saved *wire.StoreEntry
}

func (r *reach) register(a *app, cmd *cobra.Command) {
	cmd.Flags().StringVar(&r.store, "store", "", "address of the store, any page of it will do, or the name of a saved one")
	r.trust.register(cmd)
	r.registerDoor(cmd)
	r.passphrase.register(cmd)
}

func (r *reach) registerDoor(cmd *cobra.Command) {
	r.username = value{name: "door-username", label: "User of HTTP Basic in front of the store"}
	r.password = value{name: "door-password", label: "Password of HTTP Basic in front of the store", secret: true}
	r.headers = value{name: "door-headers", label: "Headers that an access proxy in front of the store wants, one a line", secret: true}
	r.username.register(cmd)
	r.password.register(cmd)
	r.headers.register(cmd)
	cmd.Flags().StringVar(&r.headers.file, "door-header-file", "", "the same as --door-headers-file")
	_ = cmd.Flags().MarkHidden("door-header-file")
}

// call is the part of an API call that says which store and how to get in.
func (r *reach) call(a *app) (storeCall, error) {
	var err error
	if r.saved, err = a.storeNamed(r.store); err != nil {
		return storeCall{}, err
	}
	if err := r.trust.settle(a, r.store, r.saved); err != nil {
		return storeCall{}, err
	}
	door, err := r.door(a)
	if err != nil || r.saved == nil {
		return storeCall{Store: r.store, Door: door}, err
	}
	if r.saved.HasDoor && door == nil {
		err = r.passphrase.open(a, false)
	}
	return storeCall{Store: savedStore{r.saved.ID}, Door: door}, err
}

// door is what opens the front door, nil if nothing of it is given.
func (r *reach) door(a *app) (*door, error) {
	headers, err := r.headers.read(a)
	if err != nil {
		return nil, err
	}
	user, err := r.username.read(a)
	switch {
	case err != nil:
		return nil, err
	case user.Empty() && headers.Empty():
		return nil, nil
	case user.Empty():
		return &door{Headers: headers.Reveal()}, nil
	}
	password, err := r.password.readOrAsk(a)
	if err != nil {
		return nil, err
	}
	return &door{Username: user.Reveal(), Password: password.Reveal(), Headers: headers.Reveal()}, nil
}
