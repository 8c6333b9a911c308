package main

import (
	"os"

	"golang.org/x/sys/windows"
)

// noEcho keeps what is typed from showing until restore is called.
func noEcho(f *os.File) (restore func(), err error) {
	console := windows.Handle(f.Fd())
	var before uint32
	if err := windows.GetConsoleMode(console, &before); err != nil {
		return nil, err
	}
	hidden := before&^windows.ENABLE_ECHO_INPUT | windows.ENABLE_LINE_INPUT | windows.ENABLE_PROCESSED_INPUT
	return func() { _ = windows.SetConsoleMode(console, before) }, windows.SetConsoleMode(console, hidden)
}
