package api

import (
	"context"
	"fmt"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

func answerOf(status int, retryAfter string) *http.Response {
	resp := &http.Response{StatusCode: status, Header: http.Header{}, Body: http.NoBody}
	if retryAfter != "" {
		resp.Header.Set("Retry-After", retryAfter)
	}
	return resp
}

func request(method string) *http.Request {
	req, _ := http.NewRequest(method, "https://shop.test/rest/V1/x", nil)
	return req
}

func TestPatience(t *testing.T) {
	now := time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)
	limited := func(after string) *http.Response { return answerOf(429, after) }
	ok := answerOf(200, "")
	tests := []struct {
		name    string
		method  string
		answers []*http.Response
		waits   string
		status  int
	}{
		{"at once", "GET", []*http.Response{ok}, "", 200},
		{"seconds", "GET", []*http.Response{limited("2"), ok}, "3s", 200},
		{"a date", "GET", []*http.Response{limited(now.Add(4 * time.Second).Format(http.TimeFormat)), ok}, "6s", 200},
		{"a date gone by", "GET", []*http.Response{limited(now.Add(-time.Hour).Format(http.TimeFormat)), ok}, "0s", 200},
		{"nothing told: longer each time", "GET", []*http.Response{limited(""), limited(""), limited(""), ok}, "1.5s 3s 6s", 200},
		{"it never ends", "GET", []*http.Response{limited("1"), limited("1"), limited("1"), limited("1"), limited("1")}, "1.5s 1.5s 1.5s 1.5s", 429},
		{"too long", "GET", []*http.Response{limited("3600")}, "", 429},
		{"overloaded", "GET", []*http.Response{answerOf(503, "1"), ok}, "1.5s", 200},
		{"maintenance", "GET", []*http.Response{answerOf(503, "")}, "", 503},
		{"a CDN's own page", "GET", []*http.Response{answerOf(503, "0")}, "", 503},
		{"nonsense", "GET", []*http.Response{answerOf(503, "soon")}, "", 503},
		{"a login is never repeated", "POST", []*http.Response{limited("1")}, "", 429},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var waits []string
			p := &patience{now: func() time.Time { return now }, jitter: func() float64 { return 1 },
				wait: func(_ context.Context, d time.Duration) error { waits = append(waits, d.String()); return nil }}
			sent := 0
			resp, err := p.do(request(test.method), nil, func(*http.Request) (*http.Response, error) {
				sent++
				return test.answers[sent-1], nil
			})
			if err != nil || resp.StatusCode != test.status || strings.Join(waits, " ") != test.waits || sent != len(test.answers) {
				t.Errorf("%v, %d sent, waits %v", err, sent, waits)
			}
		})
	}
}

// In flight: never more than the level; fewer after a complaint; again more
// after a while of calm.
func TestPatienceBounds(t *testing.T) {
	p := &patience{now: time.Now, jitter: func() float64 { return 0 }, wait: func(context.Context, time.Duration) error { return nil }}
	var mu sync.Mutex
	flying, most, complain := 0, 0, false
	run := func(n int) (peak int) {
		most = 0
		var wait sync.WaitGroup
		for range n {
			wait.Go(func() {
				_, _ = p.do(request("POST"), nil, func(*http.Request) (*http.Response, error) {
					mu.Lock()
					flying++
					most = max(most, flying)
					status := 200
					if complain {
						status = 429
					}
					mu.Unlock()
					// The others get their chance.
					for range 100 {
						runtime.Gosched()
					}
					mu.Lock()
					flying--
					mu.Unlock()
					return answerOf(status, "0"), nil
				})
			})
		}
		wait.Wait()
		return most
	}
	g := p.at("https://shop.test")
	if peak := run(40); peak > usualLevel || g.level != usualLevel {
		t.Errorf("%d at once, level %d", peak, g.level)
	}
	complain = true
	run(2)
	if g.level != 1 {
		t.Errorf("level %d after complaints", g.level)
	}
	complain = false
	if peak := run(calmAfter - 1); peak != 1 {
		t.Errorf("%d at once after complaints", peak)
	}
	run(100)
	if g.level != usualLevel {
		t.Errorf("level %d after calm", g.level)
	}
	g.allow(2)
	if peak := run(20); peak > 2 {
		t.Errorf("%d at once, 2 allowed", peak)
	}
}

func TestPatienceCanBeCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	p := &patience{now: time.Now, jitter: func() float64 { return 0 }, wait: sleep}
	told := func(d time.Duration) {
		if d != 20*time.Second {
			t.Error(d)
		}
		cancel()
	}
	_, err := p.do(request("GET").WithContext(ctx), told, func(*http.Request) (*http.Response, error) { return answerOf(429, "20"), nil })
	if err == nil || fmt.Sprint(err) != "context canceled" {
		t.Errorf("got %v", err)
	}
	// Nobody is left in the gate.
	if g := p.at("https://shop.test"); g.busy != 0 {
		t.Errorf("%d busy", g.busy)
	}
}
