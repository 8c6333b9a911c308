package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
)

// magic begins runtime.pcHeader: abi.Go120PCLnTabMagic, two zeros, the smallest
// step of a program counter and the size of a pointer.
var magic = []byte{0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8}

// span is a piece of memory: a table.
type span struct{ at, end uint64 }

func (s span) size() uint64 { return s.end - s.at }

// tables says where in memory the runtime's tables are.
type tables struct {
	memory
	names, units, files, pcs span
	// funcs holds the index of the functions and then each runtime._func.
	funcs span
	index uint64
	data  span
	// lookup is the table from program counter to index.
	lookup span
	list   []*function
}

// Offsets in runtime.moduledata, in words. Every slice takes three.
const (
	wordNames       = 1
	wordUnits       = 4
	wordFiles       = 7
	wordPCs         = 10
	wordFuncs       = 13
	wordIndex       = 16
	wordLookup      = 19
	wordMinPC       = 20
	wordText        = 22
	wordRodata      = 39
	wordData        = 40
	wordEnd         = 41
	moduledataWords = 42
)

// errTables is followed by what is not as it should be.
var errTables = errors.New("the tables for stack traces are not as Go " + understands + " writes them")

func unlike(what string, a ...any) error {
	return fmt.Errorf("%w: %s", errTables, fmt.Sprintf(what, a...))
}

// find locates the tables and reads the functions.
func find(m memory) (*tables, error) {
	header, module, err := locate(m)
	if err != nil {
		return nil, err
	}
	word := func(i uint64) uint64 { return m.u64(module + 8*i) }
	slice := func(i, size uint64) span { return span{word(i), word(i) + size*word(i+1)} }
	t := &tables{
		memory: m,
		names:  slice(wordNames, 1), units: slice(wordUnits, 4), files: slice(wordFiles, 1),
		pcs: slice(wordPCs, 1), funcs: slice(wordFuncs, 1), index: word(wordIndex + 1),
		lookup: span{at: word(wordLookup)},
		data:   span{word(wordData), word(wordEnd)},
	}
	at := header + 72
	for i, s := range []span{t.names, t.units, t.files, t.pcs, t.funcs} {
		if s.at != header+m.u64(header+32+8*uint64(i)) || s.at < at || s.end < s.at || !m.has(s.at, s.size()) {
			return nil, unlike("table %d", i)
		}
		at = s.at
	}
	switch {
	case word(wordIndex) != t.funcs.at || t.index != m.u64(header+8)+1 || t.index < 2 || t.index > t.funcs.size()/8:
		return nil, unlike("index of functions")
	case word(wordText) != 0 || word(wordMinPC) != uint64(m.u32(t.funcs.at))<<16:
		return nil, unlike("first program counter")
	case t.data.at <= t.funcs.at || t.data.end <= t.data.at || !m.has(t.data.at, t.data.size()):
		return nil, unlike("data of functions")
	}
	if t.lookup.at > t.data.at && t.lookup.at < t.data.end {
		t.data.end = t.lookup.at
	}
	return t, t.read()
}

// locate finds the header of the tables and the one structure that names it.
func locate(m memory) (header, module uint64, err error) {
	for at := uint64(0); m.has(at, 72); at += 8 {
		if !bytes.Equal(m[at:at+8], magic) {
			continue
		}
		found, count := naming(m, at)
		if count == 0 {
			continue
		}
		if count > 1 || header != 0 {
			return 0, 0, unlike("more than one header")
		}
		header, module = at, found
	}
	if header == 0 {
		return 0, 0, unlike("no header")
	}
	return header, module, nil
}

// naming finds runtime.moduledata: the address of the header and, next to it,
// that of the names.
func naming(m memory, header uint64) (module uint64, count int) {
	var start [16]byte
	binary.LittleEndian.PutUint64(start[:], header)
	binary.LittleEndian.PutUint64(start[8:], header+m.u64(header+32))
	for at := uint64(0); m.has(at, 8*moduledataWords); at += 8 {
		if bytes.Equal(m[at:at+16], start[:]) {
			module, count = at, count+1
		}
	}
	return module, count
}

// clear makes zeros of a piece of memory.
func (t *tables) clear(s span) { clear(t.part(s.at, s.end)) }

// fill writes a table at its old place, which it must not outgrow.
func (t *tables) fill(s span, table []byte, what string) error {
	if uint64(len(table)) > s.size() {
		return fmt.Errorf("%s: %d bytes where there were %d", what, len(table), s.size())
	}
	t.clear(s)
	copy(t.part(s.at, s.end), table)
	return nil
}
