package magento

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/wire"
)

// exchange is a recorded request with its answer.
type exchange struct {
	Name    string
	Request struct {
		Method, Path string
		Headers      map[string]string
	}
	Response struct {
		Status  int
		Headers [][2]string
		Body    string
	}
}

// head is the answer as curl -i prints it.
func (e exchange) head() string {
	text := fmt.Sprintf("HTTP/1.1 %d %s\r\n", e.Response.Status, http.StatusText(e.Response.Status))
	for _, h := range e.Response.Headers {
		text += h[0] + ": " + h[1] + "\r\n"
	}
	return text + "\r\n" + e.Response.Body
}

// verbose is the exchange as curl -v prints it, with what was sent.
func (e exchange) verbose() string {
	text := fmt.Sprintf("* Connected to shop.test\n> %s %s HTTP/1.1\n", e.Request.Method, e.Request.Path)
	for name, value := range e.Request.Headers {
		text += "> " + name + ": " + value + "\n"
	}
	text += fmt.Sprintf(">\n< HTTP/1.1 %d %s\n", e.Response.Status, http.StatusText(e.Response.Status))
	for _, h := range e.Response.Headers {
		text += "< " + h[0] + ": " + h[1] + "\n"
	}
	return text + "<\n{ [99 bytes data]\n" + e.Response.Body + "\n* Connection #0 left intact\n"
}

func exchanges(t *testing.T) []exchange {
	t.Helper()
	file, err := os.Open(filepath.Join(recordings(t), "exchanges.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 16<<20)
	var all []exchange
	for lines.Scan() {
		var e exchange
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			t.Fatal(err)
		}
		all = append(all, e)
	}
	if err := lines.Err(); err != nil || len(all) < 100 {
		t.Fatalf("%d exchanges, %v", len(all), err)
	}
	return all
}

// sayings reads what is said of recorded exchanges, by their names.
func sayings(t *testing.T, file string) map[string]string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", file))
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]string{}
	for line := range strings.Lines(string(raw)) {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, codes, ok := strings.Cut(line, " ")
		if _, twice := said[name]; !ok || twice {
			t.Errorf("%q has no codes, or stands there twice", name)
		}
		said[name] = strings.TrimSpace(codes)
	}
	return said
}

// TestRecordedSayings explains every recorded answer, as its body alone with the
// status, and as curl -i prints it: both times the same is said.
func TestRecordedSayings(t *testing.T) {
	want := sayings(t, "sayings.txt")
	for _, e := range exchanges(t) {
		expected, listed := want[e.Name]
		if !listed {
			t.Errorf("%s has no saying", e.Name)
		}
		if expected == "ok" {
			expected = "answer_ok"
		}
		if got := codes(Explain(e.Response.Status, e.Response.Body)); got != expected {
			t.Errorf("%s: got %q, want %q", e.Name, got, expected)
		}
		if got := codes(Explain(0, e.head())); got != expected {
			t.Errorf("%s as curl -i prints it: got %q, want %q", e.Name, got, expected)
		}
		delete(want, e.Name)
	}
	for name := range want {
		t.Errorf("%s is not recorded", name)
	}
}

// TestRecordedSayingsWithRequest explains each exchange as curl -v prints it. What
// is not listed apart says the same as the answer alone.
func TestRecordedSayingsWithRequest(t *testing.T) {
	alone, want := sayings(t, "sayings.txt"), sayings(t, "sayings_sent.txt")
	for _, e := range exchanges(t) {
		expected := cmp.Or(want[e.Name], alone[e.Name])
		if expected == "ok" {
			expected = "answer_ok"
		}
		if got := codes(Explain(0, e.verbose(), At(recordedAt))); got != expected {
			t.Errorf("%s: got %q, want %q", e.Name, got, expected)
		}
		delete(want, e.Name)
	}
	for name := range want {
		t.Errorf("%s is not recorded", name)
	}
}

// recordedAt is when the exchanges were recorded, for those without a Date.
var recordedAt = time.Unix(1795409450, 0)

// Every code of a saying has words, with or without recordings.
func TestSayingsHaveWords(t *testing.T) {
	for _, file := range []string{"sayings.txt", "sayings_sent.txt"} {
		for name, said := range sayings(t, file) {
			for _, code := range strings.Fields(said) {
				if code != "ok" && !wire.HasPhrase(code) {
					t.Errorf("%s: no words for %s", name, code)
				}
			}
		}
	}
}
