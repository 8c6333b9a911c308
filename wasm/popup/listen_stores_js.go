package main

import (
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
	"github.com/storekey/storekey/wasm/view"
)

// listenStores listens where stores are saved, offered and edited.
func (p *page) listenStores() {
	p.listenOffer()
	p.listenSeal()
	p.listenList()
	p.listenEdit()
}

func (p *page) listenOffer() {
	p.click("offer-use", view.UsePressed{})
	p.clickStore("offer-renew", view.RenewSaved{})
	p.click("offer-cancel", view.LoginCancelled{})
	p.click("offer-leave", view.OfferLeft{})
	p.on("others-rows", "click", p.storeClicked)
	p.click("save-open", view.SavePressed{})
	p.click("save-leave", view.SaveLeft{})
	p.on("save-into", "change", func(event) { p.happened(view.IntoChosen{Store: p.value("save-into")}) })
	p.submit("save", func() {
		values, secrets := p.values("save")
		p.happened(view.SaveSubmitted{Values: values, Password: secrets["password"]})
	})
	p.secretEye("save-password")
	p.click("undo", view.Undone{})
}

// secretEye shows or hides a field that stays secret for the form.
func (p *page) secretEye(id string) {
	p.flag(id, "data-secret", true)
	p.on("show-"+id, "click", func(event) { p.eye("show-"+id, id) })
}

func (p *page) listenSeal() {
	for _, id := range []string{"seal-old", "seal-new", "seal-again"} {
		p.secretEye(id)
	}
	p.submit("seal", func() {
		// A saved login may go on right after: the store's leave is asked for now.
		p.ensure(p.model.SealOrigin())
		p.happened(view.SealSubmitted{
			Old: secret.New(p.value("seal-old")), New: secret.New(p.value("seal-new")), Again: secret.New(p.value("seal-again")),
		})
	})
	p.click("seal-cancel", view.SealLeft{})
	p.click("seal-bare", view.PutBare{})
	p.click("seal-give-up", view.SealGivenUp{})
	p.click("set-phrase", view.PassphraseWanted{})
	p.click("change-phrase", view.PassphraseWanted{})
	p.click("lock", view.Locked{})
	p.on("idle", "change", func(event) { p.happened(view.IdleChosen{Minutes: p.value("idle")}) })
}

func (p *page) listenList() {
	p.on("search", "input", func(event) { p.happened(view.Searched{Query: p.value("search")}) })
	p.on("store-rows", "click", p.storeClicked)
	p.click("new-store", view.StoreOpened{})
	for _, id := range []string{"paste-list", "paste-list-first"} {
		p.click(id, view.ModeChosen{Mode: "csv"})
	}
	p.click("edit-hosts", view.ModeChosen{Mode: "hosts"})
	p.click("csv-back", view.ModeChosen{})
	p.click("hosts-back", view.ModeChosen{})
	p.submit("csv", func() { p.happened(view.CSVPasted{Text: p.value("csv-text")}) })
	p.submit("hosts", func() {
		values, _ := p.values("hosts")
		p.happened(view.HostsGiven{Values: values})
	})
	p.click("hosts-reset", view.HostsReset{})
}

func (p *page) storeClicked(e event) {
	if fold, there := e.closest("[data-client]"); there {
		p.happened(view.ClientTurned{Client: fold.attr("data-client")})
		return
	}
	row, there := e.closest("[data-store]")
	if !there {
		return
	}
	ref := wire.SavedRef{Store: row.attr("data-store"), Credential: row.attr("data-login")}
	if ref.Credential == "" {
		p.happened(view.StoreOpened{ID: ref.Store})
		return
	}
	p.happened(view.LoginChosen{Ref: ref})
}

func (p *page) listenEdit() {
	typed := func(event) {
		values, _ := p.values("edit")
		p.happened(view.EditTyped{Values: values})
	}
	p.on("edit", "input", typed)
	p.submit("edit", func() {
		values, secrets := p.values("edit")
		p.happened(view.EditSubmitted{Values: values, Secrets: secrets})
	})
	p.click("edit-back", view.EditLeft{})
	p.click("edit-leave", view.EditLeft{})
	p.click("edit-delete", view.StoreDeleted{})
	p.click("delete-yes", view.DeleteAgreed{})
	p.click("delete-no", view.DeleteDropped{})
	p.click("edit-forget", view.LoginForgotten{})
	p.click("edit-cancel", view.OriginsCancelled{})
	p.on("edit-take", "click", func(event) {
		p.ensure(p.model.EditOrigin())
		p.happened(view.OriginsWanted{})
	})
	p.on("edit-found", "click", func(e event) {
		if add, there := e.closest("[data-add]"); there {
			p.happened(view.OriginAdded{URL: add.attr("data-add")})
		}
	})
}
