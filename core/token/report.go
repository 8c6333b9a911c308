package token

import (
	"encoding/json"
	"strconv"
	"time"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

const (
	maxText   = 1 << 20  // of a pasted text, in bytes
	maxToken  = 64 << 10 // of one token
	maxTokens = 50       // in one report
)

// Report says what a text holds.
type Report struct {
	Tokens   []Token
	Findings []wire.Finding
	// URL is the address of a pasted request, without user, password and
	// fragment; empty where the text has none.
	URL string
}

// Token is one token-like thing. Zero times were not told by the token.
type Token struct {
	Kind, Format, Source string
	// Text is exactly what belongs after "Bearer ". In format oauth1 it is the
	// whole header value, "OAuth " included, or the text of Four; in format
	// cookie the cookie line.
	Text                secret.Text
	UserID              *int64
	IssuedAt, ExpiresAt time.Time
	Header, Claims      json.RawMessage
	Findings            []wire.Finding
	// Four are the values of an integration, in format oauth1; nil for a header.
	Four *Four
}

// Inspect reports what a pasted text holds. It never fails and never says that
// a token is accepted anywhere.
func Inspect(text string, now time.Time) Report {
	r := newReader()
	text = r.cut(text)
	r.clean(text)
	return r.report(now)
}

// Parse reads one bare token. A text that holds none, or several, comes back
// whole, in format unknown.
func Parse(text secret.Text, now time.Time) Token {
	report := Inspect(text.Reveal(), now)
	if len(report.Tokens) == 1 {
		return report.Tokens[0]
	}
	t := Token{Kind: wire.KindUnknown, Format: wire.FormatUnknown, Source: sourceText, Text: text}
	t.Findings = append(report.Findings, wire.NewFinding("unknown_format"))
	wire.SortFindings(t.Findings)
	return t
}

// Expired reports whether the token's own expiry claim has passed. RFC 7519
// §4.1.4: not to be accepted on or after that time.
func (t Token) Expired(now time.Time) bool {
	return !t.ExpiresAt.IsZero() && !now.Before(t.ExpiresAt)
}

// Masked shows enough of the token to know it by, and not enough to use it.
func (t Token) Masked() string {
	if t.Four != nil {
		return t.Four.Masked()
	}
	return t.Text.Masked()
}

// Wire is the token as JSON shows it: everything but the text.
func (t Token) Wire(now time.Time) wire.Token {
	w := wire.Token{
		Kind: t.Kind, Format: t.Format, Source: t.Source, UserID: t.UserID,
		IssuedAt: stamp(t.IssuedAt), ExpiresAt: stamp(t.ExpiresAt),
		Header: t.Header, Claims: t.Claims,
		Findings: list(t.Findings), Masked: t.Masked(),
	}
	if !t.ExpiresAt.IsZero() {
		expired := t.Expired(now)
		w.Expired = &expired
	}
	if !t.ExpiresAt.IsZero() && !t.IssuedAt.IsZero() {
		seconds := t.ExpiresAt.Unix() - t.IssuedAt.Unix()
		w.LifetimeSeconds = &seconds
	}
	return w
}

// Wire is the report as JSON shows it.
func (r Report) Wire(now time.Time) wire.Inspect {
	w := wire.Inspect{Tokens: make([]wire.Token, 0, len(r.Tokens)), Findings: list(r.Findings), URL: r.URL}
	for _, t := range r.Tokens {
		w.Tokens = append(w.Tokens, t.Wire(now))
	}
	return w
}

// list makes an empty list of none, which JSON shows as [].
func list(findings []wire.Finding) []wire.Finding {
	if findings == nil {
		return []wire.Finding{}
	}
	return findings
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	t = t.UTC()
	return pad(t.Year(), 4) + "-" + pad(int(t.Month()), 2) + "-" + pad(t.Day(), 2) + "T" +
		pad(t.Hour(), 2) + ":" + pad(t.Minute(), 2) + ":" + pad(t.Second(), 2) + "Z"
}

// pad writes a number with so many digits at least. The extension's page, which
// reads tokens too, then needs no layouts of package time.
func pad(n, digits int) string {
	text := strconv.Itoa(n)
	for len(text) < digits {
		text = "0" + text
	}
	return text
}

// say adds a finding. Inlined at each of its many calls it would make the
// extension's page larger.
//
//go:noinline
func (t *Token) say(code string, params ...string) {
	t.Findings = append(t.Findings, wire.NewFinding(code, params...))
}

// span writes a duration in the two units that matter: "52 min", "1 h 22 min".
func span(d time.Duration) string {
	const day, year = 24 * time.Hour, 365 * 24 * time.Hour
	switch d = d.Abs(); {
	case d < time.Minute:
		return units(d, time.Second, "s", 0, "")
	case d < time.Hour:
		return units(d, time.Minute, "min", 0, "")
	case d < day:
		return units(d, time.Hour, "h", time.Minute, "min")
	case d < year:
		return units(d, day, "d", time.Hour, "h")
	}
	return units(d, year, "y", day, "d")
}

func units(d, big time.Duration, bigName string, small time.Duration, smallName string) string {
	text := strconv.FormatInt(int64(d/big), 10) + " " + bigName
	if small == 0 || d%big < small {
		return text
	}
	return text + " " + strconv.FormatInt(int64(d%big/small), 10) + " " + smallName
}
