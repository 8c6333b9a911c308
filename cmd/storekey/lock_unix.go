//go:build unix

package main

import (
	"errors"
	"os"
	"syscall"
)

// tryLockFile locks the file unless another process holds it. The lock goes
// with the file's closing, and with the process.
func tryLockFile(f *os.File) (locked bool, err error) {
	for {
		err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		switch {
		case err == nil:
			return true, nil
		case errors.Is(err, syscall.EWOULDBLOCK):
			return false, nil
		case !errors.Is(err, syscall.EINTR):
			return false, err
		}
	}
}
