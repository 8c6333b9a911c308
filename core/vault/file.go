package vault

import (
	"encoding/json"
	"errors"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/tidwall/gjson"

	"github.com/storekey/storekey/core/jsontext"
)

const (
	// MaxFile is the most that is read of a file, in bytes.
	MaxFile   = 1 << 20
	maxDepth  = 32
	maxValues = 60_000 // in one JSON file
)

// File is a file that somebody gave us. Its text is UTF-8 without a byte order
// mark; where it is JSON, that is well-formed, flat enough, and without names
// that stand twice.
type File struct {
	text string
	root gjson.Result
}

func openFile(raw []byte) (*File, error) {
	if isPickle(raw) {
		return nil, &Error{Code: "file_pickle"}
	}
	text := strings.TrimPrefix(string(raw), "\ufeff")
	if !utf8.ValidString(text) || strings.IndexByte(text, 0) >= 0 {
		return nil, &Error{Code: "file_encoding"}
	}
	if len(text) > MaxFile {
		return nil, &Error{Code: "file_large", Params: []string{"most", "1 MB"}}
	}
	f := &File{text: text}
	switch start := strings.TrimLeft(text, " \t\r\n"); {
	case start == "":
		return nil, &Error{Code: "file_empty"}
	case start[0] == '{' || start[0] == '[':
		return f, f.parse()
	case strings.Contains(text, "insomnia.rest/5.0"):
		return nil, &Error{Code: "file_yaml"}
	}
	return f, nil
}

// isPickle tells Python's pickle files, which can run anything when they are
// read: protocols 2 to 5 by their first bytes, 0 by the module that it names.
func isPickle(raw []byte) bool {
	return len(raw) > 1 && raw[0] == 0x80 && raw[1] >= 2 && raw[1] <= 5 ||
		strings.HasPrefix(string(raw[:min(len(raw), 40)]), "ccopy_reg\n") || strings.HasPrefix(string(raw[:min(len(raw), 40)]), "ccopyreg\n")
}

func (f *File) isJSON() bool { return f.root.Exists() }

func (f *File) parse() error {
	if at := jsontext.TooDeep(f.text, maxDepth); at >= 0 {
		return &Error{Code: "file_deep", Params: []string{"line", f.line(at), "most", strconv.Itoa(maxDepth)}}
	}
	var whole json.RawMessage
	var syntax *json.SyntaxError
	if err := json.Unmarshal([]byte(f.text), &whole); errors.As(err, &syntax) {
		return &Error{Code: "file_syntax", Params: []string{"line", f.line(int(syntax.Offset))}}
	}
	f.root = gjson.Parse(f.text)
	left := maxValues
	return f.walk(f.root, &left)
}

func (f *File) line(at int) string {
	return strconv.Itoa(1 + strings.Count(f.text[:min(max(at, 0), len(f.text))], "\n"))
}

// walk refuses names that mean something to JavaScript's objects, and those that
// stand twice, in whatever letters: programs differ in which one counts.
func (f *File) walk(r gjson.Result, left *int) error {
	var err error
	var seen map[string]bool
	if r.IsObject() {
		seen = map[string]bool{}
	}
	r.ForEach(func(key, value gjson.Result) bool {
		name := strings.ToLower(key.String())
		switch *left--; {
		case *left < 0:
			err = &Error{Code: "file_many", Params: []string{"most", strconv.Itoa(maxValues)}}
		case seen == nil:
		case name == "__proto__" || name == "constructor" || name == "prototype":
			err = &Error{Code: "file_key", Params: []string{"line", f.line(value.Index), "key", name}}
		case seen[name]:
			err = &Error{Code: "file_twice", Params: []string{"line", f.line(value.Index), "key", shownKey(key.String())}}
		default:
			seen[name] = true
		}
		if err == nil && (value.IsObject() || value.IsArray()) {
			err = f.walk(value, left)
		}
		return err == nil
	})
	return err
}

// shownKey is a name out of a file as an error may show it.
func shownKey(text string) string {
	return clip(strings.Map(func(r rune) rune {
		if !visible(r) {
			return '?'
		}
		return r
	}, text))
}

// at is a value by its path, as gjson writes them; of a list that of its first
// element, which tells what the others are.
func (f *File) at(path string) gjson.Result {
	if f.root.IsArray() {
		path = "0." + path
	}
	return f.root.Get(path)
}

// into reads the JSON into a Go value. An object stands for a list of one.
func (f *File) into(value any) error {
	text := f.text
	if f.root.IsObject() && reflect.TypeOf(value).Elem().Kind() == reflect.Slice {
		text = "[" + text + "]"
	}
	err := json.Unmarshal([]byte(text), value)
	var kind *json.UnmarshalTypeError
	if !errors.As(err, &kind) {
		return err
	}
	place := shownKey(kind.Field)
	if place == "" {
		place = "the file"
	}
	return &Error{Code: "file_type", Params: []string{"place", place, "line", f.line(int(kind.Offset)), "want", kindWord(kind.Type.Kind())}}
}

func kindWord(kind reflect.Kind) string {
	switch kind {
	case reflect.String:
		return "a text"
	case reflect.Bool:
		return "true or false"
	case reflect.Slice:
		return "a list"
	case reflect.Int:
		return "a whole number"
	}
	return "an object"
}

// scalar is a value that may be a text, a number or true or false: programs for
// requests let their variables be any of these. Anything else is empty.
type scalar string

// UnmarshalJSON implements json.Unmarshaler.
func (s *scalar) UnmarshalJSON(raw []byte) error {
	if r := gjson.ParseBytes(raw); !r.IsObject() && !r.IsArray() {
		*s = scalar(r.String())
	}
	return nil
}

// on reports whether a switch is on that need not be there.
func on(enabled *bool) bool { return enabled == nil || *enabled }
