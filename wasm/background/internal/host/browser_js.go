package host

import (
	"context"
	"encoding/json"
	"errors"
	"syscall/js"

	"github.com/storekey/storekey/core/api"
	"github.com/storekey/storekey/core/wire"
	"github.com/storekey/storekey/wasm/webext"
)

// Browser is what the API wants of the browser besides requests and storage.
type Browser struct{}

// Cookie reads a cookie of the tab's own cookie store that would go to url.
func (Browser) Cookie(_ context.Context, tabID int, url, name string) (string, error) {
	value, err := webext.Cookie(tabID, url, name)
	return value, told(err)
}

// Put writes into the page of a tab and loads it again.
func (Browser) Put(ctx context.Context, tabID int, origin string, writes []wire.Write) ([]wire.Write, error) {
	order, err := json.Marshal(map[string]any{"origin": origin, "writes": writes})
	if err != nil {
		return nil, err
	}
	codec := js.Global().Get("JSON")
	answer, err := webext.Inject(ctx, tabID, "put", codec.Call("parse", string(order)))
	if err != nil {
		return nil, told(err)
	}
	var written struct {
		Before []wire.Write
		Error  *struct{ Name, Message string }
	}
	if err := json.Unmarshal([]byte(codec.Call("stringify", answer).String()), &written); err != nil {
		return nil, err
	}
	switch failure := written.Error; {
	case failure == nil:
		return written.Before, told(webext.Reload(tabID))
	case failure.Name == "SecurityError":
		return nil, api.ErrTabLeft
	default:
		return nil, errors.New("host: writing into the page: " + failure.Message + " (" + failure.Name + ")")
	}
}

// colours of the badge by its level: white is readable on each.
var colours = map[string]string{"ok": "#1f7a3d", "soon": "#9a5b00", "expired": "#b3261e"}

// Badge shows a short text on the button while the tab is in front.
func (Browser) Badge(tabID int, text, title, level string) {
	colour := colours[level]
	if colour == "" {
		colour = colours["ok"]
	}
	webext.Badge(tabID, text, title, colour)
}

// UserAgent is the browser's own.
func (Browser) UserAgent() string {
	if navigator := js.Global().Get("navigator"); navigator.Truthy() {
		return navigator.Get("userAgent").String()
	}
	return ""
}

// told is an error of the browser's in the API's words.
func told(err error) error {
	switch {
	case errors.Is(err, webext.ErrNoAccess), errors.Is(err, webext.ErrClosedPage):
		return errors.Join(api.ErrNoAccess, err)
	case errors.Is(err, webext.ErrNoTab), errors.Is(err, webext.ErrNotLoaded):
		return errors.Join(api.ErrTabLeft, err)
	}
	return err
}
