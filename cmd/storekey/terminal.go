package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"

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

// plain drops control characters: what a store or a token says must not drive
// the terminal.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case r < ' ', 0x7f <= r && r < 0xa0, 0x202a <= r && r <= 0x202e, 0x2066 <= r && r <= 0x2069:
			return -1
		}
		return r
	}, text)
}
