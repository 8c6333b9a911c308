package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Magento locks a user after six failures for half an hour, and counts those of
// every client (oauth/authentication_lock). Storekey stops well before.
const (
	lockPrefix = "lock:"
	lockWarnAt = 2
	lockStopAt = 3
	lockTime   = 30 * time.Minute
)

// A login whose process was killed is taken for one that the store still
// thinks about for as long as that.
const flightTime = 90 * time.Second

// settleTime bounds the wait for the record once the store has answered.
const settleTime = 5 * time.Second

// turnPoll is how often those who wait look whether one in flight has landed.
const turnPoll = 20 * time.Millisecond

// lockRecord counts the refused sign-ins of one user of one kind at one store.
type lockRecord struct {
	V        int    `json:"v"`
	Failures int    `json:"failures"` // those in flight are among them
	LastAt   string `json:"lastAt"`
	// Flying says when those left that the store has not answered. It is kept
	// where several processes share the record.
	Flying []string `json:"flying,omitempty"`
}

// guard counts the sign-ins of one user. The count goes up before the password
// leaves: a worker that dies while the store answers must not lose it. Two
// sign-ins of one user take turns in one process; those of several processes
// check and count in one step, which nobody else can come between.
type guard struct {
	h       *handler
	key     string
	insists bool // send the fourth try
	left    string
	count   int // as it was written before the password left
}

// guard waits for its turn; release gives it on.
func (h *handler) guard(ctx context.Context, origin, kind, user string, insists bool) (g *guard, release func(), err error) {
	// Spellings that the store may take for one user count as one.
	user = strings.ToLower(strings.TrimSpace(user))
	sum := sha256.Sum256([]byte(origin + "\x00" + kind + "\x00" + user))
	g = &guard{h: h, key: lockPrefix + origin + ":" + kind + ":" + hex.EncodeToString(sum[:8]), insists: insists}
	release, err = h.turns.take(ctx, g.key)
	return g, release, err
}

// check refuses the fourth try, before anything is asked of the store.
func (g *guard) check(ctx context.Context) error {
	r, err := g.read(ctx)
	if err == nil && len(r.Flying) == 0 {
		err = g.stop(r)
	}
	return err
}

func (g *guard) stop(r lockRecord) error {
	if r.Failures >= lockStopAt && !g.insists {
		return refuse("locked_out", "failures", strconv.Itoa(r.Failures))
	}
	return nil
}

// leaving checks and counts in one step. While only those in flight make the
// count too high it waits for their answers: they may be let in.
func (g *guard) leaving(ctx context.Context) error {
	for {
		wait, err := g.board(ctx)
		if err != nil || !wait {
			return err
		}
		select {
		case <-time.After(turnPoll):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// board counts the sign-in that is about to leave, unless it has to wait.
func (g *guard) board(ctx context.Context) (wait bool, err error) {
	err = g.change(ctx, func(r *lockRecord) error {
		if stop := g.stop(*r); stop != nil {
			wait = len(r.Flying) > 0
			return stop
		}
		g.left = g.h.stamp()
		r.Failures, r.LastAt, r.Flying = r.Failures+1, g.left, append(r.Flying, g.left)
		g.count = r.Failures
		return nil
	})
	if wait {
		return true, nil
	}
	return false, err
}

// settle writes the count that the answer leads to.
func (g *guard) settle(ctx context.Context, o signInOutcome) (failures int) {
	failures = g.count
	_ = g.change(ctx, func(r *lockRecord) error {
		if i := slices.Index(r.Flying, g.left); i >= 0 {
			r.Flying = slices.Delete(r.Flying, i, i+1)
		}
		switch o {
		case signInAccepted: // the store begins to count anew
			r.Failures = len(r.Flying)
		case signInNotTried:
			r.Failures = max(0, r.Failures-1)
		}
		failures = r.Failures
		return nil
	})
	return failures
}

// change replaces the record by what change makes of it; a count of none is no
// record.
func (g *guard) change(ctx context.Context, change func(*lockRecord) error) error {
	leave, err := g.h.records.alone(ctx)
	if err != nil {
		return err
	}
	defer leave()
	r, err := g.read(ctx)
	if err != nil {
		return err
	}
	if err := change(&r); err != nil {
		return err
	}
	if r.Failures == 0 {
		return g.h.records.drop(ctx, AreaLocal, g.key)
	}
	if !g.h.records.shared() {
		r.Flying = nil
	}
	return g.h.records.write(ctx, AreaLocal, g.key, r)
}

// read reads the record without what is too old to count.
func (g *guard) read(ctx context.Context) (lockRecord, error) {
	r := lockRecord{V: recordVersion}
	if _, err := g.h.records.read(ctx, AreaLocal, g.key, &r); err != nil {
		return r, err
	}
	now := g.h.now()
	if past(r.LastAt, now, lockTime) {
		return lockRecord{V: recordVersion}, nil
	}
	r.Flying = slices.DeleteFunc(r.Flying, func(left string) bool { return past(left, now, flightTime) })
	return r, nil
}

// purgeLocks drops the counts whose time is over.
func purgeLocks(ctx context.Context, r records, now time.Time) error {
	keys, err := r.keys(ctx, AreaLocal, lockPrefix)
	if err != nil {
		return fmt.Errorf("api: looking for old counts: %w", err)
	}
	for _, key := range keys {
		var record lockRecord
		if found, err := r.read(ctx, AreaLocal, key, &record); err == nil && found && past(record.LastAt, now, lockTime) {
			if err := r.drop(ctx, AreaLocal, key); err != nil {
				return err
			}
		}
	}
	return nil
}

// signInOutcome is what an answer says about the password.
type signInOutcome int

const (
	signInUnknown  signInOutcome = iota // no answer: the store may have counted it
	signInNotTried                      // the password was not looked at
	signInRefused
	signInAccepted
)
