package vault

import (
	"sort"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// Format is a way to write saved stores down, for another program or another
// Storekey.
type Format struct {
	wire.Card
	// Order is the place in lists, and in the search for the format of a file.
	Order int
	// Is knows a file of this format by what is in it.
	Is func(f *File) bool
	// Read takes the stores out of a file. It connects to nothing.
	Read func(f *File, given Given) (Import, error)
	// Write is nil for a format that is only read.
	Write func(items []Item, with Writing) ([]Output, error)
	// Keeps are the parts of a store that the format has a place for, Holds the
	// most secret ones of them: one of wire.SecretsNone, SecretsTokens, SecretsAll.
	Keeps part
	Holds string
	// Sealed says that a passphrase closes the file.
	Sealed bool
	// Warns tells of what the program that it is for makes of a store.
	Warns func(items []Item) []wire.Finding
}

// Given is what a file is read with, beside the file.
type Given struct {
	Passphrase secret.Text
	// Address is the store of what names none.
	Address string
}

// Import is what a file holds.
type Import struct {
	Items []Item
	// Findings tell what was in the file and does not come in.
	Findings []wire.Finding
	// Lent says whose token it is, where the file holds a lent one.
	Lent *wire.Lent
}

// Writing is what a file is written with.
type Writing struct {
	Passphrase secret.Text
	Lent       *wire.Lent
	NewID      func() string
}

// Output is one file. Other says that it holds what the one before it holds, in
// another form.
type Output struct {
	Name  string
	Text  secret.Text
	Other bool
}

var formats = map[string]Format{}

func register(f Format) Format {
	if _, twice := formats[f.ID]; twice {
		panic("vault: two formats with ID " + f.ID)
	}
	formats[f.ID] = f
	return f
}

// Formats lists the formats in their fixed order.
func Formats() []Format {
	list := make([]Format, 0, len(formats))
	for _, f := range formats {
		list = append(list, f)
	}
	sort.Slice(list, func(i, j int) bool { return list[i].Order < list[j].Order })
	return list
}

// FormatOf finds a format by its ID.
func FormatOf(id string) (Format, bool) {
	f, ok := formats[id]
	return f, ok
}

// Wire is the format as lists show it.
func (f Format) Wire() wire.Format {
	return wire.Format{Card: f.Card, Writes: f.Write != nil, Sealed: f.Sealed, Holds: f.Holds}
}

// ReadFile finds out the format of a file, or takes the one that is named, and
// reads it.
func ReadFile(raw []byte, format string, given Given) (Format, Import, error) {
	f, err := openFile(raw)
	if err != nil {
		return Format{}, Import{}, err
	}
	for _, one := range Formats() {
		if format != "" && one.ID != format || !one.Is(f) {
			continue
		}
		in, err := one.Read(f, given)
		if err == nil && len(in.Items) == 0 && len(in.Findings) == 0 {
			err = &Error{Code: "file_empty"}
		}
		return one, in, err
	}
	if _, known := FormatOf(format); known {
		return Format{}, Import{}, &Error{Code: "file_other", Params: []string{"format", formats[format].Title}}
	}
	if format != "" {
		return Format{}, Import{}, &Error{Code: "format_unknown"}
	}
	return Format{}, Import{}, &Error{Code: "file_unknown"}
}
