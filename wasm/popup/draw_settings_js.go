package main

import (
	"github.com/storekey/storekey/wasm/view"
	"github.com/storekey/storekey/wasm/webext"
)

// drawSettings is what can be set on the Stores screen.
func (p *page) drawSettings(old, now view.SettingsPanel) {
	if now.Seconds != old.Seconds {
		p.setValue("clip-seconds", now.Seconds)
	}
	p.get("clip-bearer").choose(now.Bearer)
	p.get("seed-beside").choose(now.Seed)
	p.show("clip-may-not", !now.May)
	p.show("clip-may", now.May)
}

// drawClip asks about what was just copied, without getting in the way.
func (p *page) drawClip(now view.ClipLine) {
	p.show("clip", now.Text != "")
	p.text("clip-text", now.Text)
}

// awaitLeave waits for the answer to what was asked in the click.
func (p *page) awaitLeave(leave *webext.Pending) {
	go func() {
		given, err := leave.Wait()
		p.happened(view.ClipLeave{Given: given && err == nil})
	}()
}
