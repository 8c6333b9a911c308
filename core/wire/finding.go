package wire

import (
	"sort"
	"strings"
)

// Levels of a finding, worst first.
const (
	LevelError   = "error"
	LevelWarning = "warning"
	LevelInfo    = "info"
)

// Finding is one thing worth knowing about a token, a store or an answer. Code
// is fixed and snake_case; Message and Hint are made from Code and Params by the
// table of phrases, so that a language is one more table. Magento's own words
// stay in Params["storeMessage"].
type Finding struct {
	Code    string            `json:"code"`
	Level   string            `json:"level"`
	Params  map[string]string `json:"params,omitempty"`
	Message string            `json:"message"`
	Hint    string            `json:"hint"`
}

// Phrase is what a code says: its level, what is the case and what to do next.
// {name} stands for Params["name"].
type Phrase struct {
	Level, Message, Hint string
}

// Phrases maps finding codes to their words.
type Phrases map[string]Phrase

// NewFinding makes the finding for code. Params come as name, value pairs.
// An unknown code is a programming error and panics; a test walks every code
// that the project uses.
func NewFinding(code string, params ...string) Finding {
	phrase, ok := english()[code]
	if !ok {
		panic("wire: no phrase for finding " + code)
	}
	f := Finding{Code: code, Level: phrase.Level, Message: phrase.Message, Hint: phrase.Hint}
	for i := 0; i+1 < len(params); i += 2 {
		if f.Params == nil {
			f.Params = make(map[string]string, len(params)/2)
		}
		f.Params[params[i]] = params[i+1]
	}
	f.Message, f.Hint = fill(f.Message, f.Params), fill(f.Hint, f.Params)
	return f
}

// HasPhrase reports whether code is in the table.
func HasPhrase(code string) bool {
	_, ok := english()[code]
	return ok
}

// Codes lists every finding code, sorted.
func Codes() []string {
	codes := make([]string, 0, len(english()))
	for code := range english() {
		codes = append(codes, code)
	}
	sort.Strings(codes)
	return codes
}

// SortFindings orders findings worst first and keeps the order within a level.
func SortFindings(findings []Finding) {
	sort.SliceStable(findings, func(i, j int) bool {
		return severity(findings[i].Level) < severity(findings[j].Level)
	})
}

func severity(level string) int {
	switch level {
	case LevelError:
		return 0
	case LevelWarning:
		return 1
	}
	return 2
}

func fill(text string, params map[string]string) string {
	var b strings.Builder
	for {
		open := strings.IndexByte(text, '{')
		if open < 0 {
			break
		}
		end := strings.IndexByte(text[open:], '}')
		if end < 0 {
			break
		}
		b.WriteString(text[:open])
		name := text[open+1 : open+end]
		if value, ok := params[name]; ok {
			b.WriteString(value)
		} else {
			b.WriteString(text[open : open+end+1])
		}
		text = text[open+end+1:]
	}
	b.WriteString(text)
	return b.String()
}
