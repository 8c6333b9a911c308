package view

import (
	"strconv"
	"strings"
)

// Modes of a writing request: at once, queued, queued many at a time.
const (
	modeAsync = "async"
	modeBulk  = "bulk"
)

// bodies are the texts that do not stand in the field now: nothing that was typed
// is lost by looking at another one.
type bodies struct {
	whole  bool   // the field holds the one with everything
	other  string // of the two skeletons
	single string // what stood there before it became a list
}

// bodyChosen changes between the body with what is required and the one with
// everything.
func (m *Model) bodyChosen(which string) []Effect {
	r := &m.Request
	if r.body.whole == (which == "whole") {
		return nil
	}
	text := r.Values["data"]
	r.set("data", r.body.other)
	r.body.whole, r.body.other = !r.body.whole, text
	return append(m.fillRequest(), m.keepRequest())
}

// modeTurned sends a write at once, by way of the queue, or many at a time: then
// the body is a list, and the parameters of the path are in each item.
func (m *Model) modeTurned(mode string) []Effect {
	r := &m.Request
	if mode == "now" {
		mode = ""
	}
	if mode == r.Mode {
		return nil
	}
	switch {
	case mode == modeBulk:
		r.body.single = r.Values["data"]
		r.set("data", r.listed())
	case r.Mode == modeBulk:
		r.set("data", r.body.single)
	}
	r.Mode = mode
	return append(m.fillRequest(), m.keepRequest())
}

// listed is the body as a list of one.
func (r *Request) listed() string {
	text := strings.TrimSpace(r.Values["data"])
	if strings.HasPrefix(text, "[") {
		return text
	}
	var own strings.Builder
	for _, name := range r.params() {
		own.WriteString("\n  " + quote(name) + ": " + quote(r.Values[paramPrefix+name]) + ",")
	}
	inside, is := strings.CutPrefix(text, "{")
	if !is {
		inside = "}"
	}
	item := "{" + own.String() + inside
	if strings.TrimSpace(inside) == "}" {
		item = "{" + strings.TrimSuffix(own.String(), ",") + "\n}"
	}
	return "[" + item + "]"
}

// fault is where a text that is to be JSON stops being it.
type fault struct {
	field        string
	from         int // in UTF-16 units, as fields count
	line, column int
}

// fault is the first text of the request that is not the JSON that it should be.
func (r *Request) fault() *fault {
	field := "data"
	switch {
	case r.isGraphQL():
		field = "variables"
	case r.isSOAP():
		return nil
	case !r.hasBody() || declaresType(r.Values["headers"]):
		return nil
	}
	text := r.Values[field]
	if strings.TrimSpace(text) == "" {
		return nil
	}
	line, column, from, bad := jsonFault(text)
	if !bad {
		return nil
	}
	return &fault{field, from, line, column}
}

func declaresType(headers string) bool {
	for _, h := range headerLines(headers) {
		if strings.EqualFold(h.Name, "Content-Type") {
			return true
		}
	}
	return false
}

// jsonFault finds the place from which on a text is not JSON.
func jsonFault(text string) (line, column, from int, bad bool) {
	r := reader{text: text}
	_, ok := r.value(0)
	r.blanks()
	if ok && r.at == len(text) {
		return 0, 0, 0, false
	}
	line, column = 1, 1
	for _, c := range text[:r.at] {
		column++
		if c == '\n' {
			line, column = line+1, 1
		}
		if from++; c > 0xffff {
			from++
		}
	}
	return line, column, from, true
}

// faultShown puts the caret where the text is wrong.
func (m *Model) faultShown() []Effect {
	f := m.Request.fault()
	if f == nil {
		return nil
	}
	return []Effect{Caret{"request", f.field, f.from}}
}

func (m *Model) drawFault(w Words, field string) string {
	f := m.Request.fault()
	if f == nil || f.field != field {
		return ""
	}
	return w("jsonFault", strconv.Itoa(f.line), strconv.Itoa(f.column))
}
