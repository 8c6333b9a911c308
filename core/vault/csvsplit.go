package vault

import (
	"strings"

	"github.com/storekey/storekey/core/wire"
)

// csvLine is one line of a list: where it begins, and its values.
type csvLine struct {
	number int
	cells  []string
}

// splitCSV cuts a text into lines and values. Blanks around a value that is not
// in quotes are dropped, and so are lines without any value.
func splitCSV(text string) ([]csvLine, *wire.Finding) {
	text = strings.TrimPrefix(text, "\ufeff")
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	p := csvParser{text: text, comma: separator(text), line: 1}
	return p.lines()
}

// separator is the likeliest one: the first of tab, semicolon and comma that the
// first line has outside of quotes.
func separator(text string) byte {
	first, _, _ := strings.Cut(strings.TrimLeft(text, "\n"), "\n")
	parts := strings.Split(first, `"`)
	for _, c := range "\t;" {
		for i := 0; i < len(parts); i += 2 {
			if strings.ContainsRune(parts[i], c) {
				return byte(c)
			}
		}
	}
	return ','
}

type csvParser struct {
	text  string
	comma byte
	at    int
	line  int
}

func (p *csvParser) lines() ([]csvLine, *wire.Finding) {
	var list []csvLine
	for p.at < len(p.text) {
		line := csvLine{number: p.line}
		empty := true
		for more := true; more; {
			cell, ok := p.cell()
			if !ok {
				return nil, lineBad("line_quote", line.number)
			}
			empty = empty && cell == ""
			line.cells = append(line.cells, cell)
			more = p.next()
		}
		if !empty {
			list = append(list, line)
		}
	}
	return list, nil
}

// next steps over what ends a value, and reports whether another one follows in
// the line.
func (p *csvParser) next() bool {
	if p.at >= len(p.text) {
		return false
	}
	c := p.text[p.at]
	p.at++
	if c == '\n' {
		p.line++
	}
	return c == p.comma
}

func (p *csvParser) cell() (string, bool) {
	for p.at < len(p.text) && p.text[p.at] == ' ' {
		p.at++
	}
	if p.at < len(p.text) && p.text[p.at] == '"' {
		return p.quoted()
	}
	start := p.at
	for p.at < len(p.text) && p.text[p.at] != p.comma && p.text[p.at] != '\n' {
		p.at++
	}
	return strings.TrimSpace(p.text[start:p.at]), true
}

// quoted reads a value in quotes, in which a doubled quote is one.
func (p *csvParser) quoted() (string, bool) {
	var b strings.Builder
	for p.at++; p.at < len(p.text); p.at++ {
		c := p.text[p.at]
		if c == '"' {
			p.at++
			if p.at >= len(p.text) || p.text[p.at] != '"' {
				return b.String(), p.skipBlanks()
			}
		}
		if c == '\n' {
			p.line++
		}
		b.WriteByte(c)
	}
	return "", false
}

// skipBlanks goes on to the end of a value whose quotes are closed; anything but
// blanks before it is a mistake.
func (p *csvParser) skipBlanks() bool {
	for p.at < len(p.text) && p.text[p.at] == ' ' {
		p.at++
	}
	return p.at >= len(p.text) || p.text[p.at] == p.comma || p.text[p.at] == '\n'
}
