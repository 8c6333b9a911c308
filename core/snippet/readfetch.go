package snippet

import (
	"strconv"
	"strings"
	"unicode/utf16"
)

// fetch reads a call of fetch with an address and an object of options.
func (r *reading) fetch(text string) bool {
	start := strings.Index(text, "fetch(")
	if start < 0 {
		return false
	}
	s := &jsScanner{text: text, at: start + len("fetch(")}
	address, ok := s.value().(string)
	if !ok {
		return false
	}
	r.request.URL, r.request.Method = address, "GET"
	if s.sign(',') {
		if options, ok := s.value().(jsObject); ok {
			r.options(options)
		}
	}
	return true
}

func (r *reading) options(options jsObject) {
	for _, field := range options {
		text, isText := field.value.(string)
		switch field.name {
		case "method":
			if isText {
				r.request.Method = strings.ToUpper(text)
			}
		case "body":
			if isText {
				r.request.Body = &text
			} else if field.value != nil {
				r.say("snippet_option", "option", "body")
			}
		case "headers":
			headers, ok := field.value.(jsObject)
			if !ok && field.value != nil {
				r.say("snippet_option", "option", "headers")
			}
			for _, h := range headers {
				if value, ok := h.value.(string); ok {
					r.add(h.name, value)
				} else {
					r.say("snippet_option", "option", h.name)
				}
			}
		case "referrer":
			if isText && strings.Contains(text, "://") {
				r.add("Referer", text)
			}
		}
	}
}

type jsField struct {
	name  string
	value any
}

type jsObject []jsField

// unknown is a value that only a program could tell.
type unknown struct{}

// jsScanner reads literals: strings, numbers, words, objects, arrays.
type jsScanner struct {
	text  string
	at    int
	depth int
}

func (s *jsScanner) blanks() {
	for s.at < len(s.text) && strings.IndexByte(" \t\r\n", s.text[s.at]) >= 0 {
		s.at++
	}
}

func (s *jsScanner) sign(c byte) bool {
	s.blanks()
	if s.at < len(s.text) && s.text[s.at] == c {
		s.at++
		return true
	}
	return false
}

// starts steps over a word that comes next.
func (s *jsScanner) starts(word string) bool {
	s.blanks()
	if !strings.HasPrefix(s.text[s.at:], word) {
		return false
	}
	s.at += len(word)
	return true
}

// ends tells whether a value is all there is of it: no sum goes on.
func (s *jsScanner) ends() bool {
	s.blanks()
	return s.at == len(s.text) || strings.IndexByte(",)]};", s.text[s.at]) >= 0
}

// value is a string, nil, a jsObject, or unknown.
func (s *jsScanner) value() any {
	if s.depth++; s.depth > 20 {
		s.at = len(s.text)
	}
	defer func() { s.depth-- }()
	s.blanks()
	if s.at == len(s.text) {
		return unknown{}
	}
	start := s.at
	switch c := s.text[s.at]; {
	case c == '"' || c == '\'' || c == '`':
		if text := s.str(); s.ends() {
			return text
		}
	case s.sign('{'):
		return s.object()
	case s.word() == "new" && s.starts("Headers("):
		headers := s.value()
		s.sign(')')
		return headers
	}
	s.at = start
	s.expression()
	if strings.TrimSpace(s.text[start:s.at]) == "null" {
		return nil
	}
	return unknown{}
}

// expression steps over what is no literal, up to the comma or bracket behind
// it.
func (s *jsScanner) expression() {
	for depth := 0; s.at < len(s.text); s.at++ {
		switch c := s.text[s.at]; {
		case c == '"' || c == '\'' || c == '`':
			s.str()
			s.at--
		case strings.IndexByte("([{", c) >= 0:
			depth++
		case depth == 0 && strings.IndexByte(")]},", c) >= 0:
			return
		case strings.IndexByte(")]}", c) >= 0:
			depth--
		}
	}
}

func (s *jsScanner) word() string {
	start := s.at
	for s.at < len(s.text) && strings.IndexByte(",:{}[]()\"'` \t\r\n", s.text[s.at]) < 0 {
		s.at++
	}
	if s.at == start && s.at < len(s.text) {
		s.at++
	}
	return s.text[start:s.at]
}

func (s *jsScanner) object() jsObject {
	object := jsObject{}
	for s.at < len(s.text) && !s.sign('}') {
		name := ""
		s.blanks()
		if s.at < len(s.text) && (s.text[s.at] == '"' || s.text[s.at] == '\'') {
			name = s.str()
		} else {
			name = s.word()
		}
		if !s.sign(':') {
			break
		}
		object = append(object, jsField{name, s.value()})
		if s.sign(',') {
			continue
		}
		s.sign('}')
		break
	}
	return object
}

// str reads a string (ECMAScript §12.9.4).
func (s *jsScanner) str() string {
	quote := s.text[s.at]
	s.at++
	var b strings.Builder
	for s.at < len(s.text) {
		c := s.text[s.at]
		s.at++
		switch {
		case c == quote:
			return b.String()
		case c == '\\' && s.at < len(s.text):
			s.escape(&b)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

func (s *jsScanner) escape(b *strings.Builder) {
	c := s.text[s.at]
	s.at++
	switch {
	case c == 'x':
		b.WriteRune(s.code(2))
	case c == 'u' && strings.HasPrefix(s.text[s.at:], "{"):
		end := strings.IndexByte(s.text[s.at:], '}')
		if end < 0 {
			return
		}
		code, _ := strconv.ParseUint(s.text[s.at+1:s.at+end], 16, 21)
		s.at += end + 1
		b.WriteRune(rune(code))
	case c == 'u':
		r := s.code(4)
		if utf16.IsSurrogate(r) && strings.HasPrefix(s.text[s.at:], `\u`) {
			s.at += 2
			r = utf16.DecodeRune(r, s.code(4))
		}
		b.WriteRune(r)
	case c == '\n':
	case strings.IndexByte("nrtbfv0", c) >= 0:
		b.WriteByte("\n\r\t\b\f\v\x00"[strings.IndexByte("nrtbfv0", c)])
	default:
		b.WriteByte(c)
	}
}

func (s *jsScanner) code(digits int) rune {
	end := min(s.at+digits, len(s.text))
	code, err := strconv.ParseUint(s.text[s.at:end], 16, 21)
	s.at = end
	if err != nil {
		return 0xfffd
	}
	return rune(code)
}
