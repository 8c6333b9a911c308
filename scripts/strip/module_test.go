package main

import (
	"bytes"
	"math"
	"testing"
)

// tiny is a module of what the linker writes around a memory.
func tiny(producer string, memory memory) []byte {
	custom := append([]byte{9}, "producers\x01\x0cprocessed-by\x01\x0eGo cmd/compile"...)
	custom = append(append(custom, byte(len(producer))), producer...)
	m := &module{
		sections: []section{{customSection, custom}, {1, []byte{0}}, {dataSection, nil}},
		memory:   memory,
	}
	return m.bytes()
}

func TestModuleIsReadAndWritten(t *testing.T) {
	want := memory("\x00\x00one\x00two" + string(make([]byte, 2*gap)) + "three")
	data := tiny("go1.26.8", want)
	m, err := parse(data)
	if err != nil {
		t.Fatal(err)
	}
	if m.producer != "1.26.8" || len(m.sections) != 3 || !bytes.Equal(m.memory, want) {
		t.Errorf("read %q, %d sections, memory %q", m.producer, len(m.sections), m.memory)
	}
	if m.sections[2].body[0] != 2 {
		t.Errorf("%d segments, want 2: short gaps are bridged", m.sections[2].body[0])
	}
	if again := m.bytes(); !bytes.Equal(again, data) {
		t.Errorf("written\n%q, want\n%q", again, data)
	}
}

func TestOtherVersionsOfGoAreRefused(t *testing.T) {
	for _, version := range []string{"1.26", "1.26.0", "1.26.99"} {
		if err := known(version); err != nil {
			t.Errorf("%s: %v", version, err)
		}
	}
	for _, version := range []string{"", "1.25.4", "1.27rc1", "1.260", "devel"} {
		if known(version) == nil {
			t.Errorf("%q is taken", version)
		}
	}
	if _, err := Strip(tiny("go1.27.0", memory("data"))); err == nil {
		t.Error("a program of Go 1.27 is taken")
	}
}

func TestWhatIsNoModuleIsRefused(t *testing.T) {
	good := tiny("go1.26.8", memory("data"))
	for name, data := range map[string][]byte{
		"empty":         nil,
		"another kind":  []byte("\x7fELF, which is long enough"),
		"cut":           good[:len(good)-1],
		"two memories":  append(bytes.Clone(good), good[len(good)-11:]...),
		"other segment": append(bytes.Clone(preamble), 11, 2, 1, 1),
		"no tables":     good,
	} {
		if _, err := Strip(data); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

func TestNumbers(t *testing.T) {
	for _, n := range []int32{0, 1, 63, 64, 127, 128, 8191, 8192, -1, -64, -65, math.MaxInt32, math.MinInt32} {
		r := reader{data: appendInt(nil, n)}
		if got := r.int(); got != n || !r.done() || r.failed {
			t.Errorf("%d is read as %d", n, got)
		}
	}
	for _, n := range []uint64{0, 127, 128, 1 << 40} {
		r := reader{data: appendUint(nil, n)}
		if got := r.uint(); got != n || !r.done() || r.failed {
			t.Errorf("%d is read as %d", n, got)
		}
	}
	for _, data := range []string{"", "\x80", "\xff\xff\xff\xff\xff\xff"} {
		a, b := reader{data: []byte(data)}, reader{data: []byte(data)}
		if a.int(); !a.failed {
			t.Errorf("%q is an int", data)
		}
		if b.uint(); !b.failed {
			t.Errorf("%q is a uint", data)
		}
	}
}

func FuzzModule(f *testing.F) {
	f.Add(tiny("go1.26.8", memory("data")))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := parse(data)
		if err != nil || m.memory == nil {
			return
		}
		again, err := parse(m.bytes())
		if err != nil || !bytes.Equal(bytes.TrimRight(again.memory, "\x00"), bytes.TrimRight(m.memory, "\x00")) {
			t.Errorf("memory is not the same when written and read: %v", err)
		}
	})
}
