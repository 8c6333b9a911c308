package token

import (
	"math"
	"slices"
	"strconv"
)

const maxDepth = 64 // of JSON nesting; Magento's tokens have one level

// object is a JSON object with the last member of each name: what PHP's
// json_decode keeps.
type object struct {
	members map[string]value
	twice   []string
}

// readObject reads a JSON object, or reports that the text is none.
func readObject(text string) (object, bool) {
	v, ok := readValue(text)
	if !ok || !v.isObject() {
		return object{}, false
	}
	o := object{members: map[string]value{}}
	v.each(func(name string, member value) {
		if _, again := o.members[name]; again && !slices.Contains(o.twice, name) {
			o.twice = append(o.twice, name)
		}
		o.members[name] = member
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
	if m := o.members[name]; m.isString() {
		return m.text()
	}
	return ""
}

// integer reads a member that should be a JSON integer. Exact is false where it
// is written as a text or a fraction; ok is false where no number can be read.
func (o object) integer(name string) (value int64, exact, ok bool) {
	m := o.members[name]
	if !m.isNumber() && !m.isString() {
		return 0, false, false
	}
	raw := m.text()
	if value, err := strconv.ParseInt(raw, 10, 64); err == nil {
		return value, m.isNumber(), true
	}
	f, err := strconv.ParseFloat(raw, 64)
	if err != nil || math.IsNaN(f) || math.Abs(f) >= 1<<62 {
		return 0, false, false
	}
	return int64(f), false, true
}
