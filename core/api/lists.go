package api

import (
	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/provider"
	"github.com/storekey/storekey/core/snippet"
	"github.com/storekey/storekey/core/source"
	"github.com/storekey/storekey/core/wire"
)

func (h *handler) listProviders(*job) (any, error) {
	return cards("providers", provider.All(), func(p provider.Provider) wire.Card { return p.Card }), nil
}

func (h *handler) listTargets(*job) (any, error) {
	return cards("targets", snippet.Grouped(), func(t snippet.Target) wire.Card { return t.Card }), nil
}

func (h *handler) listSources(*job) (any, error) {
	return cards("sources", source.All(), func(s source.Source) wire.Card { return s.Card }), nil
}

// listSelectors gives the page the DOM queries of a snapshot.
func (h *handler) listSelectors(*job) (any, error) {
	return map[string]any{"selectors": magento.Selectors}, nil
}

func cards[T any](name string, entries []T, card func(T) wire.Card) map[string][]wire.Card {
	list := make([]wire.Card, 0, len(entries))
	for _, entry := range entries {
		list = append(list, card(entry))
	}
	return map[string][]wire.Card{name: list}
}
