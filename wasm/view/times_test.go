package view

import (
	"testing"
	"time"

	"github.com/storekey/storekey/core/wire"
)

func TestSpan(t *testing.T) {
	w := english(t)
	for d, want := range map[time.Duration]string{
		0: "under 1 min", 59 * time.Second: "under 1 min", time.Minute: "1 min", 52*time.Minute + 9*time.Second: "52 min",
		time.Hour: "1 h", 82 * time.Minute: "1 h 22 min", 47 * time.Hour: "1 d 23 h", 48 * time.Hour: "2 d", 30 * day: "30 d",
		364 * day: "364 d", 365 * day: "1 y", 1104*day + 5*time.Hour: "3 y 9 d",
	} {
		if got := w.span(d); got != want {
			t.Errorf("%s: %q, want %q", d, got, want)
		}
	}
}

func TestParseTimeAgreesWithPackageTime(t *testing.T) {
	for _, text := range []string{
		"2026-11-23T14:02:11Z", "2026-11-23T14:02:11.875Z", "2026-11-23T14:02:11.123456789Z", "2026-11-23T14:02:11+01:00",
		"2026-02-28T23:59:59-09:30", "2024-02-29T00:00:00Z", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
		"2026-11-23T24:00:00Z", "2026-11-23T14:60:00Z", "2026-11-23 14:02:11Z", "2026-11-23T14:02:11", "2026-11-23",
		"", "soon", "2026-11-23T14:02:11z", "2026-11-23T14:02:11+0100", "2026-11-23T14:02:11Zx", "x026-11-23T14:02:11Z",
	} {
		want, err := time.Parse(time.RFC3339, text)
		got, told := parseTime(text)
		if told != (err == nil) || told && !got.Equal(want) {
			t.Errorf("%q: %v, %t; package time: %v, %v", text, got, told, want, err)
		}
	}
}

func TestExact(t *testing.T) {
	w := english(t)
	berlin := time.FixedZone("CET", 3600)
	now := time.Date(2026, 11, 23, 14, 10, 0, 0, berlin)
	for in, want := range map[string]string{
		"2026-11-23T14:02:11Z": "15:02:11 today", "2026-11-23T23:30:00Z": "00:30:00 tomorrow",
		"2026-11-22T11:48:11Z": "22 Nov 2026, 12:48:11", "2026-11-25T00:00:00Z": "25 Nov 2026, 01:00:00",
	} {
		at, _ := parseTime(in)
		if got := w.exact(at, now); got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}

// The day on which the clocks change is 25 hours long.
func TestTomorrowOverTheChangeOfClocks(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Skip("no time zones here:", err)
	}
	now := time.Date(2026, 10, 25, 1, 0, 0, 0, berlin)
	if got := english(t).exact(now.Add(25*time.Hour), now); got != "01:00:00 tomorrow" {
		t.Errorf("got %q", got)
	}
}

func TestCountdown(t *testing.T) {
	w, hour := english(t), int64(3600)
	for left, want := range map[time.Duration]Countdown{
		52 * time.Minute:    {Shown: true, Value: "52", Unit: "min", Name: "Expires in 52 min", Left: 86},
		4 * time.Minute:     {Shown: true, Value: "4", Unit: "min", Name: "Expires in 4 min", Left: 6, Level: "soon"},
		20 * time.Second:    {Shown: true, Value: "20", Unit: "s", Name: "Expires in under 1 min", Left: 1, Level: "soon"},
		5 * time.Hour:       {Shown: true, Value: "5", Unit: "h", Name: "Expires in 5 h", Left: 100},
		30 * day:            {Shown: true, Value: "30", Unit: "days", Name: "Expires in 30 d", Left: 100},
		-12*time.Minute - 1: {Shown: true, Value: "0", Unit: "min", Name: "Expired 12 min ago", Level: "expired"},
	} {
		token := wire.Token{ExpiresAt: start.Add(left).Format(time.RFC3339), LifetimeSeconds: &hour}
		if got := w.countdown(token, start); got != want {
			t.Errorf("%s: %+v, want %+v", left, got, want)
		}
	}
	if got := w.countdown(wire.Token{}, start); got.Shown {
		t.Error("a token without an end has a countdown")
	}
}
