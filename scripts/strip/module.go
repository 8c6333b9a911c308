package main

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
)

// understands is the version of Go whose tables this program knows.
const understands = "1.26"

// The sections of a module that are of interest.
const (
	customSection = 0
	dataSection   = 11
)

var errModule = errors.New("not a WebAssembly module as Go's linker writes it")

// module is a program: its sections as they are, and the memory it starts with.
type module struct {
	sections []section
	memory   memory
	producer string
}

type section struct {
	id   byte
	body []byte
}

var preamble = []byte("\x00asm\x01\x00\x00\x00")

func parse(program []byte) (*module, error) {
	rest, ok := bytes.CutPrefix(program, preamble)
	if !ok {
		return nil, errModule
	}
	m := &module{}
	for r := (reader{data: rest}); !r.done(); {
		s := section{id: r.byte(), body: r.bytes(int(r.uint()))}
		if r.failed {
			return nil, errModule
		}
		m.sections = append(m.sections, s)
		switch {
		case s.id == dataSection && m.memory != nil:
			return nil, errModule
		case s.id == dataSection:
			if m.memory = load(s.body); m.memory == nil {
				return nil, errModule
			}
		case s.id == customSection:
			m.producer += compiler(s.body)
		}
	}
	return m, nil
}

// compiler is what the section "producers" tells of the version of Go.
func compiler(custom []byte) string {
	_, after, _ := bytes.Cut(custom, []byte("cmd/compile"))
	r := reader{data: after}
	version := string(r.bytes(int(r.uint())))
	if r.failed {
		return ""
	}
	return strings.TrimPrefix(version, "go")
}

func known(producer string) error {
	if producer == understands || strings.HasPrefix(producer, understands+".") {
		return nil
	}
	return fmt.Errorf("built by Go %q, whose tables may differ from those of Go %s that are known here: "+
		"build with GOTOOLCHAIN=go%[2]s.0, or leave the tables in with TRACES=1", producer, understands)
}

// bytes writes the module with the memory as it is now.
func (m *module) bytes() []byte {
	out := bytes.Clone(preamble)
	for _, s := range m.sections {
		if s.id == dataSection {
			s.body = m.memory.store()
		}
		out = append(out, s.id)
		out = appendUint(out, uint64(len(s.body)))
		out = append(out, s.body...)
	}
	return out
}
