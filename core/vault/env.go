package vault

import (
	"strconv"
	"strings"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

var _ = register(Format{
	Card: wire.Card{
		ID:        "env",
		Title:     ".env file",
		Summary:   "Variables for a shell or a program, one file a store; copied requests read STOREKEY_TOKEN from there.",
		Extension: "env",
	},
	Order: 100,
	Is:    isEnv,
	Read:  readEnv,
	Write: writeEnv,
	Keeps: envKeeps,
	Holds: wire.SecretsAll,
})

// isEnv: the first line that says something sets a variable.
func isEnv(f *File) bool {
	for line := range strings.Lines(f.text) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			name, _, found := strings.Cut(strings.TrimPrefix(line, "export "), "=")
			return found && isVariable(strings.TrimSpace(name))
		}
	}
	return false
}

func isVariable(name string) bool {
	return name != "" && (name[0] < '0' || name[0] > '9') &&
		strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_") == ""
}

func readEnv(f *File, given Given) (Import, error) {
	var list []variable
	number := 0
	for line := range strings.Lines(f.text) {
		number++
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		name, value, found := strings.Cut(strings.TrimPrefix(line, "export "), "=")
		name = strings.TrimSpace(name)
		text, closed := unquotedValue(strings.TrimSpace(value))
		if !found || !isVariable(name) || !closed {
			return Import{}, &Error{Code: "file_line", Params: []string{"line", strconv.Itoa(number)}}
		}
		list = append(list, variable{name: name, text: secret.New(text)})
	}
	return environmentImport("", "1", list, given), nil
}

// unquotedValue takes quotes away as a shell does: in single ones everything
// stands for itself, in double ones a backslash is for the next character. A
// comment begins after a blank.
func unquotedValue(text string) (string, bool) {
	switch {
	case strings.HasPrefix(text, "'"):
		value, rest, closed := strings.Cut(text[1:], "'")
		return value, closed && isComment(rest)
	case strings.HasPrefix(text, `"`):
		return inDoubleQuotes(text[1:])
	}
	if i := strings.Index(text, " #"); i >= 0 {
		text = text[:i]
	}
	return strings.TrimSpace(text), true
}

func inDoubleQuotes(text string) (string, bool) {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"':
			return b.String(), isComment(text[i+1:])
		case c == '\\' && i+1 < len(text) && strings.IndexByte("\"\\$`", text[i+1]) >= 0:
			i++
			b.WriteByte(text[i])
		default:
			b.WriteByte(c)
		}
	}
	return "", false
}

func isComment(text string) bool {
	text = strings.TrimSpace(text)
	return text == "" || text[0] == '#'
}

func writeEnv(items []Item, _ Writing) ([]Output, error) {
	var files []Output
	for i, name := range fileNames(items, ".env") {
		var b strings.Builder
		for _, v := range namedVariables(items[i]) {
			value := v.text.Reveal()
			if strings.ContainsAny(value, "\r\n") {
				return nil, &Error{Code: "export_value", Params: []string{"name", v.name, "store", items[i].fullTitle()}}
			}
			b.WriteString("STOREKEY_" + strings.ToUpper(v.name) + "=" + quotedValue(value) + "\n")
		}
		files = append(files, Output{Name: name, Text: secret.New(b.String())})
	}
	return files, nil
}

// quotedValue writes a value so that a shell and the usual readers of .env files
// take it for what it is.
func quotedValue(value string) string {
	switch {
	case strings.Trim(value, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./:@%+,") == "":
		return value
	case !strings.Contains(value, "'"):
		return "'" + value + "'"
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "$", `\$`, "`", "\\`").Replace(value) + `"`
}
