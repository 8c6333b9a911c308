package jsontext

import (
	"strings"
	"testing"
)

func TestValid(t *testing.T) {
	nested := func(n int) string { return strings.Repeat("[", n) + strings.Repeat("]", n) }
	for text, want := range map[string]bool{
		`{"a":[1,"]]]"]}`: true, `"[[["`: true, `"\"[["`: true, "": false, "{": false, "[]]": false,
		nested(MaxDepth): true, nested(MaxDepth + 1): false, strings.Repeat("[", 1<<20): false, strings.Repeat(`{"`, 1<<19): false,
		strings.Repeat(`{"a":`, 1<<18): false, `"` + strings.Repeat("[", 1<<20) + `"`: true,
		strings.Repeat("[],", MaxDepth) + "[]": false, "[" + strings.Repeat("[],", 2*MaxDepth) + "[]]": true,
	} {
		if Valid(text) != want || Valid([]byte(text)) != want {
			t.Errorf("%.20q (%d bytes): not %v", text, len(text), want)
		}
	}
}

func TestTooDeep(t *testing.T) {
	for text, want := range map[string]int{
		"": -1, `[{"[[[":1}]`: -1, `[[[]]]`: 2, `[[],[],{"a":[]}]`: 12, `["\"[[[",{}]`: -1,
	} {
		if got := TooDeep(text, 2); got != want {
			t.Errorf("%s: %d, want %d", text, got, want)
		}
	}
}
