package source

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/wire"
)

// The source that knows the place speaks for the token; generic adds where else
// it stands.
func TestFindAllMerges(t *testing.T) {
	s := read(t, "testdata/hyva/shorter.json")
	s.SessionStorage = map[string]string{"copy": "Bearer " + customer}
	s.LocalStorage["more"] = admin
	list, notes := FindAll(s, now)
	if len(list) != 2 || len(notes) != 0 {
		t.Fatalf("%d found, %d notes", len(list), len(notes))
	}
	f := list[0]
	if f.SourceID != "hyva" || f.Place != "local storage: mage-cache-storage" || !slices.Equal(f.More, []string{"session storage: copy"}) {
		t.Errorf("%s: %s, %v", f.SourceID, f.Place, f.More)
	}
	if f.Who != "Roni Seed" || f.StoreCode != "default" || f.Until.IsZero() || len(f.Findings) != 1 {
		t.Errorf("its facts are gone: %s, %s, %s, %v", f.Who, f.StoreCode, f.Until, f.Findings)
	}
	if list[1].SourceID != "generic" || list[1].Token.Kind != wire.KindAdmin {
		t.Errorf("then %s of %s", list[1].Token.Kind, list[1].SourceID)
	}
}

func TestFindAllNotes(t *testing.T) {
	_, notes := FindAll(read(t, "testdata/luma/loggedin.json"), now)
	var codes []string
	for _, n := range notes {
		codes = append(codes, n.Code)
	}
	if !slices.Equal(codes, []string{"luma_no_token", "luma_customer"}) {
		t.Error(codes)
	}
}

// Each storefront's own snapshots are its own: no other source but generic, and
// those that share a place, takes their tokens for its own.
func TestSourcesAreTold(t *testing.T) {
	for _, source := range All() {
		switch source.ID {
		case "generic", "luma", "integration", "swagger":
			continue
		}
		cases(t, source.ID, func(t *testing.T, path string, s wire.Snapshot) {
			if len(source.Find(s, now)) == 0 {
				return
			}
			if list, _ := FindAll(s, now); list[0].SourceID != source.ID {
				t.Errorf("%s takes it", list[0].SourceID)
			}
		})
	}
}

func TestUntil(t *testing.T) {
	live := token.Parse(secret.New(customer), now) // expires in an hour
	dead := token.Parse(secret.New(expired), now)
	dark := token.Parse(secret.New(opaque), now)
	for _, test := range []struct {
		name  string
		token token.Token
		page  time.Duration // from now
		want  string
	}{
		{"the same", live, time.Hour, ""},
		{"a minute more", live, 61 * time.Minute, ""},
		{"a minute less", live, 59 * time.Minute, ""},
		{"longer", live, 100 * time.Minute, "page_lifetime_longer 40 min"},
		{"much longer", live, 25 * time.Hour, "page_lifetime_longer 24 h"},
		{"for days", live, 31*24*time.Hour + time.Hour, "page_lifetime_longer 31 d"},
		{"shorter", live, 20 * time.Minute, "page_lifetime_shorter 40 min"},
		{"over, the token is not", live, -30 * time.Second, "page_forgot_it 30 s"},
		{"over at once", live, 0, "page_forgot_it 0 s"},
		{"over, as the token", dead, -time.Hour, ""},
		{"the token is over", dead, now.Sub(dead.ExpiresAt) * -1, ""},
		{"the page does not know that the token is over", dead, time.Minute, "page_lifetime_longer 1157 d"},
		{"nothing known of the token", dark, time.Minute, ""},
		{"over, nothing known of the token", dark, -time.Minute, "page_forgot_it 1 min"},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := Found{Token: test.token}
			f.until(now.Add(test.page), now)
			var got []string
			for _, finding := range f.Findings {
				got = append(got, finding.Code+" "+finding.Params["gap"]+finding.Params["ago"])
			}
			if text := strings.Join(got, ", "); text != test.want {
				t.Errorf("got %q, want %q", text, test.want)
			}
		})
	}
	f := Found{Token: live}
	if f.until(time.Time{}, now); len(f.Findings) > 0 || !f.Until.IsZero() {
		t.Error("a page without a lifetime has one")
	}
}

func TestPlaceHidesTheToken(t *testing.T) {
	for _, key := range []string{"session:" + customer, strings.Repeat("ä", 90) + "x", strings.Repeat("k", 1000)} {
		if got := place("cookie", key, customer); strings.Contains(got, customer) || len(got) > maxPlace+20 {
			t.Errorf("%d bytes", len(got))
		}
	}
}

func TestStoreCode(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "default": "default", "de_CH2": "de_CH2", "2de": "", "_de": "", "de-ch": "", "../admin": "", "de/V1": "", "de?x": "", "dé": "",
		strings.Repeat("a", 101): "",
	} {
		if got := storeCode(text); got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
}
