package main

import (
	"io"
	"sync/atomic"
)

// output is standard output, and whether it took all: a full disk must not pass for
// a result.
type output struct {
	io.Writer
	failed atomic.Pointer[error]
}

func (o *output) Write(p []byte) (int, error) {
	n, err := o.Writer.Write(p)
	if err != nil {
		o.failed.CompareAndSwap(nil, &err)
	}
	return n, err
}

// written turns success into failure where the result did not get through. For
// commands whose status is a verdict, 1 would be one.
func (a *app) written(name string, to *output, status int) int {
	failed := to.failed.Load()
	if failed == nil || status != exitOK {
		return status
	}
	a.tell("error", "the result could not be written: "+(*failed).Error())
	if asksStore[name] {
		return exitUnknown
	}
	return exitNo
}
