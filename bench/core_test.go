package bench

import (
	"encoding/base64"
	"testing"
	"time"

	"github.com/storekey/storekey/core/token"
)

var now = time.Unix(1_790_000_060, 0)

// sample is a token as Magento makes them, signed with nothing that counts.
func sample() string {
	part := base64.RawURLEncoding.EncodeToString
	return part([]byte(`{"kid":"1","alg":"HS256"}`)) + "." +
		part([]byte(`{"uid":1,"utypid":2,"iat":1790000000,"exp":1790014400}`)) + "." +
		part(make([]byte, 32))
}

func BenchmarkInspect(b *testing.B) {
	text := "Authorization: Bearer " + sample()
	for b.Loop() {
		if report := token.Inspect(text, now); len(report.Tokens) != 1 {
			b.Fatal("the token was not found")
		}
	}
}
