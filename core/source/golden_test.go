package source

import (
	"encoding/json"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

var update = flag.Bool("update", false, "write the golden files")

// Tokens by the names that stand for them in testdata: {{customer}}.
var named = map[string]string{
	"customer": customer, "admin": admin, "expired": expired, "opaque": opaque, "assisted": assisted, "other": other,
}

const opaque = "k3v9q1x7z5m2w8r4t6y0u3i5o7p9a1s2"

// encrypted is a token as Magento writes it with jwt_alg A128KW.
var encrypted = `{"ciphertext":"7dG1v0PSnKqYyTnK3hQxHcD2wB7aR","iv":"48V1_ALb6US04U3b","tag":"XFBoMYUZodetZdvTiFvSkQ",` +
	`"protected":"` + encoded(`{"enc":"A128GCM","alg":"A128KW","iat":1700000000,"exp":1700003600}`) + `","encrypted_key":"6KB707dM9YTIgHtLvtgWQ8mKwboJW3of"}`

var (
	assisted = jws(`{"uid":5,"utypid":3,"iat":1700000000,"exp":1700001800,"admin_id":1}`)
	other    = jws(`{"uid":7,"utypid":3,"iat":1699999000,"exp":1700007200}`)
)

// cases calls test with every snapshot of a source's folder.
func cases(t *testing.T, id string, test func(t *testing.T, path string, s wire.Snapshot)) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("testdata", id, "*.json"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no snapshot for %s: %v", id, err)
	}
	for _, path := range paths {
		t.Run(id+"/"+strings.TrimSuffix(filepath.Base(path), ".json"), func(t *testing.T) {
			test(t, path, read(t, path))
		})
	}
}

func read(t testing.TB, path string) wire.Snapshot {
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text := string(raw)
	for name, token := range named {
		text = strings.ReplaceAll(text, "{{"+name+"}}", token)
	}
	var s wire.Snapshot
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		t.Fatal(err)
	}
	return s
}

// masked puts the names in the place of the tokens.
func masked(text string) string {
	for name, token := range named {
		text = strings.ReplaceAll(text, token, "{{"+name+"}}")
	}
	return text
}

