package main

import (
	"context"
	"syscall/js"
	"testing"

	"github.com/storekey/storekey/wasm/view"
	"github.com/storekey/storekey/wasm/webext"
)

// In Firefox a call waits for the browser's question. Cancelled meanwhile, it is
// never sent, whatever the answer.
func TestACallCancelledBeforeItIsSent(t *testing.T) {
	for _, cancelled := range []bool{false, true} {
		fake := js.Global().Call("eval", `({
			sent: 0,
			runtime: {
				getURL: (path) => "moz-extension://id/" + path,
				async sendMessage(message) { globalThis.chrome.sent++; return { v: 1, id: message.id, status: 200, body: {} } },
			},
			permissions: { request: () => new Promise((resolve) => { globalThis.chrome.allow = () => resolve(true) }) },
		})`)
		js.Global().Set("chrome", fake)
		access := webext.EnsureOrigin("https://shop.test")
		ctx, cancel := context.WithCancel(t.Context())
		if cancelled {
			cancel()
		}
		fake.Call("allow")
		ask(ctx, view.Ask{ID: "0123456789-1", Method: "POST", Path: "/v1/token/admin", Origin: "https://shop.test"}, access)
		if sent := fake.Get("sent").Int() == 1; sent == cancelled {
			t.Errorf("cancelled %v, sent %v", cancelled, sent)
		}
		cancel()
		js.Global().Delete("chrome")
	}
}
