package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/storekey/storekey/core/api"
)

const (
	recordEnding = ".json"
	newFiles     = "new-*" // files that are being written
)

// state is the api.State of the command line. What belongs to a session lives
// as long as the command; the rest is one file a record, readable by its owner
// alone.
type state struct {
	api.Memory
	folder string
	err    error // why there is no folder

	trouble  atomic.Pointer[string] // the last thing that failed, in words
	follows  sync.Map               // key of a session's record: who is told what is written there
	busy     sync.Once
	tellBusy func() // says that another run is waited for
}

// newState keeps records under STOREKEY_HOME or the user's configuration folder.
func newState(env func(string) string) *state {
	s := &state{folder: env("STOREKEY_HOME"), tellBusy: func() {}}
	if s.folder == "" {
		var config string
		config, s.err = os.UserConfigDir()
		s.folder = filepath.Join(config, "storekey")
	}
	return s
}

// Get implements api.State.
func (s *state) Get(ctx context.Context, area, key string) ([]byte, error) {
	if area != api.AreaLocal {
		return s.Memory.Get(ctx, area, key)
	}
	value, err := os.ReadFile(s.file(key))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return value, s.told("reading", err)
}

// Set implements api.State. The file is replaced at once: whoever reads it
// meanwhile sees the old record or the new one.
func (s *state) Set(ctx context.Context, area, key string, value []byte) error {
	if area != api.AreaLocal {
		if told, ok := s.follows.Load(key); ok {
			told.(func([]byte))(value)
		}
		return s.Memory.Set(ctx, area, key, value)
	}
	if err := s.open(); err != nil {
		return err
	}
	return s.told("writing", replace(s.file(key), value))
}

// follow tells of each value that a record of the session gets.
func (s *state) follow(key string, told func(value []byte)) { s.follows.Store(key, told) }

// open makes the folder, and closes one that is there to everybody else.
func (s *state) open() error {
	if s.err != nil {
		return s.told("finding the folder of", s.err)
	}
	if err := os.MkdirAll(s.folder, 0o700); err != nil {
		return s.told("making the folder of", err)
	}
	info, err := os.Stat(s.folder)
	if err != nil || runtime.GOOS == "windows" || info.Mode().Perm()&0o077 == 0 {
		return s.told("looking at the folder of", err)
	}
	if info.Mode()&fs.ModeSticky != 0 {
		return s.failed("%s is a folder for everybody; nothing is kept there", s.folder)
	}
	if err := os.Chmod(s.folder, 0o700); err != nil {
		return s.failed("others can look into %s, and that cannot be changed (chmod 700): %w", s.folder, err)
	}
	return nil
}

// Delete implements api.State.
func (s *state) Delete(ctx context.Context, area, key string) error {
	if area != api.AreaLocal {
		return s.Memory.Delete(ctx, area, key)
	}
	if err := os.Remove(s.file(key)); !errors.Is(err, fs.ErrNotExist) {
		return s.told("deleting", err)
	}
	return nil
}

// Keys implements api.State.
func (s *state) Keys(ctx context.Context, area, prefix string) ([]string, error) {
	if area != api.AreaLocal {
		return s.Memory.Keys(ctx, area, prefix)
	}
	entries, err := os.ReadDir(s.folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, s.told("listing", err)
	}
	var keys []string
	for _, entry := range entries {
		name, ok := strings.CutSuffix(entry.Name(), recordEnding)
		key, err := url.PathUnescape(name)
		if ok && err == nil && strings.HasPrefix(key, prefix) {
			keys = append(keys, key)
		}
	}
	return keys, nil
}

// file names the record's file: everything that a file system could mind is
// percent-encoded.
func (s *state) file(key string) string {
	var b strings.Builder
	for i := 0; i < len(key); i++ {
		if c := key[i]; isPlain(c) {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return filepath.Join(s.folder, b.String()+recordEnding)
}

func isPlain(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '_'
}

func replace(file string, value []byte) error {
	// os.CreateTemp makes files of mode 0600.
	temp, err := os.CreateTemp(filepath.Dir(file), newFiles)
	if err != nil {
		return err
	}
	_, err = temp.Write(value)
	err = errors.Join(err, temp.Sync(), temp.Close())
	if err == nil {
		err = os.Rename(temp.Name(), file)
	}
	if err != nil {
		_ = os.Remove(temp.Name())
	}
	return err
}

func (s *state) told(doing string, err error) error {
	if err == nil {
		return nil
	}
	return s.failed("%s what is remembered: %w", doing, err)
}

// failed keeps the words of an error for the user: the API says only that
// something failed.
func (s *state) failed(format string, args ...any) error {
	err := fmt.Errorf(format, args...)
	words := err.Error()
	s.trouble.Store(&words)
	return fmt.Errorf("storekey: %w", err)
}
