package source

import (
	"strconv"
	"time"

	"github.com/storekey/storekey/core/wire"
)

// until notes when the page stops using the token, and says what comes of it
// where the token itself ends at another time.
func (f *Found) until(t, now time.Time) {
	f.Until = t
	exp := f.Token.ExpiresAt
	switch live := exp.IsZero() || now.Before(exp); {
	case t.IsZero():
	case !now.Before(t) && live:
		f.say("page_forgot_it", "ago", span(now.Sub(t)))
	case !now.Before(t), exp.IsZero():
	case t.Sub(exp) > time.Minute:
		f.say("page_lifetime_longer", "gap", span(t.Sub(exp)))
	case exp.Sub(t) > time.Minute:
		f.say("page_lifetime_shorter", "gap", span(exp.Sub(t)))
	}
}

func (f *Found) say(code string, params ...string) {
	f.Findings = append(f.Findings, wire.NewFinding(code, params...))
}

// span writes a duration in whole minutes, hours or days.
func span(d time.Duration) string {
	whole := func(unit time.Duration, name string) string {
		return strconv.FormatInt(int64(d/unit), 10) + " " + name
	}
	switch {
	case d < time.Minute:
		return whole(time.Second, "s")
	case d < 3*time.Hour:
		return whole(time.Minute, "min")
	case d < 72*time.Hour:
		return whole(time.Hour, "h")
	}
	return whole(24*time.Hour, "d")
}
