package view

import "strings"

// indentedXML writes the elements of XML over lines, each with its text; what is
// not XML stays as it is.
func indentedXML(text string) string {
	rest := strings.TrimSpace(text)
	var b strings.Builder
	depth, opened := 0, false // opened: the last that was written opens an element
	for rest != "" {
		end := strings.IndexByte(rest, '>') + 1
		if rest[0] != '<' || end == 0 || strings.HasPrefix(rest, "<!") {
			return text
		}
		tag := rest[:end]
		closes, alone := strings.HasPrefix(tag, "</"), strings.HasSuffix(tag, "/>") || strings.HasPrefix(tag, "<?")
		if closes {
			depth--
		}
		if depth < 0 {
			return text
		}
		if b.Len() > 0 && !(closes && opened) {
			b.WriteString("\n" + strings.Repeat("  ", depth))
		}
		if opened = !closes && !alone; opened {
			depth++
		}
		b.WriteString(tag)
		between, after := rest[end:], ""
		if next := strings.IndexByte(between, '<'); next >= 0 {
			between, after = between[:next], between[next:]
		}
		if strings.TrimSpace(between) != "" {
			if !opened {
				return text // beside elements
			}
			b.WriteString(between)
		}
		rest = after
	}
	if depth != 0 {
		return text
	}
	return b.String()
}
