package vault

import (
	"runtime"
	"strconv"
	"testing"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// BenchmarkUnlock is what a passphrase costs. MB-taken is the memory of
// the whole program after many; a WebAssembly program keeps it.
func BenchmarkUnlock(b *testing.B) {
	usualWork = realWork
	h := wrap("id1", phrase, newKey())
	b.ReportAllocs()
	for b.Loop() {
		if _, err := unwrap(h, phrase); err != nil {
			b.Fatal(err)
		}
	}
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	b.ReportMetric(float64(memory.Sys)/1e6, "MB-taken")
}

// BenchmarkList300 reads, shows, searches and orders 300 stores.
func BenchmarkList300(b *testing.B) {
	d := openDesk(b)
	fill(b, d, 300)
	b.ReportAllocs()
	for b.Loop() {
		records, _, err := d.List(b.Context())
		must(b, err)
		list, _, err := d.Show(b.Context(), records...)
		must(b, err)
		Sort(list, func(e wire.StoreEntry) int { return Fit(e, "https://shop7.example", "/admin") })
		if len(list) != 300 || list[0].ID != "s7" || !Mentions(list[0], []string{"shop7"}) {
			b.Fatalf("%d stores, first %s", len(list), list[0].ID)
		}
	}
}

func fill(b *testing.B, d *desk, n int) {
	s, err := d.Open(b.Context())
	must(b, err)
	for i := range n {
		r := record("s"+strconv.Itoa(i), "shop"+strconv.Itoa(i))
		r.Origins = append(r.Origins, "https://"+r.Name+".example", "https://"+r.Name+".example/b2b")
		r.Client, r.Notes = "Client "+strconv.Itoa(i/3), "Call before you deploy."
		for _, id := range []string{"c1", "c2"} {
			must(b, r.Keep(wire.SavedCredential{
				ID: id, Provider: "admin", Kind: wire.KindAdmin, Who: "jane", IssuedAt: Stamp(noon), ExpiresAt: Stamp(noon),
				Fields: map[string]wire.SavedField{"username": {Value: "jane"}},
			}))
			must(b, r.Put(s, id, "password", secret.New("a password of some length")))
			must(b, r.Put(s, id, FieldToken, secret.New(string(make([]byte, 300)))))
		}
		_, err := d.Add(b.Context(), r)
		must(b, err)
	}
}
