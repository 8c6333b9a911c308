package oauth1

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/secret"
)

// TestRecordedRequests: what a real store was asked, byte for byte. The secrets
// that signed it were not kept, so the signature's value alone is taken over.
func TestRecordedRequests(t *testing.T) {
	dir := os.Getenv("MAGENTO_RECORDINGS")
	if dir == "" {
		t.Skip("MAGENTO_RECORDINGS is not set")
	}
	f, err := os.Open(filepath.Join(dir, "exchanges.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines, count := bufio.NewScanner(f), 0
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var e struct {
			Name, Note string
			Request    struct {
				Method, Path string
				Headers      map[string]string
			}
		}
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(e.Name, "oauth1/") {
			continue
		}
		count++
		url := "http://localhost:8380" + e.Request.Path
		if e.Name == "oauth1/signed-without-port" {
			url = "http://localhost" + e.Request.Path
		}
		compareRecorded(t, e.Name, e.Request.Method, url, e.Request.Headers["Authorization"], e.Note)
	}
	if count != 16 {
		t.Errorf("%d recorded requests", count)
	}
}

func compareRecorded(t *testing.T, name, method, url, authorization, note string) {
	t.Helper()
	header, err := ParseHeader(authorization)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	base, err := BaseString(method, url, header.Parameters, Magento, ByEncoding)
	if want := strings.TrimPrefix(note, "signature base string: "); err != nil || base != want {
		t.Errorf("%s: %v\n got %s\nwant %s", name, err, base, want)
	}
	seconds, _ := strconv.ParseInt(header.Get("oauth_timestamp"), 10, 64)
	own, err := Sign(Request{Method: method, URL: url},
		Credentials{secret.New(header.Get("oauth_consumer_key")), made.ConsumerSecret, secret.New(header.Get("oauth_token")), made.TokenSecret},
		Options{Method: header.Get("oauth_signature_method"), Now: time.Unix(seconds, 0), Nonce: header.Get("oauth_nonce")})
	const last = `oauth_signature="`
	at := strings.LastIndex(own, last) + len(last)
	if own := own[:at] + encode(header.Get("oauth_signature")) + `"`; err != nil || own != authorization {
		t.Errorf("%s: %v\n got %s\nwant %s", name, err, own, authorization)
	}
}
