package main

import (
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/wasm/view"
)

// listenStores listens where stores are saved and edited.
func (p *page) listenStores() {
	p.submit("save", func() {
		values, secrets := p.values("save")
		p.happened(view.SaveSubmitted{Values: values, Password: secrets["password"]})
	})
	p.submit("seal", func() {
		// A saved login may go on right after: the store's leave is asked for now.
		p.ensure(p.model.SealOrigin())
		p.happened(view.SealSubmitted{
			Old: secret.New(p.value("seal-old")), New: secret.New(p.value("seal-new")), Again: secret.New(p.value("seal-again")),
		})
	})
	p.submit("csv", func() { p.happened(view.CSVPasted{Text: p.value("csv-text")}) })
	p.submit("hosts", func() {
		values, _ := p.values("hosts")
		p.happened(view.HostsGiven{Values: values})
	})
	p.on("edit", "input", func(event) {
		values, _ := p.values("edit")
		p.happened(view.EditTyped{Values: values})
	})
	p.submit("edit", func() {
		values, secrets := p.values("edit")
		p.happened(view.EditSubmitted{Values: values, Secrets: secrets})
	})
}
