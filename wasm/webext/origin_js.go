package webext

import (
	"syscall/js"

	"github.com/storekey/storekey/wasm/promise"
)

// Pending is a permission being asked for.
type Pending struct {
	settled chan struct{}
	granted bool
	err     error
}

// EnsureOrigin sees to it that the worker may send requests to origin. Call it
// first thing in a click handler, before anything that waits: Firefox asks only
// in the click itself.
//
// In Chromium the toolbar click gave access to the tab's origin (activeTab), so
// nothing is asked for a store that is open in such a tab. In Firefox that
// access does not reach as far as fetch: it asks once per origin.
func EnsureOrigin(origin string) *Pending {
	if Firefox() {
		return RequestOrigins(origin)
	}
	return pending(func() (bool, error) { return ensureInChromium(origin) })
}

// pending is what ask will answer.
func pending(ask func() (bool, error)) *Pending {
	p := &Pending{settled: make(chan struct{})}
	go p.settle(ask)
	return p
}

// Wait blocks until the user has answered.
func (p *Pending) Wait() (granted bool, err error) {
	<-p.settled
	return p.granted, p.err
}

func (p *Pending) settle(ask func() (bool, error)) {
	p.granted, p.err = ask()
	close(p.settled)
}

// ensureInChromium may look first: there a click counts for some seconds.
func ensureInChromium(origin string) (bool, error) {
	if held, err := HasOrigin(origin); err == nil && held {
		return true, nil
	}
	if given, err := openInGivenTab(origin); given || err != nil {
		return given, err
	}
	return answered(requestOrigins([]string{origin}))
}

// openInGivenTab reports whether a tab that the extension may look at shows
// origin: only of those does it see the address.
func openInGivenTab(origin string) (bool, error) {
	tabs, err := call("tabs", "query", map[string]any{})
	if err != nil {
		return false, failed("looking for the store's tab", err)
	}
	for i := range tabs.Length() {
		if readTab(tabs.Index(i)).Origin == origin {
			return true, nil
		}
	}
	return false, nil
}

func answered(request js.Value, err error) (bool, error) {
	if err == nil {
		request, err = promise.Await(request)
	}
	if err != nil {
		return false, failed("asking for access", err)
	}
	return request.Bool(), nil
}
