package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/storekey/storekey/core/secret"
)

// journal tells what a run does, step by step: on standard error with -v, and in
// a file with --log-file. What is known to be secret is taken out of every line,
// whatever it came by. A nil journal tells nobody.
type journal struct {
	now   func() time.Time
	began time.Time

	mu      sync.Mutex
	last    string    // step of a long call
	screen  io.Writer // nil without -v
	file    io.WriteCloser
	secrets []string
}

// openJournal opens what the flags ask for.
func (a *app) openJournal() error {
	if !a.verbose && a.logFile == "" {
		return nil
	}
	j := &journal{now: time.Now, began: time.Now()}
	if a.verbose {
		j.screen = a.err
	}
	if a.logFile != "" {
		f, err := openLog(a.logFile)
		if err != nil {
			return usagef("the log cannot be opened: %s", err)
		}
		j.file = f
	}
	a.journal = j
	return nil
}

// openLog opens a file to write at its end. It is its owner's alone, also where
// it was there and others could read it.
func openLog(name string) (*os.File, error) {
	f, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil && info.Mode().IsRegular() && info.Mode().Perm()&0o077 != 0 {
		err = f.Chmod(0o600)
	}
	if err != nil {
		_ = f.Close()
		return nil, err
	}
	return f, nil
}

// note writes a line with the time.
func (j *journal) note(format string, args ...any) {
	if j == nil {
		return
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	now, text := j.now(), plain(j.clean(fmt.Sprintf(format, args...)))
	if j.screen != nil {
		fmt.Fprintf(j.screen, "storekey: %7.3f s  %s\n", now.Sub(j.began).Seconds(), text)
	}
	if j.file != nil {
		fmt.Fprintf(j.file, "%s  %s\n", now.UTC().Format("2006-01-02T15:04:05.000Z"), text)
	}
}

// step tells a step of a long call, once.
func (j *journal) step(words string) {
	if j == nil {
		return
	}
	j.mu.Lock()
	told := j.last == words
	j.last = words
	j.mu.Unlock()
	if !told {
		j.note("%s", words)
	}
}

// minSecret is how long a text must be to be looked for: a shorter one would
// tear holes into words.
const minSecret = 4

// hide keeps a text out of all lines from now on, each of its own lines too.
func (j *journal) hide(text secret.Text) {
	if j == nil {
		return
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	for line := range strings.Lines(text.Reveal()) {
		if line = strings.TrimSpace(line); len(line) >= minSecret && !slices.Contains(j.secrets, line) {
			j.secrets = append(j.secrets, line)
		}
	}
	// The longest first: one may be part of another.
	slices.SortFunc(j.secrets, func(a, b string) int { return len(b) - len(a) })
}

func (j *journal) clean(text string) string {
	for _, s := range j.secrets {
		text = strings.ReplaceAll(text, s, masked)
	}
	return text
}

// close ends the log.
func (j *journal) close() {
	if j != nil && j.file != nil {
		_ = j.file.Close()
	}
}
