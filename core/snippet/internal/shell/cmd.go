package shell

import "strings"

// QuoteCmd appends text to b as one word for a program that is started from
// cmd.exe and reads its arguments by the rules of Microsoft's C runtime.
//
// The quotes around the word and all that cmd.exe could see anything in have a
// caret, so that cmd.exe is never in a quoted text of its own, where carets
// would stay. A percent sign has one on both sides: no variable is called so.
// A line feed stands behind a caret and another line feed. The text must hold
// no other control character.
func QuoteCmd(b *strings.Builder, text string) {
	w := cmdWord{b: b}
	b.WriteString(`^"`)
	for i := 0; i < len(text); i++ {
		w.put(text[i])
	}
	w.repeat(w.backslashes)
	b.WriteString(`^"`)
}

// cmdWord counts the backslashes before a character, which escape in front of
// a quote only.
type cmdWord struct {
	b            *strings.Builder
	backslashes  int
	afterPercent bool
}

func (w *cmdWord) put(c byte) {
	switch c {
	case '\\':
		w.backslashes++
	case '"':
		w.repeat(w.backslashes + 1)
		w.backslashes = 0
	default:
		w.backslashes = 0
	}
	w.write(c)
}

func (w *cmdWord) repeat(backslashes int) {
	for range backslashes {
		w.write('\\')
	}
}

func (w *cmdWord) write(c byte) {
	if w.afterPercent || !safeInCmd(c) {
		w.b.WriteByte('^')
	}
	if c == '\n' {
		w.b.WriteByte('\n')
	}
	w.b.WriteByte(c)
	w.afterPercent = c == '%'
}

func safeInCmd(c byte) bool {
	switch {
	case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
		return true
	}
	return strings.IndexByte(` -_./:=+,'\?*`, c) >= 0
}
