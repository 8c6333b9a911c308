package main

import (
	"strings"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/wasm/view"
	"github.com/storekey/storekey/wasm/webext"
)

func (p *page) listenLogin() {
	p.submit("login", p.logIn)
	p.submit("door-form", p.logIn)
	p.submit("code", p.sendCode)
	p.on("login", "input", func(event) {
		if p.model.Login.Way != "" {
			values, _ := p.loginValues()
			p.happened(view.WayTyped{Values: values})
		}
	})
	p.on("otp", "input", func(event) {
		code := p.code()
		if p.drawn.Code.AtOnce && view.SixDigits(strings.ReplaceAll(code, " ", "")) {
			p.sendCode()
			return
		}
		p.coverCode(code)
	})
}

// coverCode hides the key of an authenticator app, which a code is not.
func (p *page) coverCode(code string) {
	kind := "text"
	if len(code) > longestCode {
		kind = "password"
	}
	p.attr("otp", "type", kind)
}

// longestCode is the length from which on a text is no code that is typed.
const longestCode = 12

// loginValues are the fields of the way's card, by the card's names.
func (p *page) loginValues() (values map[string]string, secrets map[string]secret.Text) {
	all, hidden := p.values("login")
	values, secrets = map[string]string{}, map[string]secret.Text{}
	for name, value := range all {
		if own, in := strings.CutPrefix(name, view.FieldPrefix); in {
			values[own] = value
		}
	}
	for name, value := range hidden {
		if own, in := strings.CutPrefix(name, view.FieldPrefix); in {
			secrets[own] = value
		}
	}
	return values, secrets
}

func (p *page) logIn() {
	p.ensureBoth(p.model.StoreOrigin(), p.model.ElsewhereOrigin())
	values, secrets := p.loginValues()
	p.happened(view.Submitted{
		Username: p.value("username"), Password: secret.New(p.value("password")), Values: values, Secrets: secrets,
		PlainTicked:  p.checked("plain"),
		DoorUsername: p.value("door-username"), DoorPassword: secret.New(p.value("door-password")),
	})
}

// ensureBoth asks for the store and for the service that a login goes to: in one
// question, where the browser asks for the store at all.
func (p *page) ensureBoth(store, service string) {
	switch {
	case service == "":
		p.ensure(store)
	case webext.Firefox():
		p.access = webext.RequestOrigins(store, service)
	default:
		p.ensure(service)
	}
}

// sendCode needs no leave of the browser: the login before it had it, and typing
// is no click.
func (p *page) sendCode() {
	p.access = nil
	p.happened(view.CodeGiven{Code: secret.New(p.code())})
}

// code is what was typed or pasted.
func (p *page) code() string { return strings.TrimSpace(p.value("otp")) }
