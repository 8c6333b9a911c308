package token

import (
	"strings"
	"testing"
)

func BenchmarkInspect(b *testing.B) {
	for _, c := range []struct{ name, text string }{
		{"jws", admin},
		{"curl", "curl 'https://shop.test/rest/V1/modules' \\\n  -H 'Accept: */*' \\\n  -H 'Authorization: Bearer " + admin + "'"},
		{"json10k", `{"items":[` + strings.Repeat(`{"sku":"a-1","name":"A thing with a name","price":12.5},`, 180) + `{}],"token":"` + admin + `"}`},
		{"prose10k", strings.Repeat("Nothing in these words is a token. ", 290) + admin},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(c.text)))
			b.ReportAllocs()
			for b.Loop() {
				if len(Inspect(c.text, now).Tokens) != 1 {
					b.Fatal("no token found")
				}
			}
		})
	}
}
