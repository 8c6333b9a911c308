package main

import (
	"net/http"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// rewrite reads a request that was pasted and writes it in another form.
func (a *app) rewrite(r *requestCommand) error {
	if err := r.carry.find(a); err != nil {
		return err
	}
	if r.carry.store != "" && r.carry.saved == nil {
		return usagef("with --read the address stands in the request: --store is for the name of a saved store, whose token goes along")
	}
	text, err := a.fileOrStdin(r.read, "Request")
	if err != nil {
		return err
	}
	a.journal.hide(secret.New(text))
	var read wire.ReadRequest
	if err := a.call(a.handler(), http.MethodPost, "/v1/request/read", map[string]string{"text": text}, &read); err != nil {
		return err
	}
	for _, f := range read.Findings {
		a.tell(f.Level, f.Message)
		a.tell("hint", f.Hint)
	}
	carried, err := r.carry.credential(a, r.as)
	if err != nil {
		return err
	}
	if carried == nil && read.Inspect != nil {
		carried = a.pasted(read.Inspect, text)
	}
	return a.write(written{r.as, read.Request, carried, r.carry.secret})
}

// pasted is the credential that a pasted request had, where it can go on.
func (a *app) pasted(in *wire.Inspect, text string) *wire.CredentialRef {
	switch {
	case len(in.Tokens) != 1:
		a.tell("note", "The credential of the request was left out: it is none that goes into another form. --token - reads one.")
		return nil
	case in.Tokens[0].Format == wire.FormatOAuth1:
		a.tell("note", "The signature was left out: it is good once. --four FILE signs anew.")
		return nil
	}
	return credential(secret.New(text))
}
