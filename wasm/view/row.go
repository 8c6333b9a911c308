package view

import "github.com/storekey/storekey/core/wire"

// Kinds of rows.
const (
	RowPlain = iota
	RowSub   // under the row before it
	RowHead  // a heading
	RowFold  // a heading that folds
	RowMore  // says what is not shown
	RowLeaf  // of a tree
	RowLeafMore
	RowStep // of a test
)

// Row is one line of a list: of credentials, of saved stores, of requests. A list
// redraws only the rows that changed, so a row is compared as a whole.
type Row struct {
	Kind              int
	Icon, Title, Line string
	// Env is the stage, for the eye; Chip its word.
	Env, Chip string
	State, Is string
	Count     string
	Open      bool
	// Level is how deep a leaf lies; Folds that it can be unfolded, Focus that the
	// Tab key leads to it.
	Level        int
	Folds, Focus bool
	// Press is the button that the row is, Act the one at its end: as an icon
	// with a label, or as the label alone. Of says which row it is.
	Press, Of              string
	Act, ActIcon, ActLabel string
	// Done says that Act was done a moment ago.
	Done bool
	// URL is an address to open.
	URL, Opens string
}

func loginRow(e *wire.StoreEntry, c *wire.SavedCredential, title string) Row {
	return Row{Kind: RowSub, Press: "login", Of: writeSavedRef(wire.SavedRef{Store: e.ID, Credential: c.ID}),
		Env: e.Stage, Title: title}
}
