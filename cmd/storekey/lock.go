package main

import (
	"context"
	"os"
	"path/filepath"
	"time"
)

const (
	// lockPoll is how often a run that waits for another one looks.
	lockPoll = 10 * time.Millisecond
	// lockPatience is how long it waits without a word.
	lockPatience = time.Second
	// leftOver is how old a file must be that a killed run did not finish.
	leftOver = time.Minute
)

// Lock keeps other runs from changing what is kept until it is given back: two
// that change one record would lose what one of them wrote.
func (s *state) Lock(ctx context.Context) (unlock func(), err error) {
	if err := s.open(); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(filepath.Join(s.folder, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, s.told("locking", err)
	}
	if err := s.wait(ctx, f); err != nil {
		_ = f.Close()
		return nil, s.told("locking", err)
	}
	s.sweep(time.Now())
	return func() { _ = f.Close() }, nil
}

// wait tries until the file is locked or ctx ends.
func (s *state) wait(ctx context.Context, f *os.File) error {
	began := time.Now()
	poll := time.NewTicker(lockPoll)
	defer poll.Stop()
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		if locked, err := tryLockFile(f); locked || err != nil {
			return err
		}
		if time.Since(began) >= lockPatience {
			s.busy.Do(s.tellBusy)
		}
		select {
		case <-poll.C:
		case <-ctx.Done():
		}
	}
}

// sweep removes what runs that were killed while they wrote left behind.
func (s *state) sweep(now time.Time) {
	files, _ := filepath.Glob(filepath.Join(s.folder, newFiles))
	for _, file := range files {
		if info, err := os.Lstat(file); err == nil && now.Sub(info.ModTime()) > leftOver {
			_ = os.Remove(file)
		}
	}
}
