package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/storekey/storekey/core/wire"
)

// tell writes a message to standard error.
func (a *app) tell(kind, message string) {
	if message = plain(message); message != "" {
		fmt.Fprintf(a.err, "storekey: %s: %s\n", kind, message)
	}
}

func (a *app) printJSON(v any) {
	var text strings.Builder
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	_ = encoder.Encode(v)
	fmt.Fprint(a.out, escaped(text.String()))
}

// line writes one named fact, nothing if it is not known.
func (a *app) line(name, fact string) {
	if fact = plain(fact); fact != "" {
		fmt.Fprintf(a.out, "  %s %s\n", a.pens.dim(fmt.Sprintf("%-9s", name)), fact)
	}
}

func (a *app) heading(text string) { fmt.Fprintln(a.out, text) }

func (a *app) findings(list []wire.Finding) {
	for _, f := range list {
		fmt.Fprintf(a.out, "\n  %s  %s\n", a.level(f.Level), plain(f.Message))
		if hint := hintHere(f.Code, f.Hint); hint != "" {
			fmt.Fprintf(a.out, "  %s  %s\n", strings.Repeat(" ", len(f.Level)), plain(hint))
		}
	}
}

func (a *app) level(level string) string {
	switch level {
	case wire.LevelError:
		return a.pens.red(level)
	case wire.LevelWarning:
		return a.pens.yellow(level)
	}
	return a.pens.dim(level)
}

func (a *app) evidence(list []wire.Evidence) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(a.out, "\n  %s\n", a.pens.dim("Asked"))
	for _, e := range list {
		fmt.Fprintf(a.out, "  %s\n", plain(a.evidenceLine(e)))
	}
}

// evidenceLine tells a request and its answer; where none came, in the network's
// own words why.
func (a *app) evidenceLine(e wire.Evidence) string {
	status, why := fmt.Sprintf("%3d", e.Status), ""
	if e.Status == 0 {
		status, why = "  –", a.network.why(e.URL)
	}
	text := status + "  " + e.Method + " " + e.URL
	if e.Note != "" {
		text += "  (" + e.Note + ")"
	}
	if why != "" {
		text += "  " + why
	}
	return text
}

// tokenLines writes what a token says of itself.
func (a *app) tokenLines(t wire.Token, now time.Time) {
	a.line("User", userOf(t))
	a.line("Issued", moment(t.IssuedAt, now))
	a.line("Expires", moment(t.ExpiresAt, now))
	if t.LifetimeSeconds != nil {
		a.line("Lifetime", duration(time.Duration(*t.LifetimeSeconds)*time.Second))
	}
}

// userOf names the user by number: a token knows no name.
func userOf(t wire.Token) string {
	if t.UserID == nil {
		return ""
	}
	return fmt.Sprintf("%s %d", t.Kind, *t.UserID)
}

// moment writes a time and how far it is from now.
func moment(text string, now time.Time) string {
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return text
	}
	distance := "in " + duration(at.Sub(now))
	if at.Before(now) {
		distance = duration(now.Sub(at)) + " ago"
	}
	return at.UTC().Format("2006-01-02 15:04:05 UTC") + ", " + distance
}

// duration writes the two largest units: 3 h 12 min.
func duration(d time.Duration) string {
	units := []struct {
		name string
		size time.Duration
	}{{"d", 24 * time.Hour}, {"h", time.Hour}, {"min", time.Minute}, {"s", time.Second}}
	var parts []string
	for _, unit := range units {
		if n := d / unit.size; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, unit.name))
			d -= n * unit.size
		} else if len(parts) > 0 {
			break
		}
	}
	if len(parts) == 0 {
		return "0 s"
	}
	return strings.Join(parts[:min(2, len(parts))], " ")
}
