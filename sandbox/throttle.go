package sandbox

import (
	"cmp"
	"math"
	"net/http"
	"strconv"
	"time"
)

// bucket holds requests that may still be made; it fills at the mode's rate.
type bucket struct {
	left float64
	at   time.Time
}

// throttled takes one request out of the bucket, or refuses it and says when to
// come again.
func (s *Store) throttled(w http.ResponseWriter, mode Mode) bool {
	rate, burst := cmp.Or(mode.ThrottleRate, 5), float64(cmp.Or(mode.ThrottleBurst, 10))
	s.mu.Lock()
	now := s.now()
	if s.bucket.at.IsZero() {
		s.bucket = bucket{burst, now}
	}
	s.bucket.left = min(burst, s.bucket.left+rate*now.Sub(s.bucket.at).Seconds())
	s.bucket.at = now
	enough := s.bucket.left >= 1
	if enough {
		s.bucket.left--
	}
	missing := (1 - s.bucket.left) / rate
	s.mu.Unlock()
	if enough {
		return false
	}
	w.Header().Set("Retry-After", strconv.Itoa(max(1, int(math.Ceil(missing)))))
	if mode.Name == "overload" {
		serverPage(w, http.StatusServiceUnavailable, "503 Service Temporarily Unavailable")
	} else {
		serverPage(w, http.StatusTooManyRequests, "429 Too Many Requests")
	}
	return true
}
