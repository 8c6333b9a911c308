package view

import (
	"strings"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

// An imported store may have a number that the form does not offer: saving the
// form does not change it.
func TestRequestsAtOnce(t *testing.T) {
	for chosen, want := range map[string]string{"0": `"concurrency":0`, "8": `"concurrency":8`, "": "", "12": ""} {
		m := Model{Edit: Edit{Open: true}}
		values := with(valuesOf(&wire.StoreEntry{Concurrency: 12}), "concurrency", chosen)
		body := m.storeWrite(EditSubmitted{Values: values}).bare.Reveal()
		if strings.Contains(body, "concurrency") != (want != "") || !strings.Contains(body, want) {
			t.Errorf("%q: %s", chosen, body)
		}
	}
}
