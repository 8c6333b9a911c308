package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/signal"
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
	in     *os.File
	err    io.Writer
	reader *bufio.Reader
}

func openTerminal(in *os.File, err io.Writer) asker {
	if !isTerminal(in) {
		return nil
	}
	return &terminal{in, err, bufio.NewReader(in)}
}

func isTerminal(f *os.File) bool { return term.IsTerminal(int(f.Fd())) }

func (t *terminal) ask(question string, hidden bool) (string, error) {
	fmt.Fprint(t.err, question)
	if !hidden {
		line, err := t.reader.ReadString('\n')
		return oneLine(line), err
	}
	defer t.restoreOnInterrupt()()
	text, err := term.ReadPassword(int(t.in.Fd()))
	fmt.Fprintln(t.err)
	return string(text), err
}

// restoreOnInterrupt keeps Ctrl-C at a hidden prompt from leaving a terminal
// that shows nothing of what is typed.
func (t *terminal) restoreOnInterrupt() (stop func()) {
	before, err := term.GetState(int(t.in.Fd()))
	if err != nil {
		return func() {}
	}
	interrupts := make(chan os.Signal, 1)
	signal.Notify(interrupts, os.Interrupt)
	done := make(chan struct{})
	go func() {
		select {
		case <-interrupts:
			_ = term.Restore(int(t.in.Fd()), before)
			fmt.Fprintln(t.err)
			os.Exit(exitInterrupts)
		case <-done:
		}
	}()
	return func() {
		signal.Stop(interrupts)
		close(done)
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
