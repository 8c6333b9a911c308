// Command popup is the page: it draws package view's Page into popup.html and
// carries out its effects. It decides nothing.
//
// draw_*_js.go write the page, listen_js.go turns clicks and keys into events,
// effects_js.go does what follows. Files that touch syscall/js end in _js.go.
package main

import (
	"time"

	"github.com/storekey/storekey/wasm/view"
	"github.com/storekey/storekey/wasm/webext"
)

func main() {
	p := newPage()
	p.model = view.New(webext.NewID(), p.shape(), time.Now())
	p.listen()
	p.listenStores()
	p.listenConn()
	p.listenMove()
	p.watch()
	p.tick()
	p.happened(view.Opened{TabID: p.tabAsked()})
	if press := p.root().attr("data-open"); press != "" {
		p.happened(view.Pressed{ID: press})
	}
	p.follow()
	select {}
}
