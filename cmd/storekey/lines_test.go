package main

import (
	"strings"
	"testing"
)

func FuzzReadLines(f *testing.F) {
	f.Add("a\nb\r\n\n{\"token\":\"x\",\"store\":\"s\"}\n{")
	f.Add("{}\n[]\n\x00")
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		for _, l := range readLines(text) {
			if l.number <= last || l.number > strings.Count(text, "\n")+1 {
				t.Errorf("line %d after %d", l.number, last)
			}
			if last = l.number; l.problem == "" && l.token.Empty() {
				t.Error("an empty token")
			}
		}
	})
}

func TestLineIDs(t *testing.T) {
	seen := map[string]bool{}
	for _, row := range []string{"a", "b", `{"store":"s","token":"a"}`, `{"store":"t","token":"a"}`} {
		for _, call := range []string{"/v1/check", "/v1/can-i"} {
			l := readLine(1, row)
			l.call = call
			if id := l.id(); seen[id] || len(id) != 16 {
				t.Errorf("%s: %s", row, id)
			} else {
				seen[id] = true
			}
		}
	}
}
