package api

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/storekey/storekey/core/vault"
	"github.com/storekey/storekey/core/wire"
)

// callLife is how long the record of a finished call is kept for a page that
// opens again.
const callLife = 10 * time.Minute

const callPrefix = "call:"

// liveCall is a long call that runs in this very process.
type liveCall struct {
	h      *handler
	record wire.Call
	ctx    context.Context
	cancel context.CancelFunc
	done   chan struct{}
}

// runCall serves a long call under its id. An id seen before answers what is
// known of it and never runs again: a message may be sent twice, a login may not.
func (h *handler) runCall(j *job, id string, r route) (int, []byte) {
	call, first := h.claim(j, id)
	if !first {
		return h.again(j.ctx, id, call)
	}
	defer h.release(id, call)
	known, ok, err := h.readRecord(j.ctx, id)
	switch {
	case err != nil: // it may have run before: that is not known, so not again
		return encode(nil, err)
	case ok:
		return h.resume(j.ctx, known)
	}
	h.purgeCalls(j.ctx)
	if err := call.save(j.ctx); err != nil {
		return encode(nil, err)
	}
	j.ctx, j.call = call.ctx, call
	answer, err := r.run(h, j)
	return call.finish(answer, err)
}

// claim makes id live, unless it is already.
func (h *handler) claim(j *job, id string) (call *liveCall, first bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if call, ok := h.live[id]; ok {
		return call, false
	}
	call = &liveCall{h: h, done: make(chan struct{}), record: wire.Call{
		V: recordVersion, ID: id, Path: j.req.URL.Path, State: wire.CallRunning,
		StartedAt: h.stamp(),
	}}
	// The call outlives the page that asked for it.
	call.ctx, call.cancel = context.WithCancel(context.WithoutCancel(j.ctx))
	h.live[id] = call
	return call, true
}

func (h *handler) release(id string, call *liveCall) {
	h.mu.Lock()
	delete(h.live, id)
	h.mu.Unlock()
	call.cancel()
	close(call.done)
}

// again waits for the call that runs under the same id and answers what it did.
func (h *handler) again(ctx context.Context, id string, call *liveCall) (int, []byte) {
	select {
	case <-call.done:
	case <-ctx.Done():
		return encode(nil, ctx.Err())
	}
	record, ok, err := h.readRecord(ctx, id)
	if err == nil && !ok {
		err = refuse("call_unknown", "id", id)
	}
	if err != nil {
		return encode(nil, err)
	}
	return outcome(record)
}

// resume answers for a record that an earlier process left behind.
func (h *handler) resume(ctx context.Context, record wire.Call) (int, []byte) {
	if !record.Finished() {
		record = interrupt(record, h.now())
		if err := h.records.write(ctx, AreaSession, callPrefix+record.ID, record); err != nil {
			return encode(nil, err)
		}
	}
	return outcome(record)
}

func outcome(record wire.Call) (int, []byte) {
	if record.Status != 0 {
		return record.Status, record.Body
	}
	return encode(nil, refuse("interrupted"))
}

func (h *handler) readRecord(ctx context.Context, id string) (record wire.Call, found bool, err error) {
	found, err = h.records.read(ctx, AreaSession, callPrefix+id, &record)
	return record, found, err
}

func (c *liveCall) save(ctx context.Context) error {
	return c.h.records.write(ctx, AreaSession, callPrefix+c.record.ID, c.record)
}

// step is progress for those who watch: losing one harms nobody, so a failed
// write is not an error. A pause, which counts nothing, leaves the count as it is.
func (c *liveCall) step(ctx context.Context, step string, done, total int) {
	c.h.mu.Lock()
	defer c.h.mu.Unlock()
	if total == 0 {
		done, total = c.record.Done, c.record.Total
	}
	c.record.Step, c.record.Done, c.record.Total = step, done, total
	_ = c.save(ctx)
}

// sent must be stored before the credential leaves: after that the call is never
// run again.
func (c *liveCall) sent(ctx context.Context) error {
	if c.record.State == wire.CallSent {
		return nil
	}
	c.record.State = wire.CallSent
	if err := c.save(ctx); err != nil {
		return fmt.Errorf("api: nothing was sent: %w", err)
	}
	return nil
}

