package main

import "encoding/binary"

// function is the runtime's _func with the two lists behind it.
type function struct {
	entry, name, args, deferReturn uint32
	frame                          uint32 // pcsp
	file, line                     uint32
	unit, startLine                uint32
	id, flag                       byte
	pcdata, funcdata               []uint32
}

// functionSize is that of _func without its lists.
const functionSize = 44

// What the lists hold: internal/abi/symtab.go.
const (
	pcStackMap   = 1
	pcInlineTree = 2
	pcBounds     = 4
	pcKinds      = 5

	dataArgs         = 0
	dataLocals       = 1
	dataStackObjects = 2
	dataInlineTree   = 3
	dataDefers       = 4
	dataKinds        = 8

	noData = ^uint32(0)

	// funcWrapper is the id of methods that the compiler makes, through which a
	// deferred call may go: a panic is recovered one call below.
	funcWrapper = 23
)

// read reads all functions and checks that nothing is between them.
func (t *tables) read() error {
	m, at := t.memory, t.funcs.at+8*(t.index-1)+4
	for i := range t.index - 1 {
		entry, place := m.u32(t.funcs.at+8*i), t.funcs.at+uint64(m.u32(t.funcs.at+8*i+4))
		if place != (at+7)&^7 || !m.has(place, functionSize) {
			return unlike("place of function %d", i)
		}
		f, size := m.function(place)
		switch {
		case f == nil:
			return unlike("function %d", i)
		case f.entry != entry, i > 0 && entry <= t.list[i-1].entry:
			return unlike("entry of function %d", i)
		}
		t.list = append(t.list, f)
		at = place + size
	}
	if at > t.data.at || at > t.funcs.end {
		return unlike("functions reach into their data")
	}
	t.funcs.end = at
	return nil
}

// function reads the one at an address.
func (m memory) function(at uint64) (*function, uint64) {
	u := func(i uint64) uint32 { return m.u32(at + 4*i) }
	pcs, datas := uint64(u(7)), uint64(m[at+43])
	size := functionSize + 4*(pcs+datas)
	if pcs > pcKinds || datas > dataKinds || m[at+40] > funcWrapper || m[at+42] != 0 || !m.has(at, size) {
		return nil, 0
	}
	f := &function{
		entry: u(0), name: u(1), args: u(2), deferReturn: u(3), frame: u(4), file: u(5), line: u(6),
		unit: u(8), startLine: u(9), id: m[at+40], flag: m[at+41],
	}
	for i := range pcs {
		f.pcdata = append(f.pcdata, u(11+i))
	}
	for i := range datas {
		f.funcdata = append(f.funcdata, u(11+pcs+i))
	}
	return f, size
}

// append writes f down.
func (f *function) append(out []byte) []byte {
	for _, n := range []uint32{
		f.entry, f.name, f.args, f.deferReturn, f.frame, f.file, f.line,
		uint32(len(f.pcdata)), f.unit, f.startLine,
	} {
		out = binary.LittleEndian.AppendUint32(out, n)
	}
	out = append(out, f.id, f.flag, 0, byte(len(f.funcdata)))
	for _, list := range [][]uint32{f.pcdata, f.funcdata} {
		for _, n := range list {
			out = binary.LittleEndian.AppendUint32(out, n)
		}
	}
	return out
}

// forget drops what only a stack trace shows. An offset of 0 says that there is
// no table, and the runtime then prints "?" and the line 0.
//
// Where calls were inlined matters to traces alone, except in wrappers: a
// recovered panic has exactly one frame that is none between it and recover,
// and frames are counted with the inlined ones (runtime.gorecover).
func (f *function) forget() {
	f.file, f.line, f.unit, f.startLine = 0, 0, 0, 0
	for i := range f.pcdata {
		if i != pcStackMap && i != pcBounds && !f.keepsTree(i == pcInlineTree) {
			f.pcdata[i] = 0
		}
	}
	for i := range f.funcdata {
		switch i {
		case dataArgs, dataLocals, dataStackObjects, dataDefers:
		default:
			if !f.keepsTree(i == dataInlineTree) {
				f.funcdata[i] = noData
			}
		}
	}
	f.pcdata = trim(f.pcdata, 0)
	f.funcdata = trim(f.funcdata, noData)
}

func (f *function) keepsTree(isTree bool) bool { return isTree && f.id == funcWrapper }

// tree tells where the tree of inlined calls is and which program counters
// belong to its entries.
func (f *function) tree() (data, pcs uint32, ok bool) {
	if len(f.funcdata) <= dataInlineTree || len(f.pcdata) <= pcInlineTree || f.funcdata[dataInlineTree] == noData {
		return 0, 0, false
	}
	return f.funcdata[dataInlineTree], f.pcdata[pcInlineTree], true
}

// trim cuts the end of a list that says nothing: what is beyond the end of a
// list is read as nothing too.
func trim(list []uint32, nothing uint32) []uint32 {
	for len(list) > 0 && list[len(list)-1] == nothing {
		list = list[:len(list)-1]
	}
	return list
}