// What every source finds in its snapshots and says of them, and what it writes
// to put another token there.
func TestGolden(t *testing.T) {
	for _, source := range All() {
		if _, err := os.Stat(filepath.Join("testdata", source.ID)); err != nil {
			continue // of another file's test
		}
		cases(t, source.ID, func(t *testing.T, path string, s wire.Snapshot) {
			got := masked(account(source, s))
			golden := strings.TrimSuffix(path, ".json") + ".golden"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func account(source Source, s wire.Snapshot) string {
	var b strings.Builder
	line := func(words ...string) { b.WriteString(strings.Join(words, " ") + "\n") }
	for _, f := range source.Find(s, now) {
		line("found", f.Token.Kind, f.Token.Format, f.Token.Text.Reveal())
		for _, place := range append([]string{f.Place}, f.More...) {
			line("  at", place)
		}
		for _, fact := range [][2]string{{"kind", f.Kind}, {"who", f.Who}, {"store", f.StoreCode}, {"website", f.Website}, {"endpoint", f.Endpoint}} {
			if fact[1] != "" {
				line(" ", fact[0], fact[1])
			}
		}
		if !f.Until.IsZero() {
			line("  until", f.Until.Format(time.RFC3339))
		}
		for _, finding := range f.Findings {
			line(" ", finding.Code, finding.Message)
		}
	}
	if source.Notes != nil {
		for _, finding := range source.Notes(s, now) {
			line("note", finding.Code, finding.Message)
		}
	}
	if source.Put == nil {
		return b.String()
	}
	writes, err := source.Put(s, secret.New(other), now)
	if err != nil {
		line("put", err.Error())
	}
	for _, w := range writes {
		line("put", w.Area, w.Key, w.Attributes)
		if w.Value == nil {
			line("  removed")
		} else {
			line(" ", *w.Value)
		}
	}
	return b.String()
}

// apply is what a page does with writes.
func apply(s wire.Snapshot, writes []wire.Write) wire.Snapshot {
	s.LocalStorage, s.SessionStorage = maps.Clone(s.LocalStorage), maps.Clone(s.SessionStorage)
	s.Cookies, s.IndexedDB = maps.Clone(s.Cookies), maps.Clone(s.IndexedDB)
	areas := map[string]*map[string]string{
		wire.AreaLocalStorage: &s.LocalStorage, wire.AreaSessionStorage: &s.SessionStorage,
		wire.AreaCookie: &s.Cookies, wire.AreaIndexedDB: &s.IndexedDB,
	}
	for _, w := range writes {
		area := areas[w.Area]
		if *area == nil {
			*area = map[string]string{}
		}
		if delete(*area, w.Key); w.Value != nil {
			(*area)[w.Key] = *w.Value
		}
	}
	return s
}

// What was put is what the source reads back, and the page takes it for live,
// whatever form the token has and even where it has expired.
func TestPutIsReadBack(t *testing.T) {
	for _, source := range All() {
		if _, err := os.Stat(filepath.Join("testdata", source.ID)); err != nil || source.Put == nil {
			continue
		}
		put := 0
		cases(t, source.ID, func(t *testing.T, _ string, s wire.Snapshot) {
			for name, text := range map[string]string{"signed": other, "expired": expired, "opaque": opaque, "encrypted": encrypted} {
				writes, err := source.Put(s, secret.New(text), now)
				if err != nil {
					continue
				}
				put++
				if source.ID == "generic" {
					continue // finds some only by the names around them; see TestGenericPut
				}
				if !readsBack(source, apply(s, writes), text) {
					t.Errorf("%s: not read back from %s", name, masked(account(source, apply(s, writes))))
				}
			}
		})
		if put == 0 {
			t.Errorf("%s puts nothing anywhere", source.ID)
		}
	}
}

func readsBack(source Source, s wire.Snapshot, text string) bool {
	return slices.ContainsFunc(source.Find(s, now), func(f Found) bool {
		forgotten := slices.ContainsFunc(f.Findings, func(f wire.Finding) bool {
			return strings.HasPrefix(f.Code, "page_") && !strings.HasPrefix(f.Code, "page_lifetime_")
		})
		return f.Token.Text.Equal(secret.New(text)) && !forgotten && (f.Until.IsZero() || f.Until.After(now))
	})
}

// Putting back what stood there gives the page as it was.
func TestPutKeepsWhatIsAround(t *testing.T) {
	for _, source := range All() {
		if _, err := os.Stat(filepath.Join("testdata", source.ID)); err != nil || source.Put == nil {
			continue
		}
		cases(t, source.ID, func(t *testing.T, _ string, s wire.Snapshot) {
			writes, err := source.Put(s, secret.New(other), now)
			if err != nil {
				return
			}
			again, err := source.Put(apply(s, writes), secret.New(other), now)
			if err != nil || len(again) < 1 {
				t.Fatalf("not put twice: %v", err)
			}
			for i := range again {
				if i < len(writes) && again[i].Area == writes[i].Area && again[i].Key == writes[i].Key && *again[i].Value != *writes[i].Value {
					t.Errorf("%s grows or changes when it is written twice", again[i].Key)
				}
			}
		})
	}
}

func TestPutRefusesTexts(t *testing.T) {
	s := read(t, "testdata/daffodil/live.json")
	daffodil, _ := Get("daffodil")
	for _, text := range []string{"", "short", strings.Repeat("x", maxToken+1), customer + "\r\nSet-Cookie: a=b", "a\x00" + customer} {
		if _, err := daffodil.Put(s, secret.New(text), now); err != ErrText {
			t.Errorf("%d bytes: %v", len(text), err)
		}
	}
}
