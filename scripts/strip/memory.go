package main

import "encoding/binary"

// memory is what a program finds in its memory when it starts, from address 0.
type memory []byte

// limit is far above what any program here comes with.
const limit = 256 << 20

// gap is the length of zeros from which on they are left out. A segment of data
// costs about nine bytes, and compresses badly; zeros between two segments
// compress well. 48 makes the smallest file where it is compressed, 10 where it
// is not.
var gap = 48

const (
	opI32Const = 0x41
	opEnd      = 0x0b
)

// load reads a data section; nil if it is none that Go's linker writes.
func load(body []byte) memory {
	r := reader{data: body}
	m := memory{}
	for n := r.uint(); n > 0 && !r.failed; n-- {
		if r.uint() != 0 || r.byte() != opI32Const {
			return nil
		}
		at := int(r.int())
		if r.byte() != opEnd {
			return nil
		}
		data := r.bytes(int(r.uint()))
		end := at + len(data)
		if r.failed || at < 0 || end > limit {
			return nil
		}
		if end > len(m) {
			m = append(m, make([]byte, end-len(m))...)
		}
		copy(m[at:], data)
	}
	if !r.done() || r.failed {
		return nil
	}
	return m
}

// store writes a data section; memory is zero where it says nothing.
func (m memory) store() []byte {
	var out []byte
	count := 0
	for at := m.zeros(0); at < len(m); {
		end := m.used(at)
		next := m.zeros(end)
		for next < len(m) && next-end < gap {
			end = m.used(next)
			next = m.zeros(end)
		}
		out = append(out, 0, opI32Const)
		out = append(appendInt(out, int32(at)), opEnd)
		out = append(appendUint(out, uint64(end-at)), m[at:end]...)
		count++
		at = next
	}
	return append(appendUint(nil, uint64(count)), out...)
}

// zeros returns where the zeros that begin at at end.
func (m memory) zeros(at int) int {
	for at < len(m) && m[at] == 0 {
		at++
	}
	return at
}

// used returns where the bytes other than zero that begin at at end.
func (m memory) used(at int) int {
	for at < len(m) && m[at] != 0 {
		at++
	}
	return at
}

func (m memory) u32(at uint64) uint32       { return binary.LittleEndian.Uint32(m[at:]) }
func (m memory) u64(at uint64) uint64       { return binary.LittleEndian.Uint64(m[at:]) }
func (m memory) put32(at uint64, n uint32)  { binary.LittleEndian.PutUint32(m[at:], n) }
func (m memory) has(at, size uint64) bool   { return at <= uint64(len(m)) && size <= uint64(len(m))-at }
func (m memory) part(at, end uint64) memory { return m[at:end:end] }
