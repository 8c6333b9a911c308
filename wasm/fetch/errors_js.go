package fetch

import (
	"context"
	"errors"
	"fmt"

	"github.com/storekey/storekey/wasm/promise"
)

var (
	// ErrFailed means that the browser got no answer. It does not tell whether
	// the host, its certificate, the network or a missing permission is to blame.
	ErrFailed = errors.New("fetch: no answer")
	// ErrOtherOrigin means that the tab shows another origin than the request's.
	ErrOtherOrigin = errors.New("fetch: the tab is not on this store")
	// ErrHeader means that a header holds what HTTP or the browser cannot carry.
	// The value, which may be a secret, is not repeated.
	ErrHeader = errors.New("fetch: a header cannot be sent")
	// ErrSession means that a session was to go where it must not: it is for a
	// store's REST API alone. Like a front door's cookie and User-Agent it leaves
	// the worker only.
	ErrSession = errors.New("fetch: a session goes to the REST API only")
	// ErrTimeout means that the store was silent for too long. It is a
	// context.DeadlineExceeded too.
	ErrTimeout = fmt.Errorf("fetch: no answer in time: %w", context.DeadlineExceeded)
)

// failed says why, in the browser's words where it has any.
func failed(cause error) error { return fmt.Errorf("%w: %w", ErrFailed, cause) }

// named maps what a fetch can throw.
func named(err error) error {
	switch {
	case promise.Named(err, "TimeoutError"):
		return ErrTimeout
	case promise.Named(err, "SecurityError"):
		return ErrOtherOrigin
	}
	return failed(err)
}
