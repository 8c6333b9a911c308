package main

import (
	"context"
	"errors"
	"io"
	"testing"
)

// Ctrl-C ends a run that waits for something to be typed or to come through a
// pipe, which nothing else would.
func TestInterruptWhileReading(t *testing.T) {
	in, out := io.Pipe()
	defer out.Close()
	for _, args := range [][]string{{"inspect"}, {"explain", "-"}, {"check", "--store", "http://127.0.0.1:1", "-"}, {"token", "admin", "--store", "http://127.0.0.1:1", "--username", "a", "--password-stdin"}} {
		ctx, interrupt := context.WithCancel(t.Context())
		a := testApp(ctx, t)
		a.in = reading{in, interrupt}
		if status := a.run(args); status != exitInterrupts {
			t.Errorf("%v: exit status %d", args, status)
		}
	}
}

// reading tells when it is begun to be read from.
type reading struct {
	io.Reader
	begun func()
}

func (r reading) Read(p []byte) (int, error) {
	r.begun()
	return r.Reader.Read(p)
}

func TestWithinPassesOn(t *testing.T) {
	why := errors.New("why")
	if got, err := within(t.Context(), func() (int, error) { return 7, why }); got != 7 || err != why {
		t.Errorf("%d, %v", got, err)
	}
}
