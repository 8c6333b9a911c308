package vault

import (
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

var _ = register(Format{
	Card: wire.Card{
		ID:        "sealed",
		Title:     "Storekey, sealed",
		Summary:   "Everything, secrets too, closed with a passphrase of its own: from one Storekey to another.",
		Extension: "storekey",
	},
	Order:  10,
	Is:     func(f *File) bool { return f.at("storekey").Str == sealedName },
	Read:   readSealed,
	Write:  writeSealed,
	Keeps:  partEverything,
	Holds:  wire.SecretsAll,
	Sealed: true,
})

func readSealed(f *File, given Given) (Import, error) {
	text, err := openText(f, given.Passphrase)
	if err != nil {
		return Import{}, err
	}
	inner, err := openFile([]byte(text))
	if err != nil {
		return Import{}, err
	}
	return readStores(inner)
}

func writeSealed(items []Item, with Writing) ([]Output, error) {
	text, err := storesText(items, with.Lent)
	if err != nil {
		return nil, err
	}
	sealed, err := sealText(text, with.Passphrase, with.NewID())
	if len(sealed.Reveal()) > MaxFile {
		return nil, &Error{Code: "export_large", Params: []string{"most", "1 MB"}}
	}
	name := "stores"
	if len(items) == 1 {
		name = slug(items[0].fullTitle())
	}
	if with.Lent != nil {
		name = "lent-" + name
	}
	return []Output{{Name: name + ".sealed.storekey", Text: secret.New(sealed.Reveal())}}, err
}
