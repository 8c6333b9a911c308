package api

import (
	"context"
	"errors"

	"github.com/storekey/storekey/core/wire"
)

// Browser is what only a browser can do. The command line has none.
type Browser interface {
	// Cookie reads the cookie named name of the tab's own cookie store that would
	// go to url, "" if there is none. The error is ErrNoAccess where the browser
	// has not been told to let Storekey read it.
	Cookie(ctx context.Context, tabID int, url, name string) (string, error)
	// Put writes into the page of the tab while that shows origin, reloads it and
	// returns what stood there before.
	Put(ctx context.Context, tabID int, origin string, writes []wire.Write) (before []wire.Write, err error)
	// Badge shows a short text on Storekey's button while the tab is in front; ""
	// clears it. The level is ok, soon or expired.
	Badge(tabID int, text, title, level string)
	// Ceremony has a security key answer a store's task in the page of the tab,
	// while that shows origin: options is what Magento_TwoFactorAuth hands out,
	// the answer what it wants back, both JSON. The error is ErrNotTouched where
	// the key or its owner said no.
	Ceremony(ctx context.Context, tabID int, origin, options string) (string, error)
	// UserAgent is the browser's own.
	UserAgent() string
}

var (
	// ErrNoAccess says that the browser does not let Storekey at this address
	// before the user has said yes.
	ErrNoAccess = errors.New("api: the browser gives no access to this address")
	// ErrTabLeft says that the tab shows another address by now.
	ErrTabLeft = errors.New("api: the tab has left the address")
	// ErrNotTouched says that no security key answered.
	ErrNotTouched = errors.New("api: no security key answered")
)

// nowhere stands for the browser where there is none.
type nowhere struct{}

func (nowhere) Cookie(context.Context, int, string, string) (string, error) { return "", errNoBrowser }

func (nowhere) Put(context.Context, int, string, []wire.Write) ([]wire.Write, error) {
	return nil, errNoBrowser
}

func (nowhere) Badge(int, string, string, string) {}

func (nowhere) Ceremony(context.Context, int, string, string) (string, error) {
	return "", errNoBrowser
}

func (nowhere) UserAgent() string { return "" }

var errNoBrowser = errors.New("api: there is no browser")
