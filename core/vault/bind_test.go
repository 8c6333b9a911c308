package vault

import (
	"maps"
	"strings"
	"testing"

	"github.com/storekey/storekey/core/secret"
)

// Somebody who can write the record but not open the seal gets nothing sent
// anywhere else, whatever they take away or move.
func TestSecretsStayWithTheirOrigins(t *testing.T) {
	s := &Sealer{vault: "a", key: newKey()}
	list := slot(storeSlot, fieldOrigins)
	other := record("s2", "evil")
	if err := other.Put(s, "c1", "password", secret.New("x")); err != nil {
		t.Fatal(err)
	}
	for what, change := range map[string]func(*Record){
		"address":                   func(*Record) {},
		"list gone":                 func(r *Record) { delete(r.Sealed, list) },
		"list of another store":     func(r *Record) { r.Sealed[list] = other.Sealed[list] },
		"another value as the list": func(r *Record) { r.Sealed[list] = r.Sealed["c1/password"] },
	} {
		r := record("s1", "one")
		must(t, r.Put(s, "c1", "password", secret.New("hunter22")))
		before := maps.Clone(r.Sealed)
		r.Store.BaseURL, r.Origins = "https://evil.test", []string{"https://evil.test"}
		change(r)
		if text, err := r.Take(s, "https://evil.test", "c1", "password"); err == nil || !text.Empty() {
			t.Errorf("%s: opens for another origin", what)
		}
		if err := r.Put(s, "c2", "password", secret.New("y")); err == nil {
			t.Errorf("%s: another secret would mend the list", what)
		}
		if err := r.Rebind(s, func(host string) bool { return host == "one.test" }); err == nil {
			t.Errorf("%s: bound anew without a yes", what)
		}
		r.Sealed = before
		if text, err := r.Take(s, "https://one.test", "c1", "password"); err != nil || text.Reveal() != "hunter22" {
			t.Errorf("%s: does not open for its own origin: %v", what, err)
		}
	}
}

func TestAddressChangedNamesBothHosts(t *testing.T) {
	s := &Sealer{vault: "a", key: newKey()}
	r := record("s1", "one")
	must(t, r.Put(s, "c1", "password", secret.New("hunter22")))
	err, ok := r.MaySend(s, "https://evil.test:8443").(*Error)
	if !ok || err.Code != "address_changed" || strings.Join(err.Params, " ") != "saved one.test host evil.test:8443" {
		t.Errorf("%v", err)
	}
}
