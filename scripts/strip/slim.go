package main

import (
	"bytes"
	"slices"
)

// slim writes all tables anew with what is still asked for.
func (t *tables) slim() error {
	starts := t.starts()
	for _, f := range t.list {
		f.forget()
	}
	if err := t.slimData(starts); err != nil {
		return err
	}
	for _, step := range []func() error{t.slimNames, t.slimPCs, t.slimFunctions, t.slimLookup} {
		if err := step(); err != nil {
			return err
		}
	}
	t.clear(t.units)
	t.clear(t.files)
	return nil
}

// starts lists where the pieces of the functions' data begin, in order.
func (t *tables) starts() []uint32 {
	var starts []uint32
	for _, f := range t.list {
		for _, at := range f.funcdata {
			if at != noData {
				starts = append(starts, at)
			}
		}
	}
	slices.Sort(starts)
	return slices.Compact(starts)
}

// slimData keeps of the functions' data what a function still refers to. How
// long a piece is, nothing says: it ends where the next one begins.
func (t *tables) slimData(starts []uint32) error {
	align := map[uint32]int{}
	for _, f := range t.list {
		for kind, at := range f.funcdata {
			if at != noData {
				align[at] = max(align[at], alignment(kind))
			}
		}
	}
	old := bytes.Clone(t.part(t.data.at, t.data.end))
	var table []byte
	moved := map[uint32]uint32{noData: noData}
	for i, at := range starts {
		end := uint32(len(old))
		if i+1 < len(starts) {
			end = starts[i+1]
		}
		if at >= end || end > uint32(len(old)) {
			return unlike("data of a function at %d", at)
		}
		if n := align[at]; n > 0 {
			for len(table)%n != 0 {
				table = append(table, 0)
			}
			moved[at] = uint32(len(table))
			table = append(table, old[at:end]...)
		}
	}
	for _, f := range t.list {
		for i, at := range f.funcdata {
			f.funcdata[i] = moved[at]
		}
	}
	return t.fill(t.data, table, "data of functions")
}

func alignment(kind int) int {
	switch kind {
	case dataStackObjects:
		return 8
	case dataDefers:
		return 1
	}
	return 4
}

// slimNames keeps the names of functions, and of those inlined in a wrapper.
func (t *tables) slimNames() error {
	calls, err := t.inlined()
	if err != nil {
		return err
	}
	var starts []uint32
	for _, f := range t.list {
		starts = append(starts, f.name)
	}
	for _, call := range calls {
		starts = append(starts, t.u32(call+inlinedName))
	}
	slices.Sort(starts)
	old := t.part(t.names.at, t.names.end)
	var table []byte
	moved := map[uint32]uint32{}
	for _, at := range slices.Compact(starts) {
		if int(at) >= len(old) || at == 0 != (len(table) == 0) {
			return unlike("name of a function at %d", at)
		}
		name, _, ok := bytes.Cut(old[at:], []byte{0})
		if !ok {
			return unlike("name of a function at %d", at)
		}
		moved[at] = uint32(len(table))
		table = append(append(table, name...), 0)
	}
	for _, f := range t.list {
		f.name = moved[f.name]
	}
	for _, call := range calls {
		t.put32(call+inlinedName, moved[t.u32(call+inlinedName)])
		t.put32(call+inlinedLine, 0)
	}
	return t.fill(t.names, table, "names")
}

// The runtime's inlinedCall.
const (
	inlinedName = 4
	inlinedLine = 12
	inlinedSize = 16
)

// inlined lists the addresses of all inlined calls that are kept.
func (t *tables) inlined() ([]uint64, error) {
	var calls []uint64
	for _, f := range t.list {
		tree, pcs, ok := f.tree()
		if !ok {
			continue
		}
		_, values, err := t.values(pcs)
		if err != nil {
			return nil, err
		}
		for _, n := range values {
			call := t.data.at + uint64(tree) + inlinedSize*uint64(max(n, 0))
			if call+inlinedSize > t.data.end {
				return nil, unlike("inlined call %d", n)
			}
			if n >= 0 {
				calls = append(calls, call)
			}
		}
	}
	slices.Sort(calls)
	return slices.Compact(calls), nil
}

// values reads a table from program counter to value as runtime.step does, and
// returns its bytes too.
func (t *tables) values(at uint32) (table []byte, values []int32, err error) {
	all := t.part(t.pcs.at, t.pcs.end)
	if int(at) >= len(all) {
		return nil, nil, unlike("program counters at %d", at)
	}
	r := reader{data: all[at:]}
	value := int32(-1)
	for {
		delta := uint32(r.uint())
		if delta == 0 && len(values) > 0 {
			break
		}
		value += int32(-(delta & 1) ^ (delta >> 1))
		values = append(values, value)
		r.uint()
		if r.failed {
			break
		}
	}
	if r.failed {
		return nil, nil, unlike("program counters at %d", at)
	}
	return all[at:][:r.at], values, nil
}

// slimPCs keeps the tables from program counter to value that are still
// referred to, one for each content. The first byte stays free: 0 is no table.
func (t *tables) slimPCs() error {
	table := []byte{0}
	moved := map[uint32]uint32{0: 0}
	same := map[string]uint32{}
	move := func(at *uint32) error {
		if to, ok := moved[*at]; ok {
			*at = to
			return nil
		}
		one, _, err := t.values(*at)
		if err != nil {
			return err
		}
		to, ok := same[string(one)]
		if !ok {
			to = uint32(len(table))
			same[string(one)] = to
			table = append(table, one...)
		}
		moved[*at], *at = to, to
		return nil
	}
	for _, f := range t.list {
		if err := move(&f.frame); err != nil {
			return err
		}
		for i := range f.pcdata {
			if err := move(&f.pcdata[i]); err != nil {
				return err
			}
		}
	}
	return t.fill(t.pcs, table, "program counters")
}

// slimFunctions writes the functions closer together, and where each is.
func (t *tables) slimFunctions() error {
	start := 8*(t.index-1) + 4
	table := bytes.Clone(t.part(t.funcs.at, t.funcs.at+start))
	for i, f := range t.list {
		memory(table).put32(8*uint64(i)+4, uint32(len(table)))
		table = f.append(table)
	}
	return t.fill(t.funcs, table, "functions")
}

// The table with which runtime.findfunc begins to search: a bucket for every
// 4096 program counters, and 65536 of those for every function on js/wasm, so
// that only one bucket in 16 is ever asked for, and of it the first number.
const (
	bucketSize      = 20
	bucketsPerEntry = 16
)

func (t *tables) slimLookup() error {
	bucket := func(f *function) uint64 {
		return t.lookup.at + bucketSize*bucketsPerEntry*uint64(f.entry-t.list[0].entry)
	}
	for i, f := range t.list {
		at := bucket(f)
		if !t.has(at, bucketSize) {
			return unlike("lookup of function %d", i)
		}
		if t.u32(at) != uint32(i) || t.memory[at+4] != 0 {
			return unlike("lookup of function %d", i)
		}
		if i > 0 {
			t.clear(span{bucket(t.list[i-1]) + 4, at})
		}
	}
	return nil
}
