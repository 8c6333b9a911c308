package main

import (
	"bytes"
	"errors"
	"os"
	"testing"
)

// loaded is the memory of the test program as the linker wrote it.
func loaded(t *testing.T) memory {
	t.Helper()
	whole, _ := programs(t)
	data, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	m, err := parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return m.memory
}

func TestTablesThatAreNotAsExpectedAreRefused(t *testing.T) {
	good := loaded(t)
	header, module, err := locate(good)
	if err != nil {
		t.Fatal(err)
	}
	tables, err := find(good)
	if err != nil {
		t.Fatal(err)
	}
	third := tables.funcs.at + uint64(good.u32(tables.funcs.at+8*3+4))
	for name, spoil := range map[string]func(m memory){
		"magic":               func(m memory) { m[header]-- },
		"number of functions": func(m memory) { m[header+8]++ },
		"place of a table":    func(m memory) { m[header+40]++ },
		"pointer to a table":  func(m memory) { m[module+8*wordPCs]++ },
		"first counter":       func(m memory) { m[module+8*wordMinPC+2]++ },
		"data":                func(m memory) { m.put32(module+8*wordData, 0) },
		"place of a function": func(m memory) { m[tables.funcs.at+8*3+4] += 8 },
		"entry":               func(m memory) { m[third]++ },
		"length of a list":    func(m memory) { m[third+28]++ },
		"other list":          func(m memory) { m[third+43]++ },
		"padding":             func(m memory) { m[third+42]++ },
		"kind":                func(m memory) { m[third+40] = 99 },
		"frame":               func(m memory) { m.put32(third+16, 1<<30) },
		"name":                func(m memory) { m.put32(third+4, 1<<30) },
		"lookup":              func(m memory) { m[tables.lookup.at+3*bucketSize*bucketsPerEntry]++ },
		"second header": func(m memory) {
			copy(m[(tables.names.at+7)&^7:], m[header:header+72])
			copy(m[module-1024:], m[module:module+8*moduledataWords])
		},
	} {
		m := bytes.Clone(good)
		spoil(m)
		tables, err := find(m)
		if err == nil {
			err = tables.slim()
		}
		if !errors.Is(err, errTables) {
			t.Errorf("%s: err = %v", name, err)
		}
	}
}

func TestOnlyTheTablesChange(t *testing.T) {
	before := loaded(t)
	after := bytes.Clone(before)
	tables, err := find(after)
	if err != nil {
		t.Fatal(err)
	}
	count := len(tables.list)
	end := tables.lookup.at + bucketSize*bucketsPerEntry*uint64(count)
	if err := tables.slim(); err != nil {
		t.Fatal(err)
	}
	inside := []span{tables.names, tables.units, tables.files, tables.pcs, tables.funcs, tables.data, {tables.lookup.at, end}}
	for _, s := range inside {
		clear(before[s.at:s.end])
		clear(after[s.at:s.end])
	}
	if !bytes.Equal(before, after) {
		t.Error("memory outside the tables has changed")
	}
}

func TestFunctionsStayWhoTheyAre(t *testing.T) {
	m := loaded(t)
	before, err := find(bytes.Clone(m))
	if err != nil {
		t.Fatal(err)
	}
	after, err := find(m)
	if err != nil {
		t.Fatal(err)
	}
	if err := after.slim(); err != nil {
		t.Fatal(err)
	}
	wrappers := 0
	for i, f := range before.list {
		place := after.funcs.at + uint64(m.u32(after.funcs.at+8*uint64(i)+4))
		g, _ := m.function(place)
		if g == nil || g.entry != f.entry || g.args != f.args || g.deferReturn != f.deferReturn || g.id != f.id || g.flag != f.flag {
			t.Fatalf("function %d was %+v and is %+v", i, f, g)
		}
		if a, b := before.called(f.name), after.called(g.name); a != b {
			t.Errorf("function %d was %s and is %s", i, a, b)
		}
		same(t, before, after, f.frame, g.frame)
		for _, kind := range []int{pcStackMap, pcBounds} {
			same(t, before, after, at(f.pcdata, kind, 0), at(g.pcdata, kind, 0))
		}
		for _, kind := range []int{dataArgs, dataLocals, dataStackObjects, dataDefers} {
			a, b := at(f.funcdata, kind, noData), at(g.funcdata, kind, noData)
			if (a == noData) != (b == noData) || a != noData && !bytes.Equal(before.begin(kind, a), after.begin(kind, b)) {
				t.Errorf("%s: data %d differs", before.called(f.name), kind)
			}
		}
		if _, _, ok := g.tree(); ok {
			wrappers++
		}
	}
	if wrappers == 0 {
		t.Error("no wrapper has kept its inlined calls")
	}
}

// at is one number of a list, or what its absence means.
func at(list []uint32, i int, nothing uint32) uint32 {
	if i < len(list) {
		return list[i]
	}
	return nothing
}

func (t *tables) called(name uint32) string {
	text, _, _ := bytes.Cut(t.memory[t.names.at+uint64(name):], []byte{0})
	return string(text)
}

// begin is how a piece of a function's data begins: two numbers.
func (t *tables) begin(kind int, at uint32) []byte {
	piece := t.part(t.data.at+uint64(at), t.data.end)
	if kind != dataDefers {
		return piece[:8]
	}
	r := reader{data: piece}
	r.uint()
	r.uint()
	return piece[:r.at]
}

// same compares two tables of program counters.
func same(t *testing.T, before, after *tables, a, b uint32) {
	t.Helper()
	if a == 0 || b == 0 {
		if a != b {
			t.Errorf("table %d became %d", a, b)
		}
		return
	}
	one, _, err := before.values(a)
	if err != nil {
		t.Fatal(err)
	}
	two, _, err := after.values(b)
	if err != nil || !bytes.Equal(one, two) {
		t.Errorf("table %x became %x, %v", one, two, err)
	}
}
