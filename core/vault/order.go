package vault

import (
	"sort"
	"strings"

	"github.com/storekey/storekey/core/wire"
)

// Sort orders stores for a list: those that fit the tab first, then by last
// use, then by name.
func Sort(list []wire.StoreEntry, fit func(wire.StoreEntry) int) {
	type ranked struct {
		entry wire.StoreEntry
		fit   int
		name  string
	}
	all := make([]ranked, len(list))
	for i, e := range list {
		all[i] = ranked{e, fit(e), strings.ToLower(e.Client + "\x00" + e.Name + "\x00" + e.ID)}
	}
	sort.Slice(all, func(i, j int) bool {
		a, b := all[i], all[j]
		switch {
		case a.fit != b.fit:
			return a.fit > b.fit
		case a.entry.LastUsedAt != b.entry.LastUsedAt:
			return a.entry.LastUsedAt > b.entry.LastUsedAt
		}
		return a.name < b.name
	})
	for i := range all {
		list[i] = all[i].entry
	}
}
