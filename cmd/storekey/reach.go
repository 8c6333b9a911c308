package main

import "github.com/spf13/cobra"

// reach holds the flags of every command that goes to a store.
type reach struct {
	store    string
	username value
	password value
}

func (r *reach) register(a *app, cmd *cobra.Command) {
	r.username = value{name: "door-username", label: "User of HTTP Basic in front of the store"}
	r.password = value{name: "door-password", label: "Password of HTTP Basic in front of the store", secret: true}
	cmd.Flags().StringVar(&r.store, "store", "", "address of the store, any page of it will do")
	cmd.Flags().BoolVar(&a.insecure, "insecure", false, "accept any certificate: for a store on your own network")
	r.username.register(cmd)
	r.password.register(cmd)
}

// call is the part of an API call that says which store and how to get in.
func (r *reach) call(a *app) (storeCall, error) {
	if r.store == "" {
		return storeCall{}, usagef("--store is missing")
	}
	if a.insecure {
		a.tell("warning", "Any certificate is accepted: somebody on the way could read along.")
	}
	door, err := r.door(a)
	return storeCall{Store: r.store, Door: door}, err
}

func (r *reach) door(a *app) (*door, error) {
	user, err := r.username.read(a)
	if err != nil || user.Empty() {
		return nil, err
	}
	password, err := r.password.readOrAsk(a)
	if err != nil {
		return nil, err
	}
	return &door{Username: user.Reveal(), Password: password.Reveal()}, nil
}
