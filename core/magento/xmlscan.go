package magento

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

const (
	maxDepth = 32
	maxNodes = 5000
)

// parseXML reads a document into nodes, or nil where it is not well-formed (XML
// 1.0 §2.1, as far as it shows in elements and their text). Entities other than
// XML's own five are refused, so none can grow. Package encoding/xml would cost
// the extension 90 KB for this.
func parseXML(body []byte) *node {
	if !utf8.Valid(body) {
		return nil
	}
	s := &xmlScan{rest: string(body), open: []xmlOpen{{node: &node{}}}}
	for s.count = 0; s.rest != ""; s.count++ {
		if s.count >= maxNodes || !s.step() {
			return nil
		}
	}
	if len(s.open) != 1 {
		return nil
	}
	return s.open[0].node
}

// xmlScan is how far a document is read: what is left of it, and the elements
// that are open, the document itself first.
type xmlScan struct {
	rest  string
	open  []xmlOpen
	count int
}

// xmlOpen is an open element under its full name.
type xmlOpen struct {
	name string
	node *node
}

// step reads one piece: text, a tag, a comment, an instruction.
func (s *xmlScan) step() bool {
	switch {
	case s.rest[0] != '<':
		i := strings.IndexByte(s.rest, '<')
		if i < 0 {
			i = len(s.rest)
		}
		text, ok := xmlText(s.rest[:i])
		s.rest = s.rest[i:]
		return ok && s.add(text)
	case strings.HasPrefix(s.rest, "<!--"):
		_, ok := s.until("<!--", "-->")
		return ok
	case strings.HasPrefix(s.rest, "<![CDATA["):
		text, ok := s.until("<![CDATA[", "]]>")
		return ok && s.add(text)
	case strings.HasPrefix(s.rest, "<?"):
		_, ok := s.until("<?", "?>")
		return ok
	case strings.HasPrefix(s.rest, "<!"):
		text, ok := s.until("<!", ">")
		// A document type with declarations inside is nothing that Magento sends.
		return ok && !strings.ContainsAny(text, "[<")
	case strings.HasPrefix(s.rest, "</"):
		name, ok := s.until("</", ">")
		return ok && s.end(strings.TrimRight(name, " \t\r\n"))
	}
	return s.start()
}

// until takes what stands between two marks, the first of which comes now.
func (s *xmlScan) until(first, last string) (string, bool) {
	text, rest, ok := strings.Cut(s.rest[len(first):], last)
	s.rest = rest
	return text, ok
}

func (s *xmlScan) add(text string) bool {
	top := s.open[len(s.open)-1].node
	if len(top.text) < maxMessage {
		top.text += text
	}
	return true
}

func (s *xmlScan) end(name string) bool {
	last := len(s.open) - 1
	if last == 0 || s.open[last].name != name {
		return false
	}
	s.open = s.open[:last]
	return true
}

// start reads a start tag; an empty element ends at once.
func (s *xmlScan) start() bool {
	n := strings.IndexAny(s.rest, "/> \t\r\n")
	if n < 2 {
		return false
	}
	name := s.rest[1:n]
	s.rest = s.rest[n:]
	if !isXMLName(name) || !s.attributes() {
		return false
	}
	child := &node{name: name[strings.IndexByte(name, ':')+1:]}
	top := s.open[len(s.open)-1].node
	top.children = append(top.children, child)
	s.open = append(s.open, xmlOpen{name, child})
	if s.rest[0] == '/' {
		s.rest = s.rest[1:]
		if !strings.HasPrefix(s.rest, ">") || !s.end(name) {
			return false
		}
	}
	s.rest = s.rest[1:]
	return len(s.open) <= maxDepth
}

// attributes steps over name="value" pairs, up to the > or /> of the tag.
func (s *xmlScan) attributes() bool {
	for {
		s.rest = strings.TrimLeft(s.rest, " \t\r\n")
		if s.rest == "" {
			return false
		}
		if s.rest[0] == '>' || s.rest[0] == '/' {
			return true
		}
		name, value, ok := strings.Cut(s.rest, "=")
		value = strings.TrimLeft(value, " \t\r\n")
		if !ok || !isXMLName(strings.TrimRight(name, " \t\r\n")) || value == "" || value[0] != '"' && value[0] != '\'' {
			return false
		}
		value, rest, ok := strings.Cut(value[1:], value[:1])
		if _, plain := xmlText(value); !ok || !plain || strings.Contains(value, "<") {
			return false
		}
		s.rest = rest
	}
}

func isXMLName(name string) bool {
	if name == "" || strings.Count(name, ":") > 1 || strings.HasPrefix(name, ":") || strings.HasSuffix(name, ":") {
		return false
	}
	for i, c := range name {
		letter := 'a' <= c|0x20 && c|0x20 <= 'z' || c == '_' || c == ':' || c >= 0x80
		if !letter && (i == 0 || c != '-' && c != '.' && (c < '0' || c > '9')) {
			return false
		}
	}
	return true
}

// xmlText replaces the entities in a text (XML 1.0 §4.6), and line ends by \n
// (§2.11).
func xmlText(text string) (string, bool) {
	if strings.Contains(text, "]]>") {
		return "", false
	}
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "&")
		b.WriteString(before)
		if !found {
			return b.String(), true
		}
		name, after, ok := strings.Cut(rest, ";")
		r := xmlEntity(name)
		if !ok || r < 0 {
			return "", false
		}
		b.WriteRune(r)
		text = after
	}
}

// xmlEntity is the character of an entity or a character reference, -1 for any
// other.
func xmlEntity(name string) rune {
	switch name {
	case "lt":
		return '<'
	case "gt":
		return '>'
	case "amp":
		return '&'
	case "quot":
		return '"'
	case "apos":
		return '\''
	}
	digits, ok := strings.CutPrefix(name, "#")
	base := 10
	if hex, isHex := strings.CutPrefix(digits, "x"); isHex {
		digits, base = hex, 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if !ok || err != nil || n == 0 || n > utf8.MaxRune || !utf8.ValidRune(rune(n)) {
		return -1
	}
	return rune(n)
}
