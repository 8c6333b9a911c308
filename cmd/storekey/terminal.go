package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf16"

	"golang.org/x/term"
)

// asker puts a question to the user.
type asker interface {
	ask(question string, hidden bool) (string, error)
}

// terminal asks on standard error, so that standard output stays the result's.
type terminal struct {
	ctx    context.Context
	in     *os.File
	err    io.Writer
	reader *bufio.Reader // of all that is typed, hidden or not
}

func openTerminal(ctx context.Context, in *os.File, err io.Writer) asker {
	if !isTerminal(in) {
		return nil
	}
	return &terminal{ctx, in, err, bufio.NewReader(in)}
}

func isTerminal(f *os.File) bool { return term.IsTerminal(int(f.Fd())) }

// ask returns io.EOF where the input ends instead of an answer, as by Ctrl-D.
func (t *terminal) ask(question string, hidden bool) (string, error) {
	fmt.Fprint(t.err, question)
	if hidden {
		restore, err := noEcho(t.in)
		if err != nil {
			return "", err
		}
		defer func() {
			restore()
			fmt.Fprintln(t.err)
		}()
	}
	line, err := within(t.ctx, func() (string, error) { return t.reader.ReadString('\n') })
	if err == io.EOF && line != "" {
		err = nil
	}
	if err != nil && !hidden {
		fmt.Fprintln(t.err)
	}
	return oneLine(line), err
}

// within reads until ctx ends: nothing else ends a read of a terminal or a pipe
// that nobody writes to. What is read then is lost, as is the program.
func within[T any](ctx context.Context, read func() (T, error)) (T, error) {
	type result struct {
		value T
		err   error
	}
	done := make(chan result, 1)
	go func() {
		value, err := read()
		done <- result{value, err}
	}()
	select {
	case r := <-done:
		return r.value, r.err
	case <-ctx.Done():
		var none T
		return none, exitWith(exitInterrupts)
	}
}

// pens colour words where a person reads them.
type pens struct{ on bool }

func (p pens) paint(code, text string) string {
	if !p.on {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

func (p pens) bold(text string) string   { return p.paint("1", text) }
func (p pens) dim(text string) string    { return p.paint("2", text) }
func (p pens) red(text string) string    { return p.paint("1;31", text) }
func (p pens) green(text string) string  { return p.paint("1;32", text) }
func (p pens) yellow(text string) string { return p.paint("1;33", text) }

// plain drops what must not reach a terminal: what a store or a token says must
// not drive it, nor be read as something else.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case isUnfit(r):
			return -1
		}
		return r
	}, text)
}

// isUnfit reports control characters, those that turn the direction of a line
// (Unicode TR 9 §2), line separators and what takes no room.
func isUnfit(r rune) bool {
	switch {
	case r < ' ', 0x7f <= r && r <= 0x9f, r == 0xad, r == 0x61c, r == 0x180e, r == 0xfeff,
		0x200b <= r && r <= 0x200f, 0x2028 <= r && r <= 0x202e, 0x2060 <= r && r <= 0x206f,
		0xfff9 <= r && r <= 0xfffb, 0xe0000 <= r && r <= 0xe0fff:
		return true
	}
	return false
}

// escaped writes in JSON as escapes what must not reach a terminal raw. In JSON
// it stands in texts only, but for line breaks.
func escaped(json string) string {
	var b strings.Builder
	for _, r := range json {
		switch {
		case r == '\n' || !isUnfit(r):
			b.WriteRune(r)
		default:
			for _, unit := range utf16.Encode([]rune{r}) {
				fmt.Fprintf(&b, "\\u%04x", unit)
			}
		}
	}
	return b.String()
}
