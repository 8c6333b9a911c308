package source

import (
	"slices"
	"time"

	"github.com/storekey/storekey/core/wire"
)

// maxFound bounds what a page can put on the screen.
const maxFound = 20

// FindAll asks every source, in their order, and makes one of what is the same
// token in several places. It also returns what is to be known of the page.
func FindAll(s wire.Snapshot, now time.Time) ([]Found, []wire.Finding) {
	var list []Found
	var notes []wire.Finding
	for _, source := range All() {
		for _, f := range source.Find(s, now) {
			f.SourceID = source.ID
			f.Who, f.StoreCode, f.Website = cut(f.Who), storeCode(f.StoreCode), storeCode(f.Website)
			list = merge(list, f)
		}
		if source.Notes != nil {
			notes = append(notes, source.Notes(s, now)...)
		}
	}
	return list, notes
}

// merge adds what was found, or its places to what is known already.
func merge(list []Found, f Found) []Found {
	for i := range list {
		if list[i].Token.Text.Equal(f.Token.Text) {
			list[i].join(f)
			return list
		}
	}
	if len(list) == maxFound {
		return list
	}
	return append(list, f)
}

// join takes over the places of the same token, and what only they tell.
func (f *Found) join(other Found) {
	for _, place := range append([]string{other.Place}, other.More...) {
		if place != f.Place && !slices.Contains(f.More, place) && len(f.More) < maxFound {
			f.More = append(f.More, place)
		}
	}
	fill := func(value *string, other string) {
		if *value == "" {
			*value = other
		}
	}
	fill(&f.Kind, other.Kind)
	fill(&f.Who, other.Who)
	fill(&f.StoreCode, other.StoreCode)
	fill(&f.Website, other.Website)
	fill(&f.Endpoint, other.Endpoint)
}
