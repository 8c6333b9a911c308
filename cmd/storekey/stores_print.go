package main

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/storekey/storekey/core/wire"
)

// printEntries writes one store a line, in columns.
func (a *app) printEntries(list []wire.StoreEntry) {
	width := 0
	for _, e := range list {
		width = max(width, utf8.RuneCountInString(shownName(e)))
	}
	for _, e := range list {
		name := shownName(e)
		blanks := strings.Repeat(" ", width-utf8.RuneCountInString(name))
		fmt.Fprintf(a.out, "%s%s  %s  %s%s\n", a.pens.bold(name), blanks, a.stage(e.Stage), plain(e.Store.BaseURL), a.users(e))
	}
}

func (a *app) stage(stage string) string {
	text := fmt.Sprintf("%-10s", stage)
	switch stage {
	case wire.StageProduction:
		return a.pens.red(text)
	case wire.StageStaging:
		return a.pens.yellow(text)
	}
	return a.pens.green(text)
}

func (a *app) users(e wire.StoreEntry) string {
	var names []string
	for _, c := range e.Credentials {
		if c.Who != "" {
			names = append(names, plain(c.Who))
		}
	}
	if len(names) == 0 {
		return ""
	}
	return a.pens.dim("  " + strings.Join(names, ", "))
}

func (a *app) printEntry(e wire.StoreEntry) {
	a.heading(a.pens.bold(shownName(e)))
	a.line("ID", e.ID)
	a.line("Stage", e.Stage)
	for i, origin := range e.Origins {
		a.line([]string{"Address", ""}[min(i, 1)], origin)
	}
	a.line("Web API", e.Store.RestURL)
	a.line("View", e.Store.StoreCode)
	switch {
	case e.TLS == nil:
	case e.TLS.Insecure:
		a.line("Certificate", "any is accepted")
	case e.TLS.CACert != "":
		a.line("Certificate", "issuer in "+e.TLS.CACert)
	}
	if e.HasDoor {
		a.line("Door", "sealed: it opens by itself")
	}
	a.line("Notes", e.Notes)
	for _, c := range e.Credentials {
		a.line("Login", loginLine(c))
	}
}

// loginLine says of a saved login what can be said without opening it.
func loginLine(c wire.SavedCredential) string {
	parts := []string{}
	for _, part := range []string{c.Provider, c.Who, c.Title} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	if c.SavesPassword {
		parts = append(parts, "password saved")
	}
	if c.Fields["totp"].Sealed {
		parts = append(parts, "authenticator key saved")
	}
	return strings.Join(append(parts, tokenState(c)), ", ")
}

func tokenState(c wire.SavedCredential) string {
	switch c.State {
	case wire.SavedLive:
		return "token expires " + moment(c.ExpiresAt, time.Now())
	case wire.SavedExpired:
		return "token expired " + moment(c.ExpiresAt, time.Now())
	case wire.SavedNone:
		return "no token saved"
	}
	return "token saved"
}
