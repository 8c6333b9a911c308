package secret

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

const value = "a-value-that-nobody-may-see"

func TestTextShowsOnlyDots(t *testing.T) {
	text := New(value)
	shown, _ := json.Marshal(map[string]any{"text": text, "list": []Text{text}})
	for _, s := range []string{
		fmt.Sprint(text), fmt.Sprintf("%s %v %+v %#v %q %x %d", text, text, text, text, text, text, text),
		text.String(), text.GoString(), string(shown), fmt.Sprintf("%+v", struct{ T Text }{text}),
	} {
		if strings.Contains(s, value) || strings.Contains(s, "612d76616c") {
			t.Errorf("shown: %d characters that hold the text", len(s))
		}
	}
	if text.Reveal() != value {
		t.Error("Reveal returns another text")
	}
}

func TestMasked(t *testing.T) {
	for _, c := range []struct {
		length int
		start  int
		end    int
	}{{0, 0, 0}, {1, 0, 0}, {23, 0, 0}, {24, 4, 4}, {32, 4, 4}, {63, 4, 4}, {64, 16, 4}, {500, 16, 4}} {
		var b strings.Builder
		for i := range c.length {
			b.WriteByte(byte('a' + i%26))
		}
		masked := New(b.String()).Masked()
		want := ""
		if c.length > 0 {
			want = b.String()[:c.start] + "••••••••••••" + b.String()[c.length-c.end:]
		}
		if masked != want {
			t.Errorf("%d characters: %q, want %q", c.length, masked, want)
		}
	}
}

func TestRedact(t *testing.T) {
	got := Redact("x "+value+" y "+value, New(value), Text{})
	if got != "x ••• y •••" {
		t.Errorf("redacted: %d bytes", len(got))
	}
}
