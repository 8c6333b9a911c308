package view

import "strings"

// object writes JSON, one field after the other.
type object struct{ b strings.Builder }

func (o *object) raw(name, text string) *object {
	if o.b.Len() == 0 {
		o.b.WriteByte('{')
	} else {
		o.b.WriteByte(',')
	}
	o.b.WriteString(quote(name))
	o.b.WriteByte(':')
	o.b.WriteString(text)
	return o
}

func (o *object) str(name, text string) *object { return o.raw(name, quote(text)) }

// opt leaves an empty text out.
func (o *object) opt(name, text string) *object {
	if text == "" {
		return o
	}
	return o.str(name, text)
}

func (o *object) String() string {
	if o.b.Len() == 0 {
		return "{}"
	}
	return o.b.String() + "}"
}

func array[T any](items []T, write func(T) string) string {
	parts := make([]string, 0, len(items))
	for _, item := range items {
		parts = append(parts, write(item))
	}
	return "[" + strings.Join(parts, ",") + "]"
}

func quote(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, c := range text {
		switch {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteRune(c)
		case c < ' ':
			b.WriteString(`\u00`)
			b.WriteByte("01"[c>>4])
			b.WriteByte("0123456789abcdef"[c&15])
		default:
			b.WriteRune(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}
