//go:build unix

package main

import (
	"os"

	"golang.org/x/sys/unix"
)

// noEcho keeps what is typed from showing until restore is called. Lines still
// come whole and can be corrected, and Ctrl-C and Ctrl-D are heard: the read of
// package term never ends where the input does.
func noEcho(f *os.File) (restore func(), err error) {
	fd := int(f.Fd())
	before, err := unix.IoctlGetTermios(fd, getTermios)
	if err != nil {
		return nil, err
	}
	hidden := *before
	hidden.Lflag = hidden.Lflag&^unix.ECHO | unix.ICANON | unix.ISIG
	hidden.Iflag |= unix.ICRNL
	return func() { _ = unix.IoctlSetTermios(fd, setTermios, before) }, unix.IoctlSetTermios(fd, setTermios, &hidden)
}
