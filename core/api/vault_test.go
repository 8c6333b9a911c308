package api_test

import (
	"testing"

	"github.com/storekey/storekey/core/wire"
)

func TestNewPassphraseTellsOfOldCopies(t *testing.T) {
	e := newEnv(t, exits{})
	setPassphrase(t, e)
	var status wire.VaultState
	must(t, call(t, e, "PUT", "/v1/vault/passphrase", fields{"old": phrase, "new": "another phrase"}, &status))
	if len(status.Findings) != 1 || status.Findings[0].Code != "passphrase_copies" {
		t.Errorf("findings %+v", status.Findings)
	}
}
