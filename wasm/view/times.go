package view

import (
	"strconv"
	"strings"
	"time"

	"github.com/storekey/storekey/core/wire"
)

const (
	day      = 24 * time.Hour
	year     = 365 * day
	soonFrom = 5 * time.Minute // from here on the countdown asks for care
)

// parseTime reads a time of the wire (RFC 3339 §5.6); told is false where there
// is none. By hand: the page needs no other layout, and package time's parser is
// as large as a screen.
func parseTime(text string) (t time.Time, told bool) {
	const layout = "0000-00-00T00:00:00"
	if len(text) <= len(layout) {
		return t, false
	}
	var parts [6]int
	at := 0
	for i := range len(layout) {
		switch c := text[i]; {
		case layout[i] == '0' && '0' <= c && c <= '9':
			parts[at] = 10*parts[at] + int(c-'0')
		case layout[i] != '0' && layout[i] == c:
			at++
		default:
			return t, false
		}
	}
	nanoseconds, rest := fraction(text[len(layout):])
	offset, ok := zone(rest)
	t = time.Date(parts[0], time.Month(parts[1]), parts[2], parts[3], parts[4], parts[5], nanoseconds, time.UTC)
	// A day or minute that there is not becomes another one.
	same := t.Month() == time.Month(parts[1]) && t.Day() == parts[2] && t.Hour() == parts[3] && t.Minute() == parts[4] && t.Second() == parts[5]
	return t.Add(-offset), ok && same
}

// fraction reads the part of a second, if there is one.
func fraction(text string) (nanoseconds int, rest string) {
	if text[0] != '.' {
		return 0, text
	}
	unit := int(time.Second)
	for text = text[1:]; text != "" && '0' <= text[0] && text[0] <= '9'; text = text[1:] {
		unit /= 10
		nanoseconds += unit * int(text[0]-'0')
	}
	return nanoseconds, text
}

// zone reads Z, or how far a clock is ahead of it: +01:00.
func zone(text string) (ahead time.Duration, ok bool) {
	if text == "Z" {
		return 0, true
	}
	if len(text) != 6 || text[3] != ':' {
		return 0, false
	}
	hours, err := strconv.Atoi(text[1:3])
	minutes, bad := strconv.Atoi(text[4:])
	ahead = time.Duration(hours)*time.Hour + time.Duration(minutes)*time.Minute
	if text[0] == '-' {
		ahead = -ahead
	}
	return ahead, err == nil && bad == nil && (text[0] == '+' || text[0] == '-')
}

// span writes a length of time in at most two units: the same ones as the
// findings do (package token).
func (w Words) span(d time.Duration) string {
	switch {
	case d < time.Minute:
		return w("underMinute")
	case d < time.Hour:
		return w("spanMinutes", strconv.Itoa(int(d/time.Minute)))
	case d < day:
		minutes := int(d % time.Hour / time.Minute)
		return two(w("spanHours", strconv.Itoa(int(d/time.Hour))), minutes, w("spanMinutes", strconv.Itoa(minutes)))
	case d < year:
		hours := int(d % day / time.Hour)
		return two(w("spanDays", strconv.Itoa(int(d/day))), hours, w("spanHours", strconv.Itoa(hours)))
	}
	days := int(d % year / day)
	return two(w("spanYears", strconv.Itoa(int(d/year))), days, w("spanDays", strconv.Itoa(days)))
}

// two leaves out a second unit of which there is none.
func two(big string, n int, small string) string {
	if n == 0 {
		return big
	}
	return big + " " + small
}

// exact writes a point in time to the second, in the reader's time zone.
func (w Words) exact(t, now time.Time) string {
	t = t.In(now.Location())
	clock := timeOf(t)
	switch days := midnight(t).Sub(midnight(now)); {
	case days == 0:
		return w("timeToday", clock)
	case days > 0 && days <= 25*time.Hour:
		return w("timeTomorrow", clock)
	}
	return w("timeDate", strconv.Itoa(t.Day()), w.month(t.Month()), strconv.Itoa(t.Year()), clock)
}

func timeOf(t time.Time) string {
	return twoDigits(t.Hour()) + ":" + twoDigits(t.Minute()) + ":" + twoDigits(t.Second())
}

// clock writes what is left as minutes and seconds.
func clock(left time.Duration) string {
	return strconv.Itoa(int(left/time.Minute)) + ":" + twoDigits(int(left%time.Minute/time.Second))
}

func twoDigits(n int) string { return strconv.Itoa(n/10) + strconv.Itoa(n%10) }

func midnight(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
}

func (w Words) month(m time.Month) string {
	names := strings.Fields(w("months"))
	if int(m) > len(names) {
		return strconv.Itoa(int(m))
	}
	return names[m-1]
}

// countdown is the ring of a token: how much of its life is left.
func (w Words) countdown(t wire.Token, now time.Time) Countdown {
	ends, told := parseTime(t.ExpiresAt)
	if !told {
		return Countdown{}
	}
	left := ends.Sub(now)
	if left <= 0 {
		return Countdown{Shown: true, Value: "0", Unit: w("unitMinutes"), Level: "expired",
			Name: w("expiredAgo", w.span(-left))}
	}
	c := Countdown{Shown: true, Left: share(t, left), Name: w("expiresIn", w.span(left))}
	c.Value, c.Unit = w.biggest(left)
	if left < soonFrom {
		c.Level = "soon"
	}
	return c
}

// biggest is the one number and unit that fit in the ring.
func (w Words) biggest(left time.Duration) (value, unit string) {
	switch {
	case left < time.Minute:
		return strconv.Itoa(int(left / time.Second)), w("unitSeconds")
	case left < 2*time.Hour:
		return strconv.Itoa(int(left / time.Minute)), w("unitMinutes")
	case left < 2*day:
		return strconv.Itoa(int(left / time.Hour)), w("unitHours")
	}
	return strconv.Itoa(int(left / day)), w("unitDays")
}

// share is the part of the token's life that is left, in hundredths.
func share(t wire.Token, left time.Duration) int {
	if t.LifetimeSeconds == nil || *t.LifetimeSeconds <= 0 {
		return 100
	}
	hundredths := int(100 * left / (time.Duration(*t.LifetimeSeconds) * time.Second))
	return min(100, max(1, hundredths))
}

// isExpired asks the token's own claim.
func isExpired(t wire.Token, now time.Time) bool {
	ends, told := parseTime(t.ExpiresAt)
	return told && !ends.After(now)
}
