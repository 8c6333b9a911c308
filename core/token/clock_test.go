package token

import (
	"testing"
	"time"
)

func TestStoreNow(t *testing.T) {
	for _, c := range []struct {
		date, seconds, direction string
		ahead                    time.Duration
	}{
		{"Mon, 23 Nov 2026 12:00:30 GMT", "", "", 30 * time.Second},
		{"Mon, 23 Nov 2026 14:00:00 GMT", "7200", "behind", 2 * time.Hour},
		{"Mon, 23 Nov 2026 11:50:00 GMT", "600", "ahead", -10 * time.Minute},
		{"2026-11-23T14:00:00Z", "", "", 0},
		{"", "", "", 0},
	} {
		got, findings := StoreNow(now, c.date)
		if !got.Equal(now.Add(c.ahead)) {
			t.Errorf("%q: %s", c.date, got)
		}
		if (len(findings) == 1) != (c.seconds != "") || c.seconds != "" && (findings[0].Params["seconds"] != c.seconds || findings[0].Params["direction"] != c.direction) {
			t.Errorf("%q: %v", c.date, findings)
		}
	}
}
