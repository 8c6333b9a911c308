package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/storekey/storekey/core/secret"
)

// maxInput is the most that is read of one file or of standard input.
const maxInput = 1 << 20

// value is one value that a command needs, and the ways in which it may come:
// a flag, standard input, a file, the environment, a prompt.
type value struct {
	name   string // of the flag
	label  string // in words
	hint   string // more words for the help
	secret bool
	// seen says that the flag shows nothing worth hiding for long: it is offered
	// without a warning.
	seen bool
	// most is how much of standard input is read, 0 for maxInput.
	most int64

	flag  string
	stdin bool
	file  string
}

// register offers the flags. A secret can come by all of them, other values by
// --name alone.
func (v *value) register(cmd *cobra.Command) {
	flags := cmd.Flags()
	help := v.label
	if v.hint != "" {
		help += " – " + v.hint
	}
	if !v.secret {
		flags.StringVar(&v.flag, v.name, "", help+" (or "+v.variable()+")")
		return
	}
	flags.StringVar(&v.flag, v.name, "", help+"; on a shared machine others can see it here (or "+v.variable()+")")
	flags.BoolVar(&v.stdin, v.name+"-stdin", false, "read it from standard input")
	flags.StringVar(&v.file, v.name+"-file", "", "read it from this file")
}

// variable is the environment variable that may hold the value.
func (v *value) variable() string {
	return "STOREKEY_" + strings.ToUpper(strings.ReplaceAll(v.name, "-", "_"))
}

// read returns the value, empty if it came in no way. A - stands for standard
// input, as flag and as file name.
func (v *value) read(a *app) (secret.Text, error) {
	text, err := v.take(a)
	if v.secret {
		a.journal.hide(text)
	}
	return text, err
}

func (v *value) take(a *app) (secret.Text, error) {
	if err := v.single(); err != nil {
		return secret.Text{}, err
	}
	switch {
	case v.stdin, v.secret && v.flag == "-", v.file == "-":
		if v.secret && a.tty != nil {
			return v.ask(a) // pasted at a terminal it must not show
		}
		text, err := a.readStdinUpTo(v.label, max(v.most, maxInput))
		return secret.New(oneLine(text)), err
	case v.file != "":
		text, err := readFile(v.file)
		return secret.New(oneLine(text)), err
	case v.flag != "":
		v.warn(a)
		return secret.New(v.flag), nil
	}
	return secret.New(a.env(v.variable())), nil
}

func (v *value) single() error {
	ways := 0
	for _, given := range []bool{v.flag != "", v.stdin, v.file != ""} {
		if given {
			ways++
		}
	}
	if ways > 1 {
		return usagef("--%s, --%s-stdin and --%s-file: one of them is enough", v.name, v.name, v.name)
	}
	return nil
}

func (v *value) warn(a *app) {
	if v.secret && !v.seen {
		a.tell("warning", fmt.Sprintf("Others on this machine can see what --%s says; --%s-stdin hides it.", v.name, v.name))
	}
}

// readOrAsk asks the user for a value that came in no other way.
func (v *value) readOrAsk(a *app) (secret.Text, error) {
	text, err := v.read(a)
	if err != nil || !text.Empty() || a.tty == nil {
		return text, err
	}
	return v.ask(a)
}

func (v *value) ask(a *app) (secret.Text, error) {
	answer, err := a.tty.ask(v.label+": ", v.secret)
	if err == io.EOF {
		return secret.Text{}, missing(v)
	}
	if err != nil {
		return secret.Text{}, fmt.Errorf("storekey: asking for the %s: %w", strings.ToLower(v.label), err)
	}
	text := secret.New(answer)
	if v.secret {
		a.journal.hide(text)
	}
	return text, nil
}

// oneLine drops the line break with which editors and echo end a line.
func oneLine(text string) string {
	return strings.TrimSuffix(strings.TrimSuffix(text, "\n"), "\r")
}

// readStdin reads standard input, which can be read for one thing only.
func (a *app) readStdin(what string) (string, error) { return a.readStdinUpTo(what, maxInput) }

func (a *app) readStdinUpTo(what string, most int64) (string, error) {
	if a.stdin != "" {
		return "", usagef("standard input cannot be both %s and %s", strings.ToLower(a.stdin), strings.ToLower(what))
	}
	a.stdin = what
	return within(a.ctx, func() (string, error) { return readCapped(a.in, most) })
}

func readFile(name string) (string, error) {
	f, err := os.Open(name)
	if err != nil {
		return "", usagef("%s", err)
	}
	defer f.Close()
	return readCapped(f, maxInput)
}

func readCapped(r io.Reader, most int64) (string, error) {
	text, err := io.ReadAll(io.LimitReader(r, most+1))
	switch {
	case err != nil:
		return "", usagef("the input cannot be read: %s", err)
	case int64(len(text)) > most:
		return "", usagef("the input is larger than %d MB", most>>20)
	}
	return string(text), nil
}
