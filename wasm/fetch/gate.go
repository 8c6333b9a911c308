package fetch

import (
	"context"
	"sync"
)

// gates keep a request that carries a session apart from all others to its
// origin: what lets it carry the session would give it to them, too.
type gates struct {
	mu    sync.Mutex
	gates map[string]*gate
}

// gate is one origin's: how many are inside, and whether the one inside wants to
// be alone.
type gate struct {
	inside int
	alone  bool
	// waiting is how many want to be alone: nobody overtakes them.
	waiting int
	changed chan struct{}
}

// enter waits until the request may go, or until ctx ends.
func (g *gates) enter(ctx context.Context, origin string, alone bool) (leave func(), err error) {
	waits := false
	for {
		changed := g.try(origin, alone, &waits)
		if changed == nil {
			return func() { g.leave(origin) }, nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			g.giveUp(origin, waits)
			return nil, ctx.Err()
		}
	}
}

// try enters and returns nil, or returns what is closed when it is worth another
// try.
func (g *gates) try(origin string, alone bool, waits *bool) <-chan struct{} {
	g.mu.Lock()
	defer g.mu.Unlock()
	at := g.gates[origin]
	if at == nil {
		at = &gate{changed: make(chan struct{})}
		if g.gates == nil {
			g.gates = map[string]*gate{}
		}
		g.gates[origin] = at
	}
	if at.alone || alone && at.inside > 0 || !alone && at.waiting > 0 {
		if alone && !*waits {
			*waits = true
			at.waiting++
		}
		return at.changed
	}
	if *waits {
		at.waiting--
	}
	at.inside++
	at.alone = alone
	return nil
}

func (g *gates) leave(origin string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	at := g.gates[origin]
	at.inside--
	at.alone = false
	g.tell(origin, at)
}

func (g *gates) giveUp(origin string, waits bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if waits {
		at := g.gates[origin]
		at.waiting--
		g.tell(origin, at)
	}
}

// tell wakes everybody who waits at a gate, and forgets one that nobody uses.
func (g *gates) tell(origin string, at *gate) {
	close(at.changed)
	at.changed = make(chan struct{})
	if at.inside == 0 && at.waiting == 0 {
		delete(g.gates, origin)
	}
}
