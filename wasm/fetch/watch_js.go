package fetch

import (
	"context"
	"sync/atomic"
	"syscall/js"
	"time"
)

// Silence is how long a store may say nothing.
const Silence = 25 * time.Second

// MaxBody is how much of an answer is read: one byte more than its readers take,
// so that they see that it is too large.
const MaxBody = 8<<20 + 1

// watch aborts a fetch when its context ends or when nothing came for too long.
type watch struct {
	ctx        context.Context
	controller js.Value
	silence    time.Duration
	timer      *time.Timer
	silent     atomic.Bool
	forget     func() bool
}

func newWatch(ctx context.Context, silence time.Duration) *watch {
	w := &watch{ctx: ctx, silence: silence, controller: js.Global().Get("AbortController").New()}
	w.timer = time.AfterFunc(silence, func() {
		w.silent.Store(true)
		w.abort()
	})
	w.forget = context.AfterFunc(ctx, w.abort)
	return w
}

func (w *watch) abort() { w.controller.Call("abort") }

// heard starts the silence anew.
func (w *watch) heard() { w.timer.Reset(w.silence) }

func (w *watch) end() {
	w.timer.Stop()
	w.forget()
}

// explain says why a fetch failed: for us, or for the browser.
func (w *watch) explain(err error) error {
	switch {
	case w.ctx.Err() != nil:
		return w.ctx.Err()
	case w.silent.Load():
		return ErrTimeout
	}
	return named(err)
}
