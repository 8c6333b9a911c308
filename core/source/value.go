package source

import (
	"strconv"
	"strings"
	"time"

	"github.com/tidwall/gjson"

	"github.com/storekey/storekey/core/jsontext"
)

// document reads a JSON text. What is no JSON, or was cut off, is no value.
func document(text string) gjson.Result {
	if !jsontext.Valid(text) {
		return gjson.Result{}
	}
	return gjson.Parse(text)
}

// member is a member of an object, of several with one name the last, as
// JSON.parse has it. Of anything else it is no value.
func member(v gjson.Result, names ...string) gjson.Result {
	for _, name := range names {
		inner := gjson.Result{}
		if v.IsObject() {
			v.ForEach(func(key, value gjson.Result) bool {
				if key.Str == name {
					inner = value
				}
				return true
			})
		}
		v = inner
	}
	return v
}

// text is a member's text, where it is a text.
func text(v gjson.Result, names ...string) string {
	if v = member(v, names...); v.Type == gjson.String {
		return v.Str
	}
	return ""
}

// number is a member's number, also where it is written as a text.
func number(v gjson.Result, names ...string) (float64, bool) {
	v = member(v, names...)
	if v.Type != gjson.Number && v.Type != gjson.String {
		return 0, false
	}
	n, err := strconv.ParseFloat(strings.TrimSpace(v.String()), 64)
	return n, err == nil && n > 0 && n < 1e15
}

// unquote takes the quotes of JSON strings off a text, however often it was
// encoded; a text without them is itself.
func unquote(value string) string {
	for range maxLayers {
		v := gjson.Result{}
		if strings.HasPrefix(value, `"`) {
			v = document(value)
		}
		if v.Type != gjson.String {
			break
		}
		value = v.Str
	}
	return value
}

// quote is JSON.stringify of a text.
func quote(text string) string { return string(gjson.AppendJSONString(nil, text)) }

// set replaces the value at a path in a JSON object by a JSON text and keeps all
// else as it is written. Objects that are missing on the way are made.
func set(raw, value string, path ...string) string {
	if len(path) == 0 {
		return value
	}
	var b strings.Builder
	there := false
	v := gjson.Parse(raw)
	if v.IsObject() {
		v.ForEach(func(key, inner gjson.Result) bool {
			kept := inner.Raw
			if key.Str == path[0] {
				kept, there = set(inner.Raw, value, path[1:]...), true
			}
			b.WriteString("," + key.Raw + ":" + kept)
			return true
		})
	}
	if !there {
		b.WriteString("," + quote(path[0]) + ":" + set("{}", value, path[1:]...))
	}
	return "{" + b.String()[1:] + "}"
}

// millis reads JavaScript's Date.now().
func millis(n float64) time.Time { return time.UnixMilli(int64(n)).UTC() }

func writeMillis(t time.Time) string { return strconv.FormatInt(t.UnixMilli(), 10) }

const isoMillis = "2006-01-02T15:04:05.000Z" // Date.prototype.toISOString

const utcString = "Mon, 02 Jan 2006 15:04:05 GMT" // Date.prototype.toUTCString

// date reads a date as scripts write it.
func date(text string) time.Time {
	for _, layout := range []string{time.RFC3339, utcString} {
		if t, err := time.Parse(layout, text); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}
