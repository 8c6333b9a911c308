package main

import (
	"bytes"
	"errors"
	"os"
	"slices"
	"testing"
)

// slimmed is the test program with its tables slim and nothing left out.
func slimmed(t *testing.T) (*module, *tables) {
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
	tables, err := find(m.memory)
	if err != nil {
		t.Fatal(err)
	}
	if err := tables.slim(); err != nil {
		t.Fatal(err)
	}
	return m, tables
}

func TestCountedNumbersAreLeftOut(t *testing.T) {
	m, tables := slimmed(t)
	before := bytes.Clone(m.memory)
	second := tables.lookup.at + stride
	m.memory[second]++
	if err := tables.leaveOut(); !errors.Is(err, errTables) {
		t.Errorf("a number that cannot be counted out: err = %v", err)
	}
	m.memory[second]--
	numbers := 0
	tables.counted(func(uint64, uint32) { numbers++ })
	if want := 4 * len(tables.list); numbers != want {
		t.Errorf("%d numbers, want %d", numbers, want)
	}
	var places []uint64
	tables.counted(func(at uint64, _ uint32) { places = append(places, at) })
	if err := tables.leaveOut(); err != nil {
		t.Fatal(err)
	}
	for _, at := range places {
		if m.memory.u32(at) != 0 {
			t.Fatalf("the number at %d is still there", at)
		}
		copy(m.memory[at:at+4], before[at:at+4])
	}
	if !bytes.Equal(m.memory, before) {
		t.Error("more than the counted numbers was left out")
	}
}

func TestStartIsAddedOnce(t *testing.T) {
	m, tables := slimmed(t)
	if err := m.start(tables.write()); err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(m.sections, func(s section) bool { return s.id == startSection })
	if at < 1 || m.sections[at-1].id >= startSection || m.sections[at+1].id <= startSection {
		t.Errorf("section %d is the start", at)
	}
	if err := m.start(tables.write()); !errors.Is(err, errModule) {
		t.Errorf("a second start: err = %v", err)
	}
}

func TestOtherModulesGetNoStart(t *testing.T) {
	types, functions, code := section{typeSection, []byte{0}}, section{functionSection, []byte{0}}, section{codeSection, []byte{0}}
	memoryImport := section{importSection, []byte{1, 1, 'a', 1, 'b', 2, 0, 1}}
	for name, sections := range map[string][]section{
		"no types":          {functions, code},
		"no functions":      {types, code},
		"no code":           {types, functions},
		"other count":       {types, functions, {codeSection, []byte{1, 2, 0, opEnd}}},
		"imports memory":    {types, memoryImport, functions, code},
		"imports are short": {types, {importSection, []byte{1, 1}}, functions, code},
	} {
		m := &module{sections: sections}
		if err := m.start([]byte{0, opEnd}); !errors.Is(err, errModule) {
			t.Errorf("%s: err = %v", name, err)
		}
	}
}
