package vault

import (
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/storekey/storekey/core/wire"
)

const (
	maxOrigins = 100
	maxName    = 200
	maxNotes   = 20_000
)

// Fit is how well an entry matches a tab: the length of the longest of its
// addresses that the tab is under, 0 for none.
func Fit(e wire.StoreEntry, origin, path string) int {
	best := 0
	for _, own := range e.Origins {
		if originOf(own) == origin && under(path, pathOf(own)) {
			best = max(best, len(own))
		}
	}
	return best
}

// At is the store as seen from one of the entry's addresses: a website of its
// own keeps its base URL, with the web API at the same place below it.
func At(e wire.StoreEntry, origin, path string) wire.Store {
	store, best := e.Store, 0
	for _, own := range e.Origins {
		if originOf(own) == origin && under(path, pathOf(own)) && len(own) > best {
			best = len(own)
			store.BaseURL = own
		}
	}
	if store.BaseURL == e.Store.BaseURL {
		return e.Store
	}
	if rest, ok := strings.CutPrefix(e.Store.RestURL, e.Store.BaseURL); ok && rest != "" {
		store.RestURL = store.BaseURL + rest
	}
	store.StoreCode = ""
	return store
}

// under reports whether path is prefix or below it.
func under(path, prefix string) bool {
	rest, ok := strings.CutPrefix(path, prefix)
	return ok && (rest == "" || rest[0] == '/')
}

// Mentions reports whether every word occurs somewhere in the entry.
func Mentions(e wire.StoreEntry, words []string) bool {
	if len(words) == 0 {
		return true
	}
	text := strings.ToLower(strings.Join(append([]string{e.Client, e.Name, e.Stage, e.Notes}, e.Origins...), "\n"))
	for _, c := range e.Credentials {
		text += "\n" + strings.ToLower(c.Title+"\n"+c.Who)
	}
	return !slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(text, strings.ToLower(word)) })
}

// Address writes an http or https address as entries keep it: origin as
// browsers write it, path without a slash at its end, nothing else.
func Address(raw string) (string, bool) {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" || len(raw) > 2048 {
		return "", false
	}
	if u.Scheme != "http" && u.Scheme != "https" {
		return "", false
	}
	return origin(u) + strings.TrimRight(u.EscapedPath(), "/"), true
}

func origin(u *url.URL) string {
	host := strings.ToLower(u.Host)
	switch u.Scheme {
	case "http":
		host = strings.TrimSuffix(host, ":80")
	case "https":
		host = strings.TrimSuffix(host, ":443")
	}
	return u.Scheme + "://" + host
}

// originOf is the origin of an address that Address wrote.
func originOf(address string) string {
	return address[:len(address)-len(pathOf(address))]
}

func pathOf(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	if i := strings.IndexByte(rest, '/'); i >= 0 {
		return rest[i:]
	}
	return ""
}

// Check brings what a user typed into the form that is kept, or says which
// field cannot be.
func Check(e *wire.StoreEntry) error {
	e.Name, e.Client = strings.TrimSpace(e.Name), strings.TrimSpace(e.Client)
	texts := []struct {
		field, text string
		most        int
	}{{"name", e.Name, maxName}, {"client", e.Client, maxName}, {"userAgent", e.UserAgent, 512}, {"notes", e.Notes, maxNotes}}
	for _, t := range texts {
		if !fits(t.text, t.most, t.field == "notes") {
			return refusedValue(t.field)
		}
	}
	switch {
	case e.Name == "":
		return refusedValue("name")
	case !slices.Contains(stages, e.Stage):
		return refusedValue("stage")
	case e.Color != "" && !isColor(e.Color):
		return refusedValue("color")
	case e.Concurrency < 0 || e.Concurrency > 64:
		return refusedValue("concurrency")
	case len(e.StoreViews) > 500:
		return refusedValue("storeViews")
	}
	return checkAddresses(e)
}

var stages = []string{wire.StageDev, wire.StageStaging, wire.StageProduction}

func fits(text string, most int, lines bool) bool {
	return len(text) <= most && utf8.ValidString(text) && strings.IndexFunc(text, func(r rune) bool {
		return r < ' ' && !(lines && (r == '\n' || r == '\t' || r == '\r')) || r == 0x7f
	}) < 0
}

func isColor(text string) bool {
	return len(text) == 7 && text[0] == '#' && strings.Trim(text[1:], "0123456789abcdefABCDEF") == ""
}

// checkAddresses wants the store's own base URL first among its addresses.
func checkAddresses(e *wire.StoreEntry) error {
	if e.Store.BaseURL == "" && len(e.Origins) > 0 {
		e.Store.BaseURL = e.Origins[0]
	}
	base, ok := Address(e.Store.BaseURL)
	if !ok {
		return refusedValue("store")
	}
	e.Store.BaseURL = base
	if e.Store.RestURL != "" {
		rest, ok := Address(e.Store.RestURL)
		if !ok || originOf(rest) != originOf(base) {
			return refusedValue("store")
		}
		e.Store.RestURL = rest
	}
	kept := []string{base}
	for _, raw := range e.Origins {
		address, ok := Address(raw)
		if !ok || len(kept) >= maxOrigins {
			return refusedValue("origins")
		}
		if !slices.Contains(kept, address) {
			kept = append(kept, address)
		}
	}
	e.Origins = kept
	return nil
}
