package api

import (
	"testing"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/snippet"
	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/wire"
)

func TestClassOfWhatCarriesACredential(t *testing.T) {
	curl, _ := snippet.Get("curl")
	of := func(kind string) *carrier { return &carrier{token: token.Token{Kind: kind}} }
	behind := door{Username: "stage", Password: secret.New("door")}
	for name, test := range map[string]struct {
		w    writing
		d    door
		want string
	}{
		"an admin’s token":            {writing{target: curl, carrier: of(wire.KindAdmin)}, door{}, wire.CopiedBearer},
		"a login of the browser":      {writing{target: curl, carrier: of(wire.KindSession)}, door{}, wire.CopiedSecret},
		"an integration’s token":      {writing{target: curl, carrier: of(wire.KindIntegration)}, door{}, wire.CopiedSecret},
		"a front door’s password":     {writing{target: curl}, behind, wire.CopiedSecret},
		"the same, hidden":            {writing{target: curl, mode: snippet.SecretRedacted}, behind, ""},
		"nothing at all":              {writing{target: curl}, door{}, ""},
		"four values, signed by hand": {writing{target: curl, carrier: &carrier{token: token.Token{Four: &token.Four{}}}}, door{}, ""},
	} {
		if got := test.w.class(test.d); got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}
