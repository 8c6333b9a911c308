package webext

import "errors"

var (
	// ErrNoAnswer means that the worker died under every try of a message.
	ErrNoAnswer = errors.New("webext: the worker gave no answer")
	// ErrReloaded means that the extension was updated or reloaded under this
	// page, which can no longer speak to it.
	ErrReloaded = errors.New("webext: the extension was reloaded")
	// ErrNoAccess means that the user has not given this tab by a click.
	ErrNoAccess = errors.New("webext: no access to this tab")
	// ErrClosedPage means that no extension may look at this page: the
	// browser's own pages and the extension shops.
	ErrClosedPage = errors.New("webext: the browser keeps extensions out of this page")
	// ErrNotLoaded means that the tab shows no page: it failed to load, or went
	// elsewhere meanwhile.
	ErrNotLoaded = errors.New("webext: the tab shows no page")
	// ErrNoTab means that the tab is gone.
	ErrNoTab = errors.New("webext: no such tab")
)
