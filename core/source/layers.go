package source

import (
	"strings"

	"github.com/tidwall/gjson"

	"github.com/storekey/storekey/core/jsontext"
)

const (
	maxLayers = 4  // of texts within texts: JSON in a JSON string
	maxNested = 10 // objects and arrays within each other
	maxLeaves = 20_000
)

// walker opens a value however it is wrapped (percent-encoding, JSON, JSON in a
// JSON string) and shows every text in it. What see returns takes the text's
// place, in the same wrapping, while all around it stays as it was.
type walker struct {
	see func(path []string, text string) (string, bool)
	// left is how many more texts are looked at: it bounds the work that a page
	// can make.
	left int
	// encrypted says that a token may be an object as a whole.
	encrypted bool
}

// value walks through a stored value and returns it as it is to be now.
func (w *walker) value(path []string, value string) (string, bool) {
	w.encrypted = strings.Contains(value, "ciphertext")
	return w.text(path, value, maxLayers, maxNested)
}

func (w *walker) text(path []string, value string, layers, nested int) (string, bool) {
	if layers > 0 && value != "" {
		if strings.IndexByte(`"{[`, value[0]) >= 0 && jsontext.Valid(value) {
			return w.json(path, gjson.Parse(value), layers-1, nested)
		}
		if plain := unescape(value); plain != value {
			inner, changed := w.text(path, plain, layers-1, nested)
			if changed {
				inner = escape(inner)
			}
			return inner, changed
		}
	}
	if w.left--; w.left < 0 {
		return value, false
	}
	return w.see(path, value)
}

func (w *walker) json(path []string, v gjson.Result, layers, nested int) (string, bool) {
	switch {
	case v.Type == gjson.String:
		inner, changed := w.text(path, v.Str, layers, nested)
		if changed {
			inner = quote(inner)
		}
		return inner, changed
	case !v.IsObject() && !v.IsArray() || w.left < 0:
		return v.Raw, false
	case nested == 0:
		w.left--
		return w.see(path, v.Raw)
	case w.encrypted && isJWE(v):
		return w.whole(path, v)
	}
	return w.members(path, v, layers, nested-1)
}

// members walks through an object or array and writes it down anew where
// something in it changes.
func (w *walker) members(path []string, v gjson.Result, layers, nested int) (string, bool) {
	var changed map[int]string // by the member's place
	at := 0
	v.ForEach(func(key, member gjson.Result) bool {
		if raw, other := w.json(append(path, key.Str), member, layers, nested); other {
			if changed == nil {
				changed = map[int]string{}
			}
			changed[at] = raw
		}
		at++
		return true
	})
	if changed == nil {
		return v.Raw, false
	}
	return rewrite(v, changed), true
}

// rewrite is an object or array with other members in some places.
func rewrite(v gjson.Result, changed map[int]string) string {
	var b strings.Builder
	at := 0
	v.ForEach(func(key, member gjson.Result) bool {
		raw, other := changed[at]
		if !other {
			raw = member.Raw
		}
		if v.IsObject() {
			raw = key.Raw + ":" + raw
		}
		b.WriteString("," + raw)
		at++
		return true
	})
	if v.IsArray() {
		return "[" + b.String()[1:] + "]"
	}
	return "{" + b.String()[1:] + "}"
}

// whole shows an object that is a token as a whole.
func (w *walker) whole(path []string, v gjson.Result) (string, bool) {
	w.left--
	text, changed := w.see(path, v.Raw)
	if changed && !isJWE(document(text)) {
		text = quote(text)
	}
	return text, changed
}

// isJWE tells the form in which Magento writes its encrypted tokens: RFC 7516
// §7.2.2, an object that is the token as a whole.
func isJWE(v gjson.Result) bool {
	return text(v, "ciphertext") != "" && text(v, "protected") != ""
}
