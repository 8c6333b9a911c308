package main

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// tryLockFile locks the file unless another process holds it. The lock goes
// with the file's closing, and with the process.
func tryLockFile(f *os.File) (locked bool, err error) {
	const how = windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY
	err = windows.LockFileEx(windows.Handle(f.Fd()), how, 0, 1, 0, new(windows.Overlapped))
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return false, nil
	}
	return err == nil, err
}
