package host

import (
	"context"
	"errors"
	"syscall/js"
	"time"

	"github.com/storekey/storekey/core/api"
	"github.com/storekey/storekey/wasm/webext"
)

// Ceremony has a security key answer in the page of a tab, as
// extension/content/webauthn.js does.
func (Browser) Ceremony(ctx context.Context, tabID int, origin, options string) (string, error) {
	order := js.ValueOf(map[string]any{"origin": origin, "options": options})
	answer, err := webext.Inject(ctx, tabID, "ceremony", order)
	if ctx.Err() != nil {
		go endCeremony(tabID)
		return "", ctx.Err()
	}
	if err != nil {
		return "", told(err)
	}
	if failure := answer.Get("error"); failure.Truthy() {
		return "", ceremonyError(failure.Get("name").String())
	}
	return answer.Get("assertion").String(), nil
}

// ceremonyError maps what navigator.credentials.get throws (Web Authentication
// §5.1.4): a SecurityError is about the page's domain, all else is a no.
func ceremonyError(name string) error {
	if name == "SecurityError" {
		return api.ErrTabLeft
	}
	return errors.Join(api.ErrNotTouched, errors.New("host: "+name))
}

// endCeremony takes the browser's question away, in vain where the tab is gone.
func endCeremony(tabID int) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	_, _ = webext.Inject(ctx, tabID, "ceremony", js.ValueOf(map[string]any{"abort": true}))
}
