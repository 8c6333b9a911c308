package main

import (
	"net/http"
	"slices"
	"strings"

	"github.com/storekey/storekey/core/wire"
)

// storeNamed finds what --store names: a saved store by its name, with or
// without its client's before it, or an address, for which it answers nil.
func (a *app) storeNamed(text string) (*wire.StoreEntry, error) {
	if text == "" {
		return nil, usagef("--store is missing")
	}
	if strings.Contains(text, "://") {
		return nil, nil
	}
	found, err := a.savedNamed(text)
	if err != nil || len(found) == 0 {
		if err == nil && !looksLikeHost(text) {
			err = usagef("no saved store has that name, and it is no address; storekey stores list shows the names")
		}
		return nil, err
	}
	if len(found) > 1 {
		return nil, ambiguous(found)
	}
	return &found[0], nil
}

// savedNamed lists the saved stores of a name.
func (a *app) savedNamed(text string) ([]wire.StoreEntry, error) {
	list, err := a.savedStores()
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(list.Stores, func(e wire.StoreEntry) bool {
		return !strings.EqualFold(text, e.Name) && !strings.EqualFold(text, fullName(e)) && text != e.ID
	}), nil
}

func (a *app) savedStores() (list wire.StoreList, err error) {
	err = a.call(a.handler(), http.MethodGet, "/v1/stores", nil, &list)
	return list, err
}

// fullName is client/name.
func fullName(e wire.StoreEntry) string {
	if e.Client == "" {
		return e.Name
	}
	return e.Client + "/" + e.Name
}

func ambiguous(found []wire.StoreEntry) error {
	var names []string
	for _, e := range found {
		names = append(names, plain(fullName(e))+" ("+plain(e.Store.BaseURL)+")")
	}
	return usagef("several saved stores have that name: %s", strings.Join(names, ", "))
}

// looksLikeHost tells an address from a mistyped name.
func looksLikeHost(text string) bool {
	host, _, _ := strings.Cut(text, "/")
	return strings.ContainsAny(host, ".:") || strings.HasPrefix(host, "localhost")
}
