package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
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

// lockRecord counts the refused sign-ins of one user of one kind at one store.
type lockRecord struct {
	V        int    `json:"v"`
	Failures int    `json:"failures"`
	LastAt   string `json:"lastAt"`
}

// guard counts the sign-ins of one user. The count goes up before the password
// leaves: a worker that dies while the store answers must not lose it. Two
// sign-ins of one user take turns.
type guard struct {
	h   *handler
	key string
	was lockRecord
}

// guard waits for its turn; release gives it on.
func (h *handler) guard(ctx context.Context, origin, kind, user string) (g *guard, release func(), err error) {
	// Spellings that the store may take for one user count as one.
	user = strings.ToLower(strings.TrimSpace(user))
	sum := sha256.Sum256([]byte(origin + "\x00" + kind + "\x00" + user))
	g = &guard{h: h, key: lockPrefix + origin + ":" + kind + ":" + hex.EncodeToString(sum[:8])}
	if release, err = h.turns.take(ctx, g.key); err != nil {
		return nil, nil, err
	}
	if _, err := h.records.read(ctx, AreaLocal, g.key, &g.was); err != nil {
		release()
		return nil, nil, err
	}
	if past(g.was.LastAt, h.now(), lockTime) {
		g.was = lockRecord{}
	}
	return g, release, nil
}

// check refuses the fourth try unless the user insists.
func (g *guard) check(insists bool) error {
	if g.was.Failures >= lockStopAt && !insists {
		return refuse("locked_out", "failures", strconv.Itoa(g.was.Failures))
	}
	return nil
}

func (g *guard) leaving(ctx context.Context) error {
	return g.write(ctx, g.was.Failures+1)
}

// settle writes the count that the answer leads to.
func (g *guard) settle(ctx context.Context, o signInOutcome) (failures int) {
	switch {
	case o == signInUnknown, o == signInRefused:
		return g.was.Failures + 1 // as written before it left
	case o == signInAccepted, g.was.Failures == 0:
		_ = g.h.records.drop(ctx, AreaLocal, g.key)
		return 0
	}
	_ = g.write(ctx, g.was.Failures)
	return g.was.Failures
}

func (g *guard) write(ctx context.Context, failures int) error {
	return g.h.records.write(ctx, AreaLocal, g.key, lockRecord{recordVersion, failures, g.h.stamp()})
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
