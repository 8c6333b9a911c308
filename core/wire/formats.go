package wire

// Which secrets go out with an export.
const (
	SecretsNone   = "none"
	SecretsTokens = "tokens" // tokens that end by themselves
	SecretsAll    = "all"    // passwords, integrations, sessions, front doors, too
)

// Format is a format of saved stores, as lists show it.
type Format struct {
	Card
	// Writes says that stores can be exported in it, and not only imported.
	Writes bool `json:"writes"`
	// Sealed says that a passphrase of its own closes the file.
	Sealed bool `json:"sealed,omitempty"`
	// Holds are the most secret values that it has room for: none, tokens or all.
	Holds string `json:"holds"`
}

// What an import makes of a store in a file.
const (
	ImportNew     = "new"
	ImportSame    = "same"    // it is saved as it stands in the file
	ImportChanged = "changed" // a store of its name is saved, and differs
)

// What can be done with a store whose name is taken.
const (
	ChooseBoth    = "both"    // save it beside the other, under another name
	ChooseReplace = "replace" // let the file's values replace those saved
	ChooseSkip    = "skip"
)

// ImportPreview is what a file would bring in.
type ImportPreview struct {
	// Format is the registry ID of the file's format.
	Format string       `json:"format"`
	Stores []ImportItem `json:"stores"`
	// Lent says whose token the file lends.
	Lent *Lent `json:"lent,omitempty"`
	// NeedsVault says that something in it has to be sealed.
	NeedsVault bool      `json:"needsVault,omitempty"`
	Findings   []Finding `json:"findings"`
}

// ImportItem is one store of a file.
type ImportItem struct {
	// Place says where it stands in the file; choices name it by that.
	Place  string `json:"place"`
	Client string `json:"client,omitempty"`
	Name   string `json:"name"`
	Stage  string `json:"stage,omitempty"`
	URL    string `json:"url"`
	Logins int    `json:"logins"`
	// Secrets counts the values that would be sealed.
	Secrets int    `json:"secrets"`
	State   string `json:"state"`
	// Changes are the parts of the saved store that the file has other values for.
	Changes []string `json:"changes,omitempty"`
	// NewName is its name where both are kept, SavedID the store of the same name.
	NewName string `json:"newName,omitempty"`
	SavedID string `json:"savedId,omitempty"`
	// Choice is what is done with it unless another is picked.
	Choice string `json:"choice"`
}

// Imported is the answer to an import.
type Imported struct {
	Format string `json:"format"`
	// Stores are those that were added or replaced.
	Stores   []StoreEntry `json:"stores"`
	Added    int          `json:"added"`
	Replaced int          `json:"replaced"`
	Skipped  int          `json:"skipped"`
	Lent     *Lent        `json:"lent,omitempty"`
	Findings []Finding    `json:"findings"`
}

// Exported is the answer to an export.
type Exported struct {
	Format string         `json:"format"`
	Files  []ExportedFile `json:"files"`
	Count  int            `json:"count"`
	// Findings tell what does not go with it, and which secrets do.
	Findings []Finding `json:"findings"`
}

// ExportedFile is one file. A preview leaves its text out.
type ExportedFile struct {
	Name string `json:"name"`
	Text string `json:"text,omitempty"`
	// Other says that it holds what the file before it does, in another form.
	Other bool `json:"other,omitempty"`
	// Copied is for a page that puts it on the clipboard.
	Copied *Copied `json:"copied,omitempty"`
}

// Lent is what is known of a lent token without it.
type Lent struct {
	Who    string `json:"who,omitempty"`
	Kind   string `json:"kind"`
	Origin string `json:"origin"`
	// Until is when it ends, At when it was lent (RFC 3339 in UTC).
	Until string `json:"until"`
	At    string `json:"at"`
}

// Policy is what an administrator of the browser lays down for all of its users.
type Policy struct {
	// NoReveal keeps tokens and passwords from being copied or exported.
	NoReveal bool `json:"noReveal"`
	// NoSaving keeps secrets from being saved.
	NoSaving bool `json:"noSaving"`
	// ProductionReadOnly stops every request that changes something at a store in
	// production.
	ProductionReadOnly bool `json:"productionReadOnly"`
}

// Results of one step of a connection test.
const (
	StepOK      = "ok"
	StepFailed  = "failed"
	StepWarning = "warning"
	StepSkipped = "skipped"
)

// ConnectionTest says step by step whether a saved store can be worked with.
type ConnectionTest struct {
	Store Store `json:"store"`
	// Result is the worst of the steps'.
	Result string           `json:"result"`
	Steps  []ConnectionStep `json:"steps"`
	// Logins is how many logins were made: none or one.
	Logins   int        `json:"logins"`
	Evidence []Evidence `json:"evidence,omitempty"`
	Findings []Finding  `json:"findings"`
}

// ConnectionStep is one of address, tls, door, magento, credentials, rights.
type ConnectionStep struct {
	Step     string    `json:"step"`
	Result   string    `json:"result"`
	Millis   int64     `json:"millis"`
	Findings []Finding `json:"findings,omitempty"`
	// Next is what can be done about it in the page: one of address, door, login,
	// unlock, hand (log in by hand), plain (say yes to plain http), open (see what
	// the browser says of the store), or nothing.
	Next string `json:"next,omitempty"`
}
