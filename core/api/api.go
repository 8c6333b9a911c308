package api

import (
	"context"
	"crypto/rand"
	"net/http"
	"sync"
	"time"

	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/vault"
	"github.com/storekey/storekey/core/wire"
)

// Doer sends one request: what an exit is made of.
type Doer = magento.Doer

// Exits are the ways out to a store.
type Exits interface {
	// Direct sends from Storekey itself, without the browser's cookies.
	Direct() magento.Doer
	// Tab sends from inside a tab, on that tab's own origin; nil where there
	// are no tabs.
	Tab(tabID int) magento.Doer
}

// Config is what the handler needs from its surroundings.
type Config struct {
	Exits Exits
	State State
	// Browser is nil where there is none.
	Browser Browser
	// Policy is what an administrator laid down for this browser; nil means
	// nothing.
	Policy func() wire.Policy
	// Now is the clock; nil means time.Now.
	Now func() time.Time
	// NewID makes references; nil means random ones.
	NewID func() string
	// Wait sleeps for a store that asks for it; nil means by the clock.
	Wait func(ctx context.Context, d time.Duration) error
}

// Headers that the extension's bridge sets: the message's id, the tab that the
// page is about, and whether that is of a private window.
const (
	HeaderCall    = "Storekey-Call"
	HeaderTab     = "Storekey-Tab"
	HeaderPrivate = "Storekey-Private"
)

type handler struct {
	exits   Exits
	browser Browser
	policy  func() wire.Policy
	records records
	vault   *vault.Vault
	now     func() time.Time
	newID   func() string

	mu   sync.Mutex
	live map[string]*liveCall

	turns    turns
	patience patience
	finder   finder
}

// New returns the handler of every call in routes.go.
func New(config Config) http.Handler {
	h := &handler{
		exits:   config.Exits,
		browser: config.Browser,
		policy:  config.Policy,
		records: records{config.State},
		now:     config.Now,
		newID:   config.NewID,
		live:    map[string]*liveCall{},
	}
	if h.browser == nil {
		h.browser = nowhere{}
	}
	if h.now == nil {
		h.now = time.Now
	}
	if h.newID == nil {
		h.newID = rand.Text
	}
	h.patience = patience{now: h.now, wait: config.Wait, jitter: jitter}
	if config.Wait == nil {
		h.patience.wait = sleep
	}
	h.vault = vault.New(config.State, h.now, h.newID)
	return h.routes()
}
