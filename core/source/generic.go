package source

import (
	"sort"
	"strings"
	"time"

	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/wire"
)

var _ = register(Source{
	Card: wire.Card{
		ID:      "generic",
		Title:   "Browser storage",
		Summary: "Tokens in Magento's forms anywhere in the page's storage and readable cookies.",
		Kinds:   []string{wire.KindAdmin, wire.KindCustomer},
	},
	Order: 1000,
	Find: func(s wire.Snapshot, now time.Time) []Found {
		var list []Found
		for _, c := range candidates(s, now) {
			list = append(list, c.found)
		}
		return list
	},
	Put: writer(putGeneric),
})

// maxTried bounds how many texts of a page are read as tokens.
const maxTried = 300

// candidate is a token with its text, which is looked for again when another is
// put in its place.
type candidate struct {
	text  string
	found Found
}

// search collects tokens from all over a page.
type search struct {
	now   time.Time
	list  []candidate
	known map[string]int // index in list, or -1 for what is no token
}

// candidates looks everywhere, and puts the live before the expired and the
// signed before what only looks like a token.
func candidates(s wire.Snapshot, now time.Time) []candidate {
	all := search{now: now, known: map[string]int{}}
	for _, area := range storages(s) {
		for _, key := range keys(area.values) {
			w := walker{left: maxLeaves, see: func(path []string, text string) (string, bool) {
				all.look(path, text, area.title)
				return "", false
			}}
			if maybeToken(key, area.values[key]) {
				w.value([]string{key}, area.values[key])
			}
		}
	}
	sort.SliceStable(all.list, func(i, j int) bool {
		return rank(all.list[i].found, now) < rank(all.list[j].found, now)
	})
	return all.list[:min(len(all.list), maxFound)]
}

// maybeToken rules out, without looking into it, what holds neither a token that
// can be known by itself nor anything that is called one.
func maybeToken(key, value string) bool {
	for _, mark := range []string{"eyJ", "ciphertext"} {
		if strings.Contains(value, mark) {
			return true
		}
	}
	for _, mark := range []string{"oken", "OKEN", "uth", "UTH", "earer", "EARER", "wt", "WT"} {
		if strings.Contains(key, mark) || strings.Contains(value, mark) {
			return len(value) >= 32
		}
	}
	return false
}

func rank(f Found, now time.Time) int {
	switch {
	case f.Token.Expired(now):
		return 2
	case f.Token.Format == wire.FormatOpaque:
		return 1
	}
	return 0
}

// look takes the tokens out of one text. Magento's claim utypid, or the header
// of its encrypted tokens, is in nothing else; its older form looks like a
// hundred other things and counts only where it is called a token.
func (all *search) look(path []string, text, area string) {
	for _, run := range signedTexts(text) {
		all.try(run, area, path[0])
	}
	if strings.HasPrefix(text, "{") && isJWE(document(text)) || isOpaque(text) && saysToken(path) {
		all.try(text, area, path[0])
	}
}

func (all *search) try(text, area, key string) {
	at, known := all.known[text]
	switch {
	case known && at >= 0:
		all.list[at].found.join(Found{Place: place(area, key, text)})
	case known || len(all.known) == maxTried:
	default:
		all.known[text] = -1
		place := place(area, key, text)
		if t := token.Inspect(text, all.now).Tokens; len(t) == 1 && isMagento(t[0]) && !damaged(t[0]) {
			t[0].Source = place
			all.known[text] = len(all.list)
			all.list = append(all.list, candidate{text, Found{Token: t[0], Place: place}})
		}
	}
}

// isMagento reports whether nobody but Magento writes such a token.
func isMagento(t token.Token) bool {
	switch t.Format {
	case wire.FormatJWS:
		return member(document(string(t.Claims)), "utypid").Exists()
	case wire.FormatJWE:
		return !t.IssuedAt.IsZero() && !t.ExpiresAt.IsZero()
	}
	return t.Format == wire.FormatOpaque
}

// signedTexts cuts everything out of a text that is written like a JWS: however
// it is quoted or escaped around it, the token itself has only characters that
// no encoding touches.
func signedTexts(text string) []string {
	var list []string
	for {
		start := strings.Index(text, "eyJ")
		if start < 0 || len(list) == maxFound {
			return list
		}
		text = text[start:]
		end := runEnd(text)
		if run := strings.TrimRight(text[:end], "."); strings.Count(run, ".") == 2 && len(run) <= maxToken {
			list = append(list, run)
		}
		text = text[end:]
	}
}

func runEnd(text string) int {
	for i := 0; i < len(text); i++ {
		if !isTokenChar(text[i]) {
			return i
		}
	}
	return len(text)
}

func isTokenChar(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.'
}

// putGeneric puts the token in the place of one of the same kind, or of the best
// that there is, wherever that stands.
func putGeneric(s wire.Snapshot, f fresh) ([]wire.Write, error) {
	list := candidates(s, f.now)
	if len(list) == 0 {
		return nil, ErrNoPlace
	}
	old := list[0].text
	for _, c := range list {
		if c.found.Token.Kind == f.token.Kind {
			old = c.text
			break
		}
	}
	writes := replaceAll(s, old, f.text)
	if len(writes) == 0 {
		return nil, ErrText
	}
	return writes, nil
}

// replaceAll writes a text in every place of another, in the wrapping that it
// has there.
func replaceAll(s wire.Snapshot, old, text string) []wire.Write {
	var writes []wire.Write
	for _, area := range storages(s) {
		for _, key := range keys(area.values) {
			w := walker{left: maxLeaves, see: func(_ []string, leaf string) (string, bool) {
				return replaceRun(leaf, old, text)
			}}
			if value, changed := w.value([]string{key}, area.values[key]); changed && len(writes) < maxFound {
				writes = append(writes, wire.Write{Area: area.area, Key: key, Value: &value, Attributes: attributes(area)})
			}
		}
	}
	return writes
}

// attributes of a cookie cannot be read; nearly every one of a token is for "/".
func attributes(area storage) string {
	if area.area == wire.AreaCookie {
		return "path=/"
	}
	return ""
}

// replaceRun replaces a token where it stands alone, not as a part of a longer
// run. Within a text stands only what no quoting around it touches.
func replaceRun(leaf, old, text string) (string, bool) {
	if leaf == old || runEnd(text) < len(text) {
		return text, leaf == old
	}
	var b strings.Builder
	changed := false
	for {
		at := strings.Index(leaf, old)
		if at < 0 {
			b.WriteString(leaf)
			return b.String(), changed
		}
		end := at + len(old)
		alone := (at == 0 || !isTokenChar(leaf[at-1])) && (end == len(leaf) || !isTokenChar(leaf[end]) || leaf[end] == '.')
		b.WriteString(leaf[:at])
		if alone {
			b.WriteString(text)
		} else {
			b.WriteString(old)
		}
		changed = changed || alone
		leaf = leaf[end:]
	}
}
