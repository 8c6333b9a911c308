// Package secret holds texts that must not be seen: passwords, tokens, codes.
//
// A Text prints, formats and marshals as dots. Reveal is the only way out; a
// test counts the places that call it.
package secret

import (
	"fmt"
	"io"
	"strings"
)

const dots = "•••"

// Text is a secret text. The zero value is empty.
type Text struct{ value string }

// New wraps value.
func New(value string) Text { return Text{value} }

// Reveal returns the text itself. Call it only where the text leaves for the
// place that it is meant for.
func (t Text) Reveal() string { return t.value }

// Empty reports whether there is no text.
func (t Text) Empty() bool { return t.value == "" }

// Equal reports whether both hold the same text.
func (t Text) Equal(other Text) bool { return t.value == other.value }

// Masked shows enough to recognise a long token and not enough to use it: the
// first 16 and last 4 characters of one of 64 or more (the start of a JWS is
// the same for all), 4 and 4 from 24 on, else dots alone.
func (t Text) Masked() string {
	const long = "••••••••••••"
	runes := []rune(t.value)
	switch n := len(runes); {
	case n == 0:
		return ""
	case n >= 64:
		return string(runes[:16]) + long + string(runes[n-4:])
	case n >= 24:
		return string(runes[:4]) + long + string(runes[n-4:])
	}
	return long
}

// String returns dots.
func (Text) String() string { return dots }

// GoString returns dots.
func (Text) GoString() string { return dots }

// Format writes dots for every verb.
func (Text) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, dots) }

// MarshalText returns dots, so that JSON holds no secret by accident.
func (Text) MarshalText() ([]byte, error) { return []byte(dots), nil }

// Redact replaces every secret that occurs in text by dots.
func Redact(text string, secrets ...Text) string {
	for _, s := range secrets {
		if !s.Empty() {
			text = strings.ReplaceAll(text, s.value, dots)
		}
	}
	return text
}
