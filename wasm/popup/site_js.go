package main

import (
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/wasm/view"
	"github.com/storekey/storekey/wasm/webext"
)

// ensure asks for the browser's leave to reach origin, in the click itself.
func (p *page) ensure(origin string) { p.ensureSite(origin, p.model.NeedsSite(origin)) }

// ensureDoor is ensure for a front door of these header lines.
func (p *page) ensureDoor(origin string, headers secret.Text) {
	p.ensureSite(origin, view.DoorNeedsSite(headers) || p.model.NeedsSite(origin))
}

// ensureSite asks for the site itself where the access that the toolbar click
// gave is not enough: cookies, sessions and observed requests want it.
func (p *page) ensureSite(origin string, site bool) {
	p.access = nil
	switch {
	case origin == "":
	case site:
		p.access = webext.RequestOrigins(origin)
	default:
		p.access = webext.EnsureOrigin(origin)
	}
}
