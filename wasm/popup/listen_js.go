package main

import (
	"strconv"
	"strings"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/wasm/view"
	"github.com/storekey/storekey/wasm/webext"
)

// listen turns what the hand does into events.
func (p *page) listen() {
	p.listenTabs()
	p.listenGrab()
	p.listenLogin()
	p.listenCheck()
	p.listenUse()
	listen(p.document, "keydown", p.key)
	listen(p.document, "input", p.edited)
}

// edited takes back what was said of a field that is being mended.
func (p *page) edited(e event) {
	id := e.Get("target").Get("id").String()
	if id != "" && id == p.model.Wrong {
		p.happened(view.FieldEdited{ID: id})
	}
}

func (p *page) on(id, kind string, f func(event)) {
	p.get(id).on(kind, f)
}

// click lets a button stand for an event.
func (p *page) click(id string, e view.Event) {
	p.on(id, "click", func(event) { p.happened(e) })
}

// clickStore is for buttons that lead to a request to the store: the browser's
// leave for its origin has to be asked for in the click itself, before anything
// that waits.
func (p *page) clickStore(id string, e view.Event) {
	p.on(id, "click", func(event) {
		p.ensure(p.model.StoreOrigin())
		p.happened(e)
	})
}

func (p *page) ensure(origin string) {
	p.access = nil
	if origin != "" {
		p.access = webext.EnsureOrigin(origin)
	}
}

// submit lets a form, sent by its button or by Enter, stand for an event.
func (p *page) submit(id string, f func()) {
	p.on(id, "submit", func(e event) {
		e.PreventDefault()
		f()
	})
}

func (p *page) listenTabs() {
	for _, screen := range view.Screens {
		p.click("tab-"+string(screen), view.ScreenChosen{Screen: screen})
	}
	p.click("open-tab", view.TabWanted{})
	p.click("look-again", view.LookedAgain{})
	p.click("go-grab", view.ScreenChosen{Screen: view.Grab})
	p.click("paste-token", view.ScreenChosen{Screen: view.Check})
}

func (p *page) listenGrab() {
	for _, as := range []string{"token", "header", "curl"} {
		p.click("copy-"+as, view.CopyPressed{Button: "copy-" + as, As: as})
	}
	p.click("show-token", view.EyePressed{})
	p.clickStore("check-token", view.CheckPressed{})
	p.click("use-token", view.ScreenChosen{Screen: view.Use})
	p.click("another-login", view.AnotherLogin{})
	p.click("back-to-card", view.BackToCard{})
	p.click("forget", view.ForgetPressed{})
	p.on("also-rows", "click", p.rowClicked)
	p.submit("address-form", func() {
		address := p.value("address")
		p.ensure(view.OriginOf(withScheme(address)))
		p.happened(view.AddressGiven{Address: address})
	})
	p.submit("front", func() {
		p.ensure(p.model.StoreOrigin())
		p.happened(view.DoorOpened{Username: p.value("front-username"), Password: secret.New(p.value("front-password"))})
	})
}

func withScheme(address string) string {
	address = strings.TrimSpace(address)
	if address == "" || strings.Contains(address, "://") {
		return address
	}
	return "https://" + address
}

func (p *page) rowClicked(e event) {
	button, there := e.closest("[data-choose], [data-copy-row]")
	if !there {
		return
	}
	if ref := button.attr("data-copy-row"); ref != "" {
		p.happened(view.CopyPressed{Button: "copy-" + ref, Ref: ref, As: "token"})
		return
	}
	p.happened(view.CredentialChosen{Ref: button.attr("data-choose")})
}

func (p *page) listenLogin() {
	for _, kind := range []string{"admin", "customer"} {
		p.on("kind-"+kind, "change", func(event) { p.happened(view.KindChosen{Kind: kind}) })
	}
	p.on("store-view", "change", func(event) { p.happened(view.StoreViewChosen{Code: p.value("store-view")}) })
	p.on("show-password", "click", func(event) { p.eye("show-password", "password") })
	p.submit("login", p.logIn)
	p.submit("door-form", p.logIn)
	p.submit("code", p.sendCode)
	p.on("otp", "input", func(event) {
		if len(p.code()) == 6 {
			p.sendCode()
		}
	})
	p.click("code-back", view.CodeLeft{})
	p.clickStore("ask-yes", view.Agreed{})
	p.click("ask-no", view.Declined{})
	p.clickStore("refusal-action", view.Agreed{})
	p.click("refusal-close", view.Declined{})
	p.click("login-cancel", view.LoginCancelled{})
	p.click("code-cancel", view.LoginCancelled{})
}

func (p *page) logIn() {
	p.ensure(p.model.StoreOrigin())
	p.happened(view.Submitted{
		Username: p.value("username"), Password: secret.New(p.value("password")), PlainTicked: p.checked("plain"),
		DoorUsername: p.value("door-username"), DoorPassword: secret.New(p.value("door-password")),
	})
}

// sendCode needs no leave of the browser: the login before it had it, and typing
// is no click.
func (p *page) sendCode() {
	p.access = nil
	p.happened(view.CodeGiven{Code: p.code()})
}

// code is what was typed or pasted, without the blank that apps show in it.
func (p *page) code() string { return strings.ReplaceAll(p.value("otp"), " ", "") }

// eye shows or hides what is typed in a password field.
func (p *page) eye(button, field string) {
	p.cover(button, field, p.get(field).attr("type") != "password")
}

func (p *page) cover(button, field string, covered bool) {
	kind := "text"
	if covered {
		kind = "password"
	}
	p.attr(field, "type", kind)
	p.pressed(button, !covered)
}

func (p *page) listenCheck() {
	p.on("paste", "input", func(event) { p.happened(view.Pasted{Text: p.value("paste")}) })
	p.clickStore("ask-store", view.AskedStore{})
	p.click("take", view.Taken{})
	p.click("change", view.Changed{})
	p.clickStore("check-ask-yes", view.CheckAgreed{})
	p.click("check-ask-no", view.CheckDeclined{})
	p.click("check-cancel", view.CheckCancelled{})
	p.click("renew", view.RenewPressed{})
	p.on("token-index", "change", func(event) {
		index, _ := strconv.Atoi(p.value("token-index"))
		p.happened(view.TokenChosen{Index: index})
	})
}

func (p *page) listenUse() {
	p.on("request-credential", "change", func(event) {
		p.happened(view.RequestCredential{Ref: p.value("request-credential")})
	})
	for id, kind := range map[string]string{"method": "change", "path": "input", "data": "input"} {
		p.on(id, kind, func(event) {
			p.happened(view.RequestEdited{Method: p.value("method"), Path: p.value("path"), Data: p.value("data")})
		})
	}
	p.submit("request", func() { p.happened(view.RequestCopied{}) })
	p.on("form", "change", func(event) { p.happened(view.FormChosen{ID: p.value("form")}) })
	p.click("show-request", view.RequestEyePressed{})
	p.click("copy-request", view.RequestCopied{})
}
