package api

import (
	"github.com/storekey/storekey/core/vault"
	"github.com/storekey/storekey/core/wire"
)

// listFormats lists the formats of saved stores.
func (h *handler) listFormats(*job) (any, error) {
	list := []wire.Format{}
	for _, f := range vault.Formats() {
		list = append(list, f.Wire())
	}
	return map[string][]wire.Format{"formats": list}, nil
}

func formatFor(id string) (vault.Format, error) {
	f, known := vault.FormatOf(id)
	switch {
	case !known:
		return f, refuse("format_unknown")
	case f.Write == nil:
		return f, refuse("format_only_read", "format", f.Title)
	}
	return f, nil
}
