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

// failed wraps err with what was being done. Not by fmt: with the reflection that
// it brings, it would be a tenth of the page's program.
func failed(doing string, err error) error { return &failure{doing, err} }

type failure struct {
	doing string
	cause error
}

func (f *failure) Error() string { return "webext: " + f.doing + ": " + f.cause.Error() }

func (f *failure) Unwrap() error { return f.cause }

// because is the sentinel kind with what the browser said.
func because(kind, said error) error { return &reason{kind, said} }

type reason struct{ kind, said error }

func (r *reason) Error() string { return r.kind.Error() + ": " + r.said.Error() }

func (r *reason) Unwrap() []error { return []error{r.kind, r.said} }
