package main

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

func TestGatesCountAndTell(t *testing.T) {
	var out bytes.Buffer
	g := &Gates{out: &out}
	g.AtMost("small", 10, 10)
	g.AtMost("large", 11, 10)
	g.None("clean", nil)
	g.None("dirty", []string{"regexp", "flag"})
	if g.passed != 2 || g.failed != 2 {
		t.Errorf("counted %d passed, %d failed; want 2 and 2", g.passed, g.failed)
	}
	for _, want := range []string{"FAIL  large", "11 bytes, limit        10, 110 %", "2, such as regexp"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("output lacks %q:\n%s", want, &out)
		}
	}
}

func TestLinkerListIsReadLineByLine(t *testing.T) {
	dump := "# p\nmain.main -> fmt.Println\nmain.f -> reflect.Value.Method <ReflectMethod>\n"
	if got := linesWith(dump, "ReflectMethod"); len(got) != 1 || !strings.HasPrefix(got[0], "main.f") {
		t.Errorf("found %q", got)
	}
	if got := linesWith(dump, "net/http.(*Transport).roundTrip"); got != nil {
		t.Errorf("found %q where nothing is", got)
	}
}

func TestPageHasNoHTTP(t *testing.T) {
	for _, p := range programs {
		if want := p.Name == "popup"; slices.Contains(p.Denied, "net/http") != want {
			t.Errorf("%s: net/http denied = %v, want %v", p.Name, !want, want)
		}
	}
}
