package vault

import "github.com/storekey/storekey/core/wire"

// Error is why the vault refuses: a finding code, and the values of its words.
// No value is ever a secret.
type Error struct {
	Code   string
	Params []string
}

// Error implements error.
func (e *Error) Error() string { return "vault: " + e.Code }

// Finding puts it in words.
func (e *Error) Finding() wire.Finding { return wire.NewFinding(e.Code, e.Params...) }

// Is reports whether both have the same code.
func (e *Error) Is(other error) bool {
	o, ok := other.(*Error)
	return ok && o.Code == e.Code
}

// What errors.Is can ask for.
var (
	// ErrMissing: no passphrase was set, so nothing secret can be saved.
	ErrMissing = &Error{Code: "vault_missing"}
	// ErrLocked: the passphrase is needed first.
	ErrLocked = &Error{Code: "vault_locked"}
	// ErrExists: there is a vault already.
	ErrExists = &Error{Code: "vault_exists"}
	// ErrPassphrase: the passphrase does not open the vault. A header that was
	// changed on purpose, with its checksum, looks the same.
	ErrPassphrase = &Error{Code: "passphrase_wrong"}
	// ErrPassphraseShort and ErrPassphraseLong refuse a new passphrase.
	ErrPassphraseShort = &Error{Code: "passphrase_short", Params: []string{"least", "8"}}
	ErrPassphraseLong  = &Error{Code: "passphrase_long", Params: []string{"most", "1024"}}
	// ErrDamaged: the header is not what was written.
	ErrDamaged = &Error{Code: "vault_damaged"}
	// ErrLimits: the header asks for more work than is done for anybody.
	ErrLimits = &Error{Code: "vault_limits"}
	// ErrNewer: a newer version wrote it.
	ErrNewer = &Error{Code: "vault_newer"}
	// ErrSecretDamaged: a sealed value is not what was written, or not in its
	// place.
	ErrSecretDamaged = &Error{Code: "secret_damaged"}

	ErrStoreUnknown      = &Error{Code: "store_unknown"}
	ErrStoreNewer        = &Error{Code: "store_newer"}
	ErrStoreDamaged      = &Error{Code: "store_damaged"}
	ErrCredentialUnknown = &Error{Code: "saved_unknown"}
)

func refusedValue(field, allowed string) error {
	return &Error{Code: "value_refused", Params: []string{"field", field, "allowed", allowed}}
}
