package api

import (
	"context"
	"crypto/rand"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

const (
	// usualLevel is how many requests are under way at one origin at once.
	usualLevel = 4
	// maxTries bounds how often one request is sent to a store that complains.
	maxTries = 5
	// maxPause is the longest wait that a store is granted; one that wants more
	// gets its answer reported instead.
	maxPause = 30 * time.Second
	// calmAfter is how many answers without a complaint raise the level by one.
	calmAfter = 8
)

// patience lets requests through to each origin, few at a time, and fewer when
// the store complains.
type patience struct {
	mu    sync.Mutex
	gates map[string]*gate
	now   func() time.Time
	// wait sleeps, jitter is a number in [0,1).
	wait   func(ctx context.Context, d time.Duration) error
	jitter func() float64
}

func (p *patience) at(origin string) *gate {
	p.mu.Lock()
	defer p.mu.Unlock()
	g := p.gates[origin]
	if g == nil {
		if p.gates == nil {
			p.gates = map[string]*gate{}
		}
		g = &gate{most: usualLevel, level: usualLevel, turn: make(chan struct{}, 1)}
		p.gates[origin] = g
	}
	return g
}

// do sends a request when it is its turn. What can be repeated without harm is
// sent again after the pause that a store asks for (RFC 6585 §4, RFC 9110
// §10.2.3); told says before each wait how long it is.
func (p *patience) do(req *http.Request, told func(time.Duration), send func(*http.Request) (*http.Response, error)) (*http.Response, error) {
	g := p.at(originOf(req.URL))
	for try := 1; ; try++ {
		if err := g.enter(req.Context()); err != nil {
			return nil, err
		}
		resp, err := send(req)
		pause, complaint := p.pause(resp, try)
		g.leave(complaint)
		if err != nil || !complaint || try == maxTries || pause > maxPause || !repeatable(req) {
			return resp, err
		}
		closeBody(resp)
		if told != nil {
			told(pause)
		}
		if err := p.wait(req.Context(), pause); err != nil {
			return nil, err
		}
	}
}

func repeatable(req *http.Request) bool {
	return (req.Method == http.MethodGet || req.Method == http.MethodHead) && req.Body == nil
}

// pause is how long a store wants to be left alone. A 503 without Retry-After,
// or with 0, is no such wish: that is how maintenance looks, too.
func (p *patience) pause(resp *http.Response, try int) (time.Duration, bool) {
	if resp == nil {
		return 0, false
	}
	after, told := p.retryAfter(resp.Header.Get("Retry-After"))
	if resp.StatusCode != http.StatusTooManyRequests && !(resp.StatusCode == http.StatusServiceUnavailable && after > 0) {
		return 0, false
	}
	if !told {
		after = time.Second << (try - 1)
	}
	// Up to half as long again, so that those who were refused together do not
	// come back together.
	return after + time.Duration(p.jitter()*float64(after)/2), true
}

func (p *patience) retryAfter(value string) (time.Duration, bool) {
	value = strings.TrimSpace(value)
	if seconds, err := strconv.Atoi(value); err == nil && seconds >= 0 {
		return time.Duration(min(seconds, 1<<20)) * time.Second, true
	}
	if at, err := http.ParseTime(value); err == nil {
		return max(0, at.Sub(p.now())), true
	}
	return 0, false
}

// gate is how many requests may be at one origin.
type gate struct {
	mu          sync.Mutex
	most, level int
	busy, calm  int
	// turn wakes one who waits.
	turn chan struct{}
}

func (g *gate) enter(ctx context.Context) error {
	for {
		g.mu.Lock()
		if g.busy < g.level {
			g.busy++
			free := g.busy < g.level
			g.mu.Unlock()
			if free {
				g.wake()
			}
			return nil
		}
		g.mu.Unlock()
		select {
		case <-g.turn:
		case <-ctx.Done():
			g.wake()
			return ctx.Err()
		}
	}
}

// leave halves the level after a complaint, and raises it again slowly.
func (g *gate) leave(complaint bool) {
	g.mu.Lock()
	g.busy--
	g.calm++
	if complaint {
		g.level, g.calm = max(1, g.level/2), 0
	} else if g.calm >= calmAfter && g.level < g.most {
		g.level, g.calm = g.level+1, 0
	}
	g.mu.Unlock()
	g.wake()
}

// allow sets the most that may be under way, 0 for the usual number.
func (g *gate) allow(most int) {
	if most <= 0 {
		most = usualLevel
	}
	g.mu.Lock()
	if g.most != most {
		g.most, g.level = most, most
	}
	g.mu.Unlock()
}

func (g *gate) wake() {
	select {
	case g.turn <- struct{}{}:
	default:
	}
}

// jitter is a number in [0,1).
func jitter() float64 {
	var b [1]byte
	_, _ = rand.Read(b[:])
	return float64(b[0]) / 256
}

// sleep waits for d or for ctx to end.
func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
