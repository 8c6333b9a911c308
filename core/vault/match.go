package vault

import (
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/storekey/storekey/core/magento"
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
	if u.Scheme != "http" && u.Scheme != "https" || !magento.PlausibleHost(u) {
		return "", false
	}
	return u.Scheme + "://" + magento.CanonicalHost(u.Scheme, u) + strings.TrimRight(u.EscapedPath(), "/"), true
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
	if err := checkTexts(e); err != nil {
		return err
	}
	switch {
	case !slices.Contains(stages, e.Stage):
		return refusedValue("stage", strings.Join(stages, ", "))
	case e.Color != "" && !isColor(e.Color):
		return refusedValue("color", "#rrggbb")
	case e.Concurrency < 0 || e.Concurrency > 64:
		return refusedValue("concurrency", "0–64")
	case e.TLS != nil && e.TLS.Insecure && e.Stage == wire.StageProduction:
		return &Error{Code: "tls_production"}
	case len(e.StoreViews) > 500:
		return refusedValue("storeViews", "≤ 500")
	}
	if err := checkAddresses(e); err != nil {
		return err
	}
	return checkName(e)
}

var stages = []string{wire.StageDev, wire.StageStaging, wire.StageProduction}

func checkTexts(e *wire.StoreEntry) error {
	for _, t := range []struct {
		field, text string
		most        uint64
		fits        func(rune) bool
	}{
		{"name", e.Name, maxName, visible},
		{"client", e.Client, maxName, visible},
		{"userAgent", e.UserAgent, 512, visible},
		{"caCert", caCert(e), 1024, visible},
		{"notes", e.Notes, maxNotes, inLines},
	} {
		if uint64(len(t.text)) > t.most || !all(t.text, t.fits) || t.field == "name" && t.text == "" {
			return refusedValue(t.field, "≤ "+number(t.most))
		}
	}
	return nil
}

func caCert(e *wire.StoreEntry) string {
	if e.TLS == nil {
		return ""
	}
	return e.TLS.CACert
}

// CheckTitle refuses a title that would not be shown as it is.
func CheckTitle(text string) error {
	if len(text) > maxName || !all(text, visible) {
		return refusedValue("title", "≤ "+number(maxName))
	}
	return nil
}

func all(text string, fits func(rune) bool) bool {
	return utf8.ValidString(text) && strings.IndexFunc(text, func(r rune) bool { return !fits(r) }) < 0
}

// visible reports whether a character shows, and shows where it stands: no
// control characters, none that turn the direction of writing, none of no width.
func visible(r rune) bool {
	switch {
	case r < ' ', 0x7f <= r && r <= 0x9f, r == 0xad, r == 0x61c, r == 0x180e, r == 0xfeff,
		0x200b <= r && r <= 0x200f, 0x2028 <= r && r <= 0x202e, 0x2060 <= r && r <= 0x206f,
		0xfff9 <= r && r <= 0xfffb, 0xe0000 <= r && r <= 0xe0fff:
		return false
	}
	return true
}

func inLines(r rune) bool {
	return r >= ' ' && (r < 0x7f || r > 0x9f) || r == '\n' || r == '\t' || r == '\r'
}

// OwnName is the name of a store that nobody named: its address.
func OwnName(base string) string {
	_, name, _ := strings.Cut(base, "://")
	return name
}

// checkName refuses the name of another host: whoever reads it would take the
// store for that one.
func checkName(e *wire.StoreEntry) error {
	own := OwnName(e.Store.BaseURL)
	host, _, _ := strings.Cut(own, "/")
	named, _, _ := strings.Cut(strings.ToLower(e.Name), "/")
	if _, after, ok := strings.Cut(strings.ToLower(e.Name), "://"); ok {
		named, _, _ = strings.Cut(after, "/")
	}
	if looksLikeHost(named) && named != host && bareHost(named) != bareHost(host) {
		return refusedValue("name", own)
	}
	return nil
}

// looksLikeHost tells shop.example and 10.0.0.1 from "2.4.7 staging".
func looksLikeHost(text string) bool {
	labels := strings.Split(bareHost(text), ".")
	last := labels[len(labels)-1]
	if len(labels) == 4 && strings.Trim(strings.Join(labels, ""), "0123456789") == "" {
		return true
	}
	return text == "localhost" || len(labels) > 1 && len(last) > 1 && !strings.ContainsAny(text, " ,;()") &&
		strings.Trim(last, "0123456789") == last && labels[0] != ""
}

func isColor(text string) bool {
	return len(text) == 7 && text[0] == '#' && strings.Trim(text[1:], "0123456789abcdefABCDEF") == ""
}

func refusedAddress(field, raw string) error {
	switch {
	case magento.HasUser(raw):
		return &Error{Code: "address_user"}
	case !all(raw, func(r rune) bool { return r < 0x80 }):
		return &Error{Code: "host_letters"}
	}
	return refusedValue(field, "https://…")
}

// checkAddresses wants the store's own base URL first among its addresses.
func checkAddresses(e *wire.StoreEntry) error {
	if e.Store.BaseURL == "" && len(e.Origins) > 0 {
		e.Store.BaseURL = e.Origins[0]
	}
	base, ok := Address(e.Store.BaseURL)
	if !ok {
		return refusedAddress("store", e.Store.BaseURL)
	}
	e.Store.BaseURL = base
	if e.Store.RestURL != "" {
		rest, ok := Address(e.Store.RestURL)
		if !ok || originOf(rest) != originOf(base) {
			return refusedAddress("store", e.Store.RestURL)
		}
		e.Store.RestURL = rest
	}
	kept := []string{base}
	for _, raw := range e.Origins {
		address, ok := Address(raw)
		if !ok {
			return refusedAddress("origins", raw)
		}
		if len(kept) >= maxOrigins {
			return refusedValue("origins", "≤ "+number(maxOrigins))
		}
		if !slices.Contains(kept, address) {
			kept = append(kept, address)
		}
	}
	e.Origins = kept
	return nil
}
