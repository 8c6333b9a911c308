package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"time"
)

// Magento locks a user after six failures for half an hour, and counts those of
// every client (oauth/authentication_lock). Storekey stops well before.
const (
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

// guard counts sign-ins for one user. The count goes up before the password
// leaves: a worker that dies while the store answers must not lose it.
type guard struct {
	h   *handler
	key string
	was lockRecord
}

func (h *handler) guard(ctx context.Context, origin, kind, user string) (*guard, error) {
	sum := sha256.Sum256([]byte(origin + "\x00" + kind + "\x00" + user))
	g := &guard{h: h, key: "lock:" + origin + ":" + kind + ":" + hex.EncodeToString(sum[:8])}
	if _, err := h.records.read(ctx, AreaLocal, g.key, &g.was); err != nil {
		return nil, err
	}
	if last, err := time.Parse(time.RFC3339, g.was.LastAt); err != nil || h.now().Sub(last) > lockTime {
		g.was = lockRecord{}
	}
	return g, nil
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
	switch o {
	case signInRefused:
		return g.was.Failures + 1 // as written before it left
	case signInAccepted:
		_ = g.h.records.drop(ctx, AreaLocal, g.key)
		return 0
	}
	if g.was.Failures == 0 {
		_ = g.h.records.drop(ctx, AreaLocal, g.key)
	} else {
		_ = g.write(ctx, g.was.Failures)
	}
	return g.was.Failures
}

func (g *guard) write(ctx context.Context, failures int) error {
	return g.h.records.write(ctx, AreaLocal, g.key, lockRecord{recordVersion, failures, g.h.now().UTC().Format(time.RFC3339)})
}

// signInOutcome is what an answer says about the password.
type signInOutcome int

const (
	signInUnknown  signInOutcome = iota // no answer: the store may have counted it
	signInNotTried                      // the password was not looked at
	signInRefused
	signInAccepted
)
