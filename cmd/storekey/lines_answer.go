package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"

	"github.com/storekey/storekey/core/wire"
)

// lineHead begins the answer to a line.
type lineHead struct {
	Line int `json:"line"`
	// ID tells the line again without giving the token away.
	ID string `json:"id"`
	// Error says why there is no verdict.
	Error *wire.Error `json:"error,omitempty"`
}

// lineAnswer is the answer to one line, as it is written.
type lineAnswer interface {
	head() *lineHead
	// body is where the API's answer goes.
	body() any
	// said is what it says: the verdict, "" where there is none, the store and
	// the findings.
	said() (verdict, store string, findings *[]wire.Finding)
}

type checkLine struct {
	lineHead
	*wire.Check
}

func newCheckLine() lineAnswer { return &checkLine{} }

func (l *checkLine) head() *lineHead { return &l.lineHead }

func (l *checkLine) body() any { return &l.Check }

func (l *checkLine) said() (verdict, store string, findings *[]wire.Finding) {
	if l.Check == nil {
		return "", "", nil
	}
	return l.Verdict, l.Store.BaseURL, &l.Findings
}

type accessLine struct {
	lineHead
	*wire.AccessMap
}

func newAccessLine() lineAnswer { return &accessLine{} }

func (l *accessLine) head() *lineHead { return &l.lineHead }

func (l *accessLine) body() any { return &l.AccessMap }

func (l *accessLine) said() (verdict, store string, findings *[]wire.Finding) {
	if l.AccessMap == nil {
		return "", "", nil
	}
	return l.Verdict, l.Store.BaseURL, &l.Findings
}

// answers are those that a file keeps between two runs.
type answers struct {
	file *os.File // nil for none
	// kept are the rows of the file that have a verdict.
	kept map[lineKey][]byte
}

type lineKey struct {
	number int
	id     string
}

// openAnswers reads what a file keeps. What is no answer in it, as a row that
// was cut off, is asked about anew.
func openAnswers(a *app, name string) (*answers, error) {
	k := &answers{kept: map[lineKey][]byte{}}
	if name == "" {
		return k, nil
	}
	if isOutput(a.out, name) {
		return nil, usagef("--resume and standard output are the same file; leave the output out: the file keeps the answers")
	}
	file, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return nil, usagef("%s", err)
	}
	k.file = file
	text, err := io.ReadAll(file)
	if err != nil {
		return nil, errors.Join(usagef("%s", err), file.Close())
	}
	rows := bufio.NewScanner(bytes.NewReader(text))
	rows.Buffer(nil, maxLines)
	for rows.Scan() {
		k.read(rows.Bytes())
	}
	if len(text) > 0 && text[len(text)-1] != '\n' {
		_, err = file.WriteString("\n")
	}
	return k, err
}

func (k *answers) read(row []byte) {
	var was struct {
		Line    int
		ID      string
		Verdict string
	}
	if json.Unmarshal(row, &was) == nil && was.Verdict != "" {
		k.kept[lineKey{was.Line, was.ID}] = bytes.Clone(row)
	}
}

// isOutput reports whether name is what standard output goes to.
func isOutput(out io.Writer, name string) bool {
	if to, ok := out.(*output); ok {
		out = to.Writer
	}
	file, ok := out.(*os.File)
	if !ok {
		return false
	}
	there, err := os.Stat(name)
	if errors.Is(err, fs.ErrNotExist) || err != nil || !there.Mode().IsRegular() {
		return false
	}
	at, err := file.Stat()
	return err == nil && os.SameFile(at, there)
}

// find fills in the answer that is kept of a line.
func (k *answers) find(l line, into lineAnswer) bool {
	row, ok := k.kept[lineKey{l.number, l.id()}]
	return ok && json.Unmarshal(row, into) == nil
}

// keep adds an answer.
func (k *answers) keep(row string) error {
	if k.file == nil {
		return nil
	}
	_, err := k.file.WriteString(row)
	return err
}

func (k *answers) close() error {
	if k.file == nil {
		return nil
	}
	return k.file.Close()
}
