package vault

import (
	"strings"

	"github.com/storekey/storekey/core/wire"
)

// guessed names the columns of a list without a first line of names: the one
// with the most addresses, the one beside it with stages, texts before the
// address are client and name, what follows it are user and password.
func guessed(lines []csvLine) []string {
	names := make([]string, len(lines[0].cells))
	url := addressColumn(lines)
	names[url] = "url"
	for _, i := range []int{url - 1, url + 1} {
		if i >= 0 && i < len(names) && holdsStages(lines, i) {
			names[i] = "stage"
			break
		}
	}
	nameTexts(names[:url])
	nameRest(names[url+1:])
	return names
}

// nameTexts names what stands before the address: the last free one is the
// name, the one before it the client.
func nameTexts(names []string) {
	free := []string{"name", "client"}
	for i := len(names) - 1; i >= 0 && len(free) > 0; i-- {
		if names[i] == "" {
			names[i], free = free[0], free[1:]
		}
	}
}

func nameRest(names []string) {
	free := []string{"username", "password", "notes"}
	for i := range names {
		if names[i] == "" && len(free) > 0 {
			names[i], free = free[0], free[1:]
		}
	}
}

func addressColumn(lines []csvLine) int {
	best, most := 0, 0
	for i := range lines[0].cells {
		if n := count(lines, i, looksLikeAddress); n > most {
			best, most = i, n
		}
	}
	return best
}

// holdsStages reports whether a column has stages in most lines, and not only
// empty values.
func holdsStages(lines []csvLine, i int) bool {
	isStage := func(cell string) bool { _, ok := stageWord(cell); return ok }
	some := func(cell string) bool { return cell != "" && isStage(cell) }
	return 2*count(lines, i, isStage) > len(lines) && count(lines, i, some) > 0
}

func count(lines []csvLine, i int, fits func(string) bool) (n int) {
	for _, line := range lines {
		if i < len(line.cells) && fits(line.cells[i]) {
			n++
		}
	}
	return n
}

func looksLikeAddress(cell string) bool {
	lower := strings.ToLower(cell)
	if strings.HasPrefix(lower, "http://") || strings.HasPrefix(lower, "https://") {
		return true
	}
	host, _, _ := strings.Cut(lower, "/")
	return host != "" && !strings.ContainsAny(cell, " @\"") && (strings.Contains(host, ".") || strings.HasPrefix(host, "localhost"))
}

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
