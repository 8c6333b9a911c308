package magento

import (
	"bytes"
	"sort"
	"strconv"
	"strings"

	"github.com/tidwall/gjson"

	"github.com/storekey/storekey/core/jsontext"
)

// Message is what an error body says.
type Message struct {
	// Text has its parameters filled in; Template has not.
	Text, Template string
	// Params are the parameters by name, or by "1", "2" … where Magento sent a
	// list. Values that are lists are joined by ", ".
	Params map[string]string
	// Lists are the parameters that were lists.
	Lists map[string][]string
	// Errors are the single problems, where there was more than one.
	Errors []Message
	// Category is GraphQL's extensions.category.
	Category string
	// GraphQL says that it is one of GraphQL's errors.
	GraphQL bool
}

// maxMessage bounds a text that a store can make us keep.
const maxMessage = 2000

// ParseMessage reads Magento's error bodies: the JSON and XML forms of the web
// API (Framework Webapi ErrorProcessor), its shutdown form, SOAP faults and
// GraphQL errors. False means that the body is none of them.
func ParseMessage(body []byte) (Message, bool) {
	body = bytes.TrimSpace(bytes.TrimPrefix(body, []byte("\xef\xbb\xbf")))
	if len(body) == 0 {
		return Message{}, false
	}
	switch body[0] {
	case '{':
		if jsontext.Valid(body) {
			return jsonMessage(gjson.ParseBytes(body))
		}
	case '<':
		return xmlMessage(body)
	}
	return Message{}, false
}

func jsonMessage(body gjson.Result) (Message, bool) {
	if text := body.Get("message"); text.Type == gjson.String {
		m := newMessage(text.Str, jsonParams(body.Get("parameters")))
		m.addErrors(body.Get("errors"))
		return m, true
	}
	if m, ok := firstOf(body.Get("messages.error")); ok {
		return m, true
	}
	m, ok := firstOf(body.Get("errors"))
	m.GraphQL = ok
	return m, ok
}

// firstOf reads a list of errors as one message: the first, with all of them
// beside it where there are more.
func firstOf(list gjson.Result) (Message, bool) {
	var all Message
	all.addErrors(list)
	switch len(all.Errors) {
	case 0:
		return Message{}, false
	case 1:
		return all.Errors[0], true
	}
	first := all.Errors[0]
	first.Errors = all.Errors
	return first, true
}

// addErrors appends each error of a list, filled with its own parameters.
func (m *Message) addErrors(list gjson.Result) {
	if !list.IsArray() {
		return
	}
	list.ForEach(func(_, e gjson.Result) bool {
		if text := e.Get("message"); text.Type == gjson.String {
			one := newMessage(text.Str, jsonParams(e.Get("parameters")))
			one.Category = clip(e.Get("extensions.category").String())
			m.Errors = append(m.Errors, one)
		}
		return len(m.Errors) < 20
	})
}

// params are the values to fill a template with, in the order they came.
type params struct {
	names  []string
	values map[string]string
	lists  map[string][]string
}

func (p *params) add(name, value string) {
	if p.values == nil {
		p.values = map[string]string{}
	}
	if _, twice := p.values[name]; !twice {
		p.names = append(p.names, name)
	}
	p.values[name] = clip(value)
}

func (p *params) addList(name string, values []string) {
	if p.lists == nil {
		p.lists = map[string][]string{}
	}
	p.lists[name] = values
	p.add(name, strings.Join(values, ", "))
}

func jsonParams(raw gjson.Result) params {
	var p params
	n := 0
	raw.ForEach(func(key, value gjson.Result) bool {
		n++
		name := key.String()
		if raw.IsArray() {
			name = strconv.Itoa(n)
		}
		if value.IsArray() {
			p.addList(name, jsonTexts(value))
		} else {
			p.add(name, value.String())
		}
		return n < 50
	})
	return p
}

func jsonTexts(list gjson.Result) []string {
	texts := []string{}
	for _, v := range list.Array() {
		texts = append(texts, clip(v.String()))
	}
	return texts
}

func newMessage(template string, p params) Message {
	return Message{
		Text:     clip(fill(template, p)),
		Template: clip(template),
		Params:   p.values,
		Lists:    p.lists,
	}
}

// fill puts parameters into a template as Framework Phrase Renderer Placeholder
// does: %name for an object's, %1 for a list's. One pass, the longest name
// first, so that %10 is not taken for %1 and a value is never filled again.
func fill(template string, p params) string {
	names := append([]string(nil), p.names...)
	sort.SliceStable(names, func(i, j int) bool { return len(names[i]) > len(names[j]) })
	var b strings.Builder
	for {
		at := strings.IndexByte(template, '%')
		if at < 0 || b.Len() > maxMessage {
			break
		}
		b.WriteString(template[:at])
		template = template[at+1:]
		name, ok := leading(template, names)
		if !ok {
			b.WriteByte('%')
			continue
		}
		b.WriteString(p.values[name])
		template = template[len(name):]
	}
	b.WriteString(template)
	return b.String()
}

func leading(text string, names []string) (string, bool) {
	for _, name := range names {
		if name != "" && strings.HasPrefix(text, name) {
			return name, true
		}
	}
	return "", false
}

// clip makes a store's text safe to keep: valid UTF-8, no control characters,
// not endless.
func clip(text string) string {
	text = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
	if len(text) <= maxMessage {
		return text
	}
	return strings.ToValidUTF8(text[:maxMessage], "") + "…"
}
