package vault

import (
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/tidwall/gjson"
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
	// err is the first thing that was not of its type.
	err error
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
	if at := tooDeep(f.text); at >= 0 {
		return &Error{Code: "file_deep", Params: []string{"line", f.line(at), "most", strconv.Itoa(maxDepth)}}
	}
	var whole json.RawMessage
	var syntax *json.SyntaxError
	if err := json.Unmarshal([]byte(f.text), &whole); errors.As(err, &syntax) {
		return &Error{Code: "file_syntax", Params: []string{"line", f.line(int(syntax.Offset))}}
	}
	f.root = gjson.Parse(f.text)
	f.root.Index = strings.IndexAny(f.text, "{[")
	left := maxValues
	return f.walk(f.root, &left)
}

func (f *File) line(at int) string {
	return strconv.Itoa(1 + strings.Count(f.text[:min(max(at, 0), len(f.text))], "\n"))
}

// tooDeep finds the bracket that opens a level too many, -1 for none.
func tooDeep(text string) int {
	depth, quoted := 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			if depth++; depth > maxDepth {
				return i
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	return -1
}

// walk refuses names that mean something to JavaScript's objects, and those that
// stand twice: programs differ in which one counts.
func (f *File) walk(r gjson.Result, left *int) error {
	var err error
	var seen map[string]bool
	if r.IsObject() {
		seen = map[string]bool{}
	}
	r.ForEach(func(key, value gjson.Result) bool {
		name := key.String()
		switch *left--; {
		case *left < 0:
			err = &Error{Code: "file_many", Params: []string{"most", strconv.Itoa(maxValues)}}
		case seen == nil:
		case name == "__proto__" || name == "constructor" || name == "prototype":
			err = &Error{Code: "file_key", Params: []string{"line", f.line(value.Index), "key", name}}
		case seen[name]:
			err = &Error{Code: "file_twice", Params: []string{"line", f.line(value.Index), "key", shownKey(name)}}
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

// node is a value in a JSON file, and where it stands.
type node struct {
	gjson.Result
	file  *File
	place string
}

func (f *File) node() node { return node{f.root, f, ""} }

// at is a member; one that is not there does not exist.
func (n node) at(name string) node {
	found := node{gjson.Result{}, n.file, strings.TrimPrefix(n.place+"."+name, ".")}
	if !n.IsObject() {
		return found
	}
	n.ForEach(func(key, value gjson.Result) bool {
		if key.String() == name {
			found.Result = value
			return false
		}
		return true
	})
	return found
}

// has reports whether there is a member of that name.
func (n node) has(names ...string) bool {
	for _, name := range names {
		if !n.at(name).Exists() {
			return false
		}
	}
	return true
}

// text is a member that must be a text, "" where it is not there.
func (n node) text(name string) string { return n.at(name).asText() }

func (n node) asText() string {
	if !n.absent() && n.Type != gjson.String {
		n.wrong("a text")
	}
	return n.Str
}

func (n node) flag(name string) bool {
	m := n.at(name)
	if !m.absent() && !m.IsBool() {
		m.wrong("true or false")
	}
	return m.Type == gjson.True
}

func (n node) number(name string) int {
	m := n.at(name)
	if m.absent() {
		return 0
	}
	if m.Type != gjson.Number || m.Num != float64(int(m.Num)) || m.Num < 0 || m.Num > 1<<30 {
		m.wrong("a whole number")
		return 0
	}
	return int(m.Num)
}

// list are the elements of a member that must be a list.
func (n node) list(name string) []node {
	m := n.at(name)
	if m.absent() {
		return nil
	}
	return m.elements()
}

func (n node) texts(name string) []string {
	var list []string
	for _, e := range n.list(name) {
		list = append(list, e.asText())
	}
	return list
}

// elements are those of a value that must be a list.
func (n node) elements() []node {
	if !n.IsArray() {
		n.wrong("a list")
		return nil
	}
	var list []node
	n.ForEach(func(_, value gjson.Result) bool {
		list = append(list, node{value, n.file, n.place + "[" + strconv.Itoa(len(list)) + "]"})
		return true
	})
	return list
}

// objects are the elements that must be objects; a lone object is a list of one.
func (n node) objects() []node {
	if n.IsObject() {
		return []node{n}
	}
	list := n.elements()
	for _, e := range list {
		if !e.IsObject() {
			e.wrong("an object")
			return nil
		}
	}
	return list
}

// object is a member that must be an object.
func (n node) object(name string) node {
	m := n.at(name)
	if !m.absent() && !m.IsObject() {
		m.wrong("an object")
	}
	return m
}

func (n node) members(each func(name string, value node)) {
	if n.absent() {
		return
	}
	n.ForEach(func(key, value gjson.Result) bool {
		each(key.String(), node{value, n.file, n.place + "." + shownKey(key.String())})
		return true
	})
}

func (n node) absent() bool { return !n.Exists() || n.Type == gjson.Null }

// wrong notes the first value that is not of its type.
func (n node) wrong(want string) {
	if n.file.err == nil {
		n.file.err = &Error{Code: "file_type", Params: []string{"place", n.where(), "line", n.file.line(n.Index), "want", want}}
	}
}

// where is the place, as an error shows it.
func (n node) where() string {
	if n.place == "" {
		return "the file"
	}
	return strings.TrimPrefix(n.place, ".")
}

// scalar is a member that may be a text, a number or true or false: programs for
// requests let their variables be any of these.
func (n node) scalar(name string) string { return n.at(name).asScalar() }

func (n node) asScalar() string {
	if n.IsObject() || n.IsArray() {
		n.wrong("a text")
		return ""
	}
	return n.String()
}

// lenient are the objects of a value, whatever it is: for a look at what a file
// may be.
func (n node) lenient() []node {
	if !n.IsArray() {
		return []node{n}
	}
	var list []node
	n.ForEach(func(_, value gjson.Result) bool {
		list = append(list, node{value, n.file, ""})
		return false // the first one tells
	})
	return list
}
