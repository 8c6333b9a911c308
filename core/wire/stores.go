package wire

import "encoding/json"

// Stages of an environment. The page's colour follows the stage.
const (
	StageDev        = "dev"
	StageStaging    = "staging"
	StageProduction = "production"
)

// StoreEntry is one environment of a client, as saved. Secrets are not in it:
// what is sealed only says so.
type StoreEntry struct {
	V      int    `json:"v"`
	ID     string `json:"id"`
	Client string `json:"client,omitempty"`
	Name   string `json:"name"`
	Stage  string `json:"stage"`
	// Color is "#rrggbb" where it is not the stage's own.
	Color string `json:"color,omitempty"`
	// Origins are the addresses that tabs are matched by: an origin, with a path
	// prefix where the store is not alone there. The first is the store's own.
	Origins []string `json:"origins"`
	// Store is how the web API is addressed. RestURL is empty until the store
	// has answered once.
	Store      Store    `json:"store"`
	StoreViews []string `json:"storeViews,omitempty"`
	// Concurrency is how many requests may be under way at once, 0 for the
	// usual number.
	Concurrency       int    `json:"concurrency,omitempty"`
	RecoverRateLimits bool   `json:"recoverRateLimits,omitempty"`
	UserAgent         string `json:"userAgent,omitempty"`
	Notes             string `json:"notes,omitempty"`
	// TLS is how the command line and copied curl commands look at the store's
	// certificate; nil: as usual. A browser decides by itself.
	TLS *StoreTLS `json:"tls,omitempty"`
	// Routes and ACL were learnt from the store. Lists leave them out.
	Routes json.RawMessage `json:"routes,omitempty"`
	ACL    json.RawMessage `json:"acl,omitempty"`
	// HasDoor says that a front door (HTTP Basic) is saved, sealed.
	HasDoor     bool              `json:"hasDoor,omitempty"`
	Credentials []SavedCredential `json:"credentials,omitempty"`

	// Times are RFC 3339 in UTC.
	CreatedAt  string `json:"createdAt"`
	UpdatedAt  string `json:"updatedAt"`
	LastUsedAt string `json:"lastUsedAt,omitempty"`
	// DeletedAt marks an entry that can still be restored for a few seconds.
	DeletedAt string `json:"deletedAt,omitempty"`

	// Matches says that the entry fits the tab that was asked about.
	Matches bool `json:"matches,omitempty"`
}

// StoreTLS is how a store's certificate is looked at.
type StoreTLS struct {
	// Insecure takes any certificate. Never with a store of stage production.
	Insecure bool `json:"insecure,omitempty"`
	// CACert is a file on the user's machine with the issuers to trust.
	CACert string `json:"caCert,omitempty"`
}

// States of a saved credential's token.
const (
	SavedNone    = "none"    // no token is saved
	SavedLive    = "live"    // by its own times it lasts
	SavedExpired = "expired" // by its own times it does not
	SavedSealed  = "sealed"  // it tells no times, and the vault is not open
	SavedUnknown = "unknown" // it tells no times: only the store knows
)

// SavedCredential is a way into a store: the provider's fields, and the token
// that they led to last.
type SavedCredential struct {
	ID       string `json:"id"`
	Title    string `json:"title,omitempty"`
	Provider string `json:"provider,omitempty"`
	Kind     string `json:"kind,omitempty"`
	Who      string `json:"who,omitempty"`
	// Fields are the provider's: what is no secret in clear, the rest sealed.
	Fields map[string]SavedField `json:"fields,omitempty"`
	// State is one of none, live, expired, sealed, unknown.
	State    string `json:"state"`
	HasToken bool   `json:"hasToken,omitempty"`
	// SavesPassword says that every secret that the provider needs is saved: a
	// new token is one click away.
	SavesPassword bool   `json:"savesPassword,omitempty"`
	IssuedAt      string `json:"issuedAt,omitempty"`
	ExpiresAt     string `json:"expiresAt,omitempty"`
	// AutoRenew says that a new token is fetched shortly before the old one ends,
	// while the vault is open. AutoTried is the end for which that was tried.
	AutoRenew  bool   `json:"autoRenew,omitempty"`
	AutoTried  string `json:"autoTried,omitempty"`
	LastUsedAt string `json:"lastUsedAt,omitempty"`
	DeletedAt  string `json:"deletedAt,omitempty"`
	// UsedAt is when it was last used, by origin.
	UsedAt map[string]string `json:"usedAt,omitempty"`
}

// SavedField is one field of a saved credential.
type SavedField struct {
	Value  string `json:"value,omitempty"`
	Sealed bool   `json:"sealed,omitempty"`
}

// SavedRef says under which entry a credential of this session is saved.
type SavedRef struct {
	Store      string `json:"store"`
	Credential string `json:"credential"`
}

// StoreList is the answer of a list of saved stores.
type StoreList struct {
	Stores []StoreEntry `json:"stores"`
	// Total is the number before Limit cut it.
	Total int `json:"total"`
	// Stage is what the host patterns say of the origin that was asked about.
	Stage string     `json:"stage,omitempty"`
	Vault VaultState `json:"vault"`
	// Findings tell of records that this version cannot read; they stay as they
	// are.
	Findings []Finding `json:"findings,omitempty"`
}

// States of the vault.
const (
	VaultNone   = "none"   // no passphrase was set: nothing secret is saved
	VaultLocked = "locked" // sealed values are there and stay closed
	VaultOpen   = "open"
)

// VaultState says whether secrets can be saved and used now.
type VaultState struct {
	State       string `json:"state"`
	IdleMinutes int    `json:"idleMinutes"`
	// OpenUntil is when the vault locks if nothing secret is used meanwhile.
	OpenUntil string `json:"openUntil,omitempty"`
	// MinPassphrase is the least number of characters of a new passphrase.
	MinPassphrase int `json:"minPassphrase"`
	// Problem is the finding code of what keeps the vault from being opened at
	// all: vault_damaged, vault_limits, vault_newer.
	Problem string `json:"problem,omitempty"`
	// Findings tell what to know after a change.
	Findings []Finding `json:"findings,omitempty"`
}

// HostPattern says which stage a host is of. A * stands for anything.
type HostPattern struct {
	Pattern string `json:"pattern"`
	Stage   string `json:"stage"`
}

// HostSettings are the patterns in use, first match first, and those that
// Storekey brings along.
type HostSettings struct {
	Patterns []HostPattern `json:"patterns"`
	Defaults []HostPattern `json:"defaults"`
	// Stage is the stage of the host that was asked about.
	Stage string `json:"stage,omitempty"`
}

// OriginsFound is what a store says of its own addresses.
type OriginsFound struct {
	Found []FoundOrigin `json:"found"`
	Entry StoreEntry    `json:"entry"`
}

// FoundOrigin is one base URL of a store's configuration. Those on another host
// are saved only when the user says so.
type FoundOrigin struct {
	URL        string   `json:"url"`
	StoreViews []string `json:"storeViews"`
	Saved      bool     `json:"saved"`
	Local      bool     `json:"local,omitempty"`
}

// CSVAdded is the answer to a pasted list.
type CSVAdded struct {
	Stores []StoreEntry `json:"stores"`
	// Known is the number of lines whose store is saved already.
	Known int `json:"known"`
}
