package vault

import (
	"sort"
	"strings"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

var _ = register(Format{
	Card: wire.Card{
		ID:        "storekey",
		Title:     "Storekey, without secrets",
		Summary:   "Stores and logins as JSON without any secret, in a fixed order: to keep in git and to share.",
		Extension: "json",
	},
	Order: 20,
	Is:    func(f *File) bool { return f.at("storekey").Str == storesName },
	Read:  func(f *File, _ Given) (Import, error) { return readStores(f) },
	Write: func(items []Item, _ Writing) ([]Output, error) {
		bare := make([]Item, len(items))
		for i, item := range items {
			bare[i] = item.withoutSecrets()
		}
		text, err := storesText(bare, nil)
		if len(text.Reveal()) > MaxFile {
			return nil, &Error{Code: "export_large", Params: []string{"most", "1 MB"}}
		}
		return []Output{{Name: "stores.storekey.json", Text: text}}, err
	},
	Keeps: partEverything &^ (partDoor | partPassword | partToken | partLearnt),
	Holds: wire.SecretsNone,
})

// withoutSecrets leaves the names and the ways to log in. What was learnt from the
// store goes, too: it is large, and learnt again.
func (i Item) withoutSecrets() Item {
	i.Door, i.Entry.Routes, i.Entry.ACL = Door{}, nil, nil
	logins := make([]Login, len(i.Logins))
	for n, l := range i.Logins {
		l.Token, l.Refresh, l.IssuedAt, l.ExpiresAt = secret.Text{}, secret.Text{}, "", ""
		fields := map[string]secret.Text{}
		for name, value := range l.Fields {
			if !secretField(name) {
				fields[name] = value
			}
		}
		l.Fields = fields
		logins[n] = l
	}
	i.Logins = logins
	return i
}

// plainFields are the fields of ways to log in that are no secrets. Any other is
// taken for one.
const plainFields = " username consumerKey clientId tokenUrl scope grant encoding clientAuth introspectUrl revokeUrl area frontName kind email factor send store website "

func secretField(name string) bool { return !strings.Contains(plainFields, " "+name+" ") }

// SortItems puts stores in the order of their names, so that a file that is
// written twice is the same.
func SortItems(items []Item) {
	sort.SliceStable(items, func(i, j int) bool {
		a, b := items[i].Entry, items[j].Entry
		if a.Client != b.Client {
			return a.Client < b.Client
		}
		return a.Name < b.Name
	})
}
