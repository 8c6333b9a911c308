package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"

	"github.com/spf13/cobra"

	"github.com/storekey/storekey/core/secret"
)

// maxLines is the most that is read of a list of tokens, in bytes.
const maxLines = 64 << 20

const linesHelp = `
Several tokens, one a line, are asked about one after another: of each line
there is one line of JSON, in the same order. A line may also name its store:
{"store":"…","token":"…"}. Text is taken for a list if all of its lines are
single words and hold several tokens, or all are such objects; --lines says that
it is one.
`

// lines holds the flags of many tokens at once.
type lines struct {
	always bool
	jobs   int
	resume string
}

func (l *lines) register(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.BoolVar(&l.always, "lines", false, "take standard input for a list, one token a line")
	flags.IntVar(&l.jobs, "jobs", 4, "of a list, how many tokens to ask about at once")
	flags.StringVar(&l.resume, "resume", "", "keep a list's answers in this file, and ask only about what has none there")
}

// line is one token of a list.
type line struct {
	number int
	call   string // check or can-i
	store  string
	token  secret.Text
	// problem says why it cannot be asked about.
	problem string
}

// id tells the line again without giving the token away.
func (l line) id() string {
	sum := sha256.Sum256([]byte(l.call + "\n" + l.store + "\n" + l.token.Reveal()))
	return hex.EncodeToString(sum[:8])
}

// split takes a list apart. It is nil for a text that is none.
func (l *lines) split(a *app, text secret.Text) ([]line, error) {
	list := readLines(text.Reveal())
	switch {
	case l.jobs < 1 || l.jobs > 64:
		return nil, usagef("--jobs wants a number from 1 to 64")
	case l.always && a.stdin == "":
		return nil, usagef("--lines wants the list on standard input: -")
	case l.always:
		return list, nil
	}
	is, err := l.isList(a, text, list)
	switch {
	case err != nil:
		return nil, err
	case is:
		return list, nil
	case l.resume != "":
		return nil, usagef("--resume is for a list; --lines says that this is one")
	}
	return nil, nil
}

// readLines reads a token or an object a line; empty lines only count.
func readLines(text string) []line {
	list := []line{}
	number := 0
	for row := range strings.Lines(text) {
		number++
		if row = strings.TrimSpace(row); row == "" {
			continue
		}
		list = append(list, readLine(number, row))
	}
	return list
}

func readLine(number int, row string) line {
	if row[0] != '{' {
		return line{number: number, token: secret.New(row)}
	}
	var object struct {
		Store string
		Token string
	}
	l := line{number: number}
	if err := json.Unmarshal([]byte(row), &object); err != nil || object.Token == "" {
		l.problem = `the line is no JSON object with a "token"`
		return l
	}
	l.store, l.token = strings.TrimSpace(object.Store), secret.New(object.Token)
	return l
}

// isList tells a list from one thing that was pasted: a curl, a token that was
// broken into lines, the four values of an integration.
func (l *lines) isList(a *app, text secret.Text, list []line) (bool, error) {
	if a.stdin == "" || len(list) == 0 {
		return false, nil
	}
	if isObjects(text.Reveal(), list) {
		return true, nil
	}
	if len(list) < 2 || !isWords(list) {
		return false, nil
	}
	// A few lines will do; the rest may be longer than a pasted text.
	var few strings.Builder
	for _, row := range list[:min(len(list), 8)] {
		few.WriteString(row.token.Reveal() + "\n")
	}
	report, err := a.inspection(a.handler(), secret.New(few.String()))
	return len(report.Tokens) > 1, err
}

// isObjects: a single object without a store may be a token that is wrapped in
// JSON.
func isObjects(text string, list []line) bool {
	for row := range strings.Lines(text) {
		if row = strings.TrimSpace(row); row != "" && row[0] != '{' {
			return false
		}
	}
	for _, row := range list {
		if row.problem != "" {
			return false
		}
	}
	return len(list) > 1 || list[0].store != ""
}

func isWords(list []line) bool {
	for _, row := range list {
		if text := row.token.Reveal(); row.problem != "" || strings.ContainsAny(text, " \t=:\"'\\") {
			return false
		}
	}
	return true
}