func (c *liveCall) finish(answer any, err error) (int, []byte) {
	status, raw := encode(answer, err)
	c.record.State = wire.CallDone
	switch {
	case isCancelled(err):
		c.record.State = wire.CallCancelled
	case err != nil:
		c.record.State = wire.CallFailed
	}
	c.record.Status, c.record.Body = status, raw
	c.record.FinishedAt = c.h.stamp()
	// The answer is there even if its record cannot be written.
	_ = c.save(context.Background())
	return status, raw
}

func (h *handler) readCall(j *job) (any, error) {
	record, ok, err := h.readRecord(j.ctx, j.req.PathValue("id"))
	if err == nil && !ok {
		err = refuse("call_unknown", "id", j.req.PathValue("id"))
	}
	return record, err
}

// cancelCall cancels a call that runs, waits for its end and answers its record.
// One that has not arrived yet is cancelled before it does. One that failed is
// marked as cancelled, so that no page tells of it again; its answer stays.
func (h *handler) cancelCall(j *job) (any, error) {
	id := j.req.PathValue("id")
	h.mu.Lock()
	call, running := h.live[id]
	h.mu.Unlock()
	if running {
		call.cancel()
		select {
		case <-call.done:
		case <-j.ctx.Done():
			return nil, j.ctx.Err()
		}
		return h.readCall(j)
	}
	record, known, err := h.readRecord(j.ctx, id)
	switch {
	case err != nil:
		return nil, err
	case !known:
		record = wire.Call{V: recordVersion, ID: id, State: wire.CallCancelled, StartedAt: h.stamp(), FinishedAt: h.stamp()}
		record.Status, record.Body = encode(nil, context.Canceled)
	case record.State == wire.CallFailed || record.State == wire.CallInterrupted:
		record.State = wire.CallCancelled
	default:
		return record, nil
	}
	return record, h.records.write(j.ctx, AreaSession, callPrefix+id, record)
}

func (h *handler) stamp() string { return h.now().UTC().Format(time.RFC3339) }

// purgeCalls drops the records of calls that ended long ago.
func (h *handler) purgeCalls(ctx context.Context) {
	keys, _ := h.records.keys(ctx, AreaSession, callPrefix)
	for _, key := range keys {
		var record wire.Call
		if ok, err := h.records.read(ctx, AreaSession, key, &record); ok && err == nil && record.Finished() && past(record.FinishedAt, h.now(), callLife) {
			_ = h.records.drop(ctx, AreaSession, key)
		}
	}
}

// past reports whether a stamp is older than life, or none.
func past(stamp string, now time.Time, life time.Duration) bool {
	at, err := time.Parse(time.RFC3339, stamp)
	return err != nil || now.Sub(at) > life
}

// interrupt ends a record whose process is gone.
func interrupt(record wire.Call, now time.Time) wire.Call {
	code := "interrupted_before"
	switch {
	case record.State == wire.CallSent && strings.HasPrefix(record.Path, "/v1/check"):
		code = "interrupted_check"
	case record.State == wire.CallSent && record.Path == "/v1/credentials/refresh":
		code = "refresh_lost"
	case record.State == wire.CallSent && record.Path == "/v1/send":
		code = "interrupted_send"
	case record.State == wire.CallSent:
		code = "interrupted"
	}
	status, body := wireError(refuse(code))
	record.State, record.Status = wire.CallInterrupted, status
	record.Body, _ = json.Marshal(body)
	record.FinishedAt = now.UTC().Format(time.RFC3339)
	return record
}

// Recover ends the records of calls that ran in a process that is gone, and
// drops what has had its time. The worker calls it once, before its first
// request.
func Recover(ctx context.Context, state State, now time.Time) error {
	r := records{state}
	keys, err := r.keys(ctx, AreaSession, callPrefix)
	if err != nil {
		return fmt.Errorf("api: looking for interrupted calls: %w", err)
	}
	for _, key := range keys {
		var record wire.Call
		found, err := r.read(ctx, AreaSession, key, &record)
		if err != nil || !found || record.Finished() {
			continue
		}
		if err := r.write(ctx, AreaSession, key, interrupt(record, now)); err != nil {
			return err
		}
	}
	_ = vault.New(state, func() time.Time { return now }, nil).Tidy(ctx) // and at every later occasion
	if err := purgeLogins(ctx, r, now); err != nil {
		return err
	}
	return purgeLocks(ctx, r, now)
}
