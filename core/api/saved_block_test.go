package api_test

import (
	"strings"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

// What was pasted at once is saved value by value, so that every format that has a
// place for the values gets them.
func TestPastedIntegrationIsExported(t *testing.T) {
	block := "Consumer Key: k" + strings.Repeat("0", 31) + "\nConsumer Secret: s" + strings.Repeat("1", 31) +
		"\nAccess Token: t" + strings.Repeat("2", 31) + "\nAccess Token Secret: u" + strings.Repeat("3", 31)
	e := newEnv(t, nobody(t))
	setPassphrase(t, e)
	in := fields{"provider": "integration", "fields": fields{"block": block}}
	addStore(t, e, fields{"name": "one", "url": "https://one.example", "credential": in})
	addStore(t, e, fields{"name": "two", "url": "https://two.example"})
	for _, s := range listStores(t, e, "").Stores {
		if s.Name == "two" {
			var entry wire.StoreEntry
			wantOK(t, call(t, e, "POST", "/v1/stores/"+s.ID+"/credentials", in, &entry))
			if got := entry.Credentials[0].Fields; got["block"].Sealed || !got["accessTokenSecret"].Sealed || got["consumerKey"].Value == "" {
				t.Errorf("saved %v", got)
			}
			if got := call(t, e, "POST", "/v1/stores/"+s.ID+"/credentials", fields{"provider": "integration", "fields": fields{"block": "hello"}}, nil); got.Code != "four_not_found" {
				t.Errorf("prose for a block: %+v", got)
			}
		}
	}
	for _, format := range []string{"n8n", "postman", "bruno", "insomnia", "env"} {
		var all strings.Builder
		for _, file := range export(t, e, fields{"format": format, "secrets": "all"}).Files {
			all.WriteString(file.Text)
		}
		for _, value := range []string{"k000", "s111", "t222", "u333"} {
			if n := strings.Count(all.String(), value); n < 2 {
				t.Errorf("%s: %s is there %d times", format, value, n)
			}
		}
	}
}
