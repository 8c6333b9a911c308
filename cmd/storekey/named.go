package main

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/storekey/storekey/core/wire"
)

// nameError says that a name does not lead to one saved store.
type nameError struct{ code, message, hint string }

func (e *nameError) Error() string { return e.message }

// storeNamed finds what --store names: a saved store by its name, with or
// without its client's before it, or by its ID; for an address it answers nil.
func (a *app) storeNamed(text string) (*wire.StoreEntry, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return nil, usagef("--store is missing")
	}
	found, err := a.savedNamed(text)
	switch {
	case looksLikeAddress(text):
		a.noteNamesake(found)
		return nil, nil
	case err != nil:
		return nil, err
	case len(found) == 0:
		return nil, &nameError{"store_unknown", "no saved store has that name, and it is no address", "storekey stores list shows the names."}
	case len(found) > 1:
		return nil, ambiguous(found)
	}
	return &found[0], nil
}

// noteNamesake says that an address is taken for one, though a saved store has
// it for a name.
func (a *app) noteNamesake(found []wire.StoreEntry) {
	if len(found) > 0 {
		a.tell("note", "That is taken for an address. The saved store of that name is --store "+found[0].ID+".")
	}
}

// savedNamed lists the saved stores that a text names: by ID, else by the full
// name, else by the name alone.
func (a *app) savedNamed(text string) ([]wire.StoreEntry, error) {
	list, err := a.savedStores()
	if err != nil {
		return nil, err
	}
	for _, names := range []func(wire.StoreEntry) string{
		func(e wire.StoreEntry) string { return e.ID }, fullName, func(e wire.StoreEntry) string { return e.Name },
	} {
		found := slices.DeleteFunc(slices.Clone(list.Stores), func(e wire.StoreEntry) bool {
			return !strings.EqualFold(text, names(e))
		})
		if len(found) > 0 {
			return found, nil
		}
	}
	return nil, nil
}

// savedStores lists the saved stores that hold every word.
func (a *app) savedStores(words ...string) (list wire.StoreList, err error) {
	// Client and name are two fields there.
	query := url.Values{"q": {strings.ReplaceAll(strings.Join(words, " "), "/", " ")}}
	err = a.call(a.handler(), http.MethodGet, "/v1/stores?"+query.Encode(), nil, &list)
	return list, err
}

// fullName is client/name.
func fullName(e wire.StoreEntry) string {
	if e.Client == "" {
		return e.Name
	}
	return e.Client + "/" + e.Name
}

// shownName is the full name as it is printed. One with characters that drive a
// terminal or turn the direction of the line is quoted.
func shownName(e wire.StoreEntry) string {
	name := fullName(e)
	if plain(name) != name {
		return strconv.Quote(name)
	}
	return name
}

func ambiguous(found []wire.StoreEntry) error {
	var names []string
	for _, e := range found {
		names = append(names, shownName(e)+" "+e.Store.BaseURL+" (ID "+e.ID+")")
	}
	return &nameError{"store_ambiguous", "several saved stores have that name: " + strings.Join(names, ", "), "The ID works wherever the name does."}
}

// looksLikeAddress tells an address from a name.
func looksLikeAddress(text string) bool {
	if strings.Contains(text, "://") {
		return true
	}
	host, _, _ := strings.Cut(text, "/")
	if strings.Trim(host, ".:") == "" || strings.ContainsAny(host, " \t\"'<>\\^`{|}") {
		return false
	}
	return strings.ContainsAny(host, ".:") || host == "localhost"
}
