package token

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/tidwall/gjson"
)

const maxDepth = 64 // of JSON nesting; Magento's tokens have one level

// object is a JSON object with the last member of each name: what PHP's
// json_decode keeps.
type object struct {
	members map[string]gjson.Result
	twice   []string
}

// readObject reads a JSON object, or reports that the text is none.
func readObject(text string) (object, bool) {
	if depth(text) > maxDepth || !gjson.Valid(text) {
		return object{}, false
	}
	value := gjson.Parse(text)
	if !value.IsObject() {
		return object{}, false
	}
	o := object{members: map[string]gjson.Result{}}
	value.ForEach(func(name, member gjson.Result) bool {
		if _, again := o.members[name.Str]; again && !slices.Contains(o.twice, name.Str) {
			o.twice = append(o.twice, name.Str)
		}
		o.members[name.Str] = member
		return true
	})
	return o, true
}

func (o object) has(names ...string) bool {
	for _, name := range names {
		if _, ok := o.members[name]; !ok {
			return false
		}
	}
	return true
}

// text is a member that is a JSON string, or empty.
func (o object) text(name string) string {
	if m := o.members[name]; m.Type == gjson.String {
		return m.Str
	}
	return ""
}

// integer reads a member that should be a JSON integer. Exact is false where it
// is written as a text or a fraction; ok is false where no number can be read.
func (o object) integer(name string) (value int64, exact, ok bool) {
	m := o.members[name]
	raw := strings.Trim(m.Raw, `"`)
	if m.Type != gjson.Number && m.Type != gjson.String {
		return 0, false, false
	}
	if value, err := strconv.ParseInt(raw, 10, 64); err == nil {
		return value, m.Type == gjson.Number, true
	}
	f, err := strconv.ParseFloat(raw, 64)
	if err != nil || math.IsNaN(f) || math.Abs(f) >= 1<<62 {
		return 0, false, false
	}
	return int64(f), false, true
}

// depth is how deep a JSON text nests. It bounds the recursion of the parser.
func depth(text string) int {
	deepest, level, quoted := 0, 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			level++
			deepest = max(deepest, level)
		case c == '}' || c == ']':
			level--
		}
	}
	return deepest
}

// objectEnd is the length of the JSON object that a text starts with, by its
// braces alone, or 0.
func objectEnd(text string) int {
	level, quoted := 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{':
			level++
		case c == '}':
			if level--; level == 0 {
				return i + 1
			}
		}
	}
	return 0
}
