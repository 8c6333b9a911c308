package main

import "bytes"

// A few columns of the tables say what can be counted out: that function i
// enters at the i-th place, where its _func is, and that the search for a
// program counter of it begins at i. They compress badly, so they are left out
// and a start function of the module writes them before the runtime begins.

// The sections of a module that a function has a part in.
const (
	typeSection     = 1
	importSection   = 2
	functionSection = 3
	startSection    = 8
	codeSection     = 10
)

// Where numbers are in runtime._func.
const (
	funcPCDatas   = 28 // how many tables by program counter, 32 bits
	funcFuncDatas = 43 // how many pieces of data, 8 bits
)

// stride is the distance between the numbers of lookup that are asked for.
const stride = bucketSize * bucketsPerEntry

// counted walks the numbers that can be counted out, in the order in which
// write writes them.
func (t *tables) counted(visit func(at uint64, n uint32)) {
	first, place := t.list[0].entry, t.firstFunc()
	for i := range uint64(len(t.list)) {
		visit(t.lookup.at+stride*i, uint32(i))
		visit(t.funcs.at+8*i, first+uint32(i))
		visit(t.funcs.at+8*i+4, uint32(place-t.funcs.at))
		visit(place, first+uint32(i))
		place += functionSize + 4*uint64(t.u32(place+funcPCDatas)+uint32(t.memory[place+funcFuncDatas]))
	}
}

func (t *tables) firstFunc() uint64 { return t.funcs.at + 8*(t.index-1) + 4 }

// leaveOut makes zeros of the numbers that write writes, after a look that each
// is as it will be.
func (t *tables) leaveOut() error {
	var err error
	t.counted(func(at uint64, n uint32) {
		if !t.has(at, 4) || t.u32(at) != n {
			err = unlike("a number at %d is not the %d that is counted", at, n)
		}
	})
	if err == nil {
		t.counted(func(at uint64, _ uint32) { t.put32(at, 0) })
	}
	return err
}

// write is the body of a function that writes what leaveOut left out.
func (t *tables) write() []byte {
	const (
		index, place = 0, 1 // the two locals

		loop, brIf, end            = 0x03, 0x0d, opEnd
		get, set, tee              = 0x20, 0x21, 0x22
		load32, load8, store32     = 0x28, 0x2d, 0x36
		lessU, add, sub, mul       = 0x49, 0x6a, 0x6b, 0x6c
		i32, nothing, words, bytes = 0x7f, 0x40, 2, 0
	)
	var code []byte
	op := func(b ...byte) { code = append(code, b...) }
	constant := func(n uint64) { code = appendInt(append(code, opI32Const), int32(n)) }
	memory := func(op, align byte, offset uint64) { code = appendUint(append(code, op, align), offset) }
	entry := func() {
		op(get, index)
		constant(uint64(t.list[0].entry))
		op(add)
	}
	row := func(size uint64) {
		op(get, index)
		constant(size)
		op(mul)
	}

	op(1, 2, i32)
	constant(t.firstFunc())
	op(set, place, loop, nothing)

	row(stride)
	op(get, index)
	memory(store32, words, t.lookup.at)

	row(8)
	entry()
	memory(store32, words, t.funcs.at)

	row(8)
	op(get, place)
	constant(t.funcs.at)
	op(sub)
	memory(store32, words, t.funcs.at+4)

	op(get, place)
	entry()
	memory(store32, words, 0)

	op(get, place)
	op(get, place)
	memory(load32, words, funcPCDatas)
	op(get, place)
	memory(load8, bytes, funcFuncDatas)
	op(add)
	constant(4)
	op(mul, add)
	constant(functionSize)
	op(add, set, place)

	op(get, index)
	constant(1)
	op(add, tee, index)
	constant(uint64(len(t.list)))
	op(lessU, brIf, 0, end, end)
	return code
}

// start adds a function to the module that runs first.
func (m *module) start(body []byte) error {
	imports, err := m.imports()
	if err != nil {
		return err
	}
	types, ok := m.add(typeSection, []byte{0x60, 0, 0})
	if !ok {
		return errModule
	}
	functions, ok := m.add(functionSection, appendUint(nil, types))
	if !ok {
		return errModule
	}
	if codes, ok := m.add(codeSection, append(appendUint(nil, uint64(len(body))), body...)); !ok || codes != functions {
		return errModule
	}
	return m.insert(section{startSection, appendUint(nil, imports+functions)})
}

// imports counts what is imported, which is functions only.
func (m *module) imports() (uint64, error) {
	for _, s := range m.sections {
		if s.id != importSection {
			continue
		}
		r := reader{data: s.body}
		n := r.uint()
		for range n {
			r.bytes(int(r.uint()))
			r.bytes(int(r.uint()))
			if kind := r.byte(); kind != 0 || r.failed {
				return 0, errModule
			}
			r.uint()
		}
		if r.failed || !r.done() {
			return 0, errModule
		}
		return n, nil
	}
	return 0, nil
}

// add appends an entry to a section that is a list, and returns how many were
// there before.
func (m *module) add(id byte, entry []byte) (uint64, bool) {
	for i, s := range m.sections {
		if s.id != id {
			continue
		}
		r := reader{data: s.body}
		n := r.uint()
		rest := s.body[r.at:]
		m.sections[i].body = bytes.Join([][]byte{appendUint(nil, n+1), rest, entry}, nil)
		return n, !r.failed
	}
	return 0, false
}

// insert puts a section before those with a higher number.
func (m *module) insert(s section) error {
	for i, next := range m.sections {
		switch {
		case next.id == s.id:
			return errModule
		case next.id > s.id:
			m.sections = append(m.sections[:i:i], append([]section{s}, m.sections[i:]...)...)
			return nil
		}
	}
	return errModule
}
