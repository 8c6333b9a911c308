// Strip takes out of a Go program for js/wasm what only stack traces show: file
// names and line numbers, the places of inlined calls, printed arguments. What
// the runtime needs to run stays: function names, frame sizes, pointer maps,
// deferred calls, and whatever tells whether a panic is recovered.
//
// It rewrites the tables that the linker wrote (cmd/link/internal/ld/pcln.go)
// and the runtime reads (runtime/symtab.go), each at its old address, so that
// nothing else moves. The tables are those of Go 1.26; another version of Go is
// refused, as is everything that does not look as expected.
//
// What can be counted out of those tables is left out too: a start function of
// the module writes it before the runtime begins (start.go).
//
// A stack trace then names the functions, without those that were inlined, each
// at "?:0"; runtime.Caller does not count inlined functions.
//
//	strip [-gap N] FROM TO
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	flag.IntVar(&gap, "gap", gap, "zeros between data that are left out")
	flag.Parse()
	if flag.NArg() != 2 || gap < 1 {
		fmt.Fprintln(os.Stderr, "usage: strip [-gap N] FROM TO")
		os.Exit(64)
	}
	if err := run(flag.Arg(0), flag.Arg(1)); err != nil {
		fmt.Fprintln(os.Stderr, "strip:", err)
		os.Exit(1)
	}
}

func run(from, to string) error {
	before, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	after, err := Strip(before)
	if err != nil {
		return fmt.Errorf("%s: %w", from, err)
	}
	return os.WriteFile(to, after, 0o644)
}

// Strip returns the program without what it can do without.
func Strip(program []byte) ([]byte, error) {
	m, err := parse(program)
	if err != nil {
		return nil, err
	}
	if err := known(m.producer); err != nil {
		return nil, err
	}
	t, err := find(m.memory)
	if err != nil {
		return nil, err
	}
	if err := t.slim(); err != nil {
		return nil, err
	}
	if err := t.leaveOut(); err != nil {
		return nil, err
	}
	if err := m.start(t.write()); err != nil {
		return nil, err
	}
	return m.bytes(), nil
}
