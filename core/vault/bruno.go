package vault

import (
	"strconv"
	"strings"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

var _ = register(Format{
	Card: wire.Card{
		ID:        "bruno",
		Title:     "Bruno environment",
		Summary:   "A .bru file for a collection’s folder environments, one a store.",
		Extension: "bru",
	},
	Order: 70,
	Is:    isBruno,
	Read:  readBruno,
	Write: writeBruno,
	Keeps: envKeeps,
	Holds: wire.SecretsAll,
})

func isBruno(f *File) bool {
	if f.isJSON() {
		return f.at("variables").Exists() || f.at("info.type").Str == "bruno-environment"
	}
	for line := range strings.Lines(f.text) {
		if line = strings.TrimSpace(line); line != "" {
			return line == "vars {" || line == "vars:secret ["
		}
	}
	return false
}

// brunoEnvironment is what Bruno exports as JSON: one environment, or several
// together.
type brunoEnvironment struct {
	Name      string `json:"name"`
	Variables []struct {
		Name    string `json:"name"`
		Value   scalar `json:"value"`
		Enabled *bool  `json:"enabled"`
	} `json:"variables"`
	Environments []brunoEnvironment `json:"environments"`
}

func readBruno(f *File, given Given) (Import, error) {
	if !f.isJSON() {
		list, err := readBru(f.text)
		return environmentImport("", "1", list, given), err
	}
	var list []brunoEnvironment
	if err := f.into(&list); err != nil {
		return Import{}, err
	}
	if len(list) == 1 && len(list[0].Environments) > 0 {
		list = list[0].Environments
	}
	var in Import
	for i, e := range list {
		var values []variable
		for _, v := range e.Variables {
			if on(v.Enabled) {
				values = append(values, variable{name: v.Name, text: secret.New(string(v.Value))})
			}
		}
		in.add(environmentImport(e.Name, placeOf(i), values, given))
	}
	return in, nil
}

// add takes over what is in one of several environments.
func (in *Import) add(one Import) {
	in.Items, in.Findings = append(in.Items, one.Items...), append(in.Findings, one.Findings...)
}

// readBru reads the blocks of an environment file: vars has a "name: value" a
// line, ~ before one that is off; the others hold nothing for us.
func readBru(text string) (list []variable, err error) {
	block, number := "", 0
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimSpace(line)
		switch {
		case line == "" || strings.HasPrefix(line, "@") || strings.HasPrefix(line, "~"):
		case block == "" && (strings.HasSuffix(line, "{") || strings.HasSuffix(line, "[")):
			block = strings.TrimSpace(line[:len(line)-1])
		case block == "" && strings.Contains(line, ":"): // color: …
		case line == "}" || line == "]":
			block = ""
		case block == "vars":
			name, value, found := strings.Cut(line, ":")
			if !found || strings.HasPrefix(strings.TrimSpace(value), "'''") {
				return nil, &Error{Code: "file_line", Params: []string{"line", strconv.Itoa(number)}}
			}
			list = append(list, variable{name: strings.TrimSpace(name), text: secret.New(strings.TrimSpace(value))})
		case block == "":
			return nil, &Error{Code: "file_line", Params: []string{"line", strconv.Itoa(number)}}
		}
	}
	return list, nil
}

// writeBruno leaves the values of secrets that do not go along to Bruno, which
// keeps them outside of the file and asks for them. A value has one line there,
// no blanks around it, and no three quotes at its end, which would begin a text
// of several lines.
func writeBruno(items []Item, _ Writing) ([]Output, error) {
	var files []Output
	for i, name := range fileNames(items, ".bru") {
		var vars, secrets strings.Builder
		for _, v := range namedVariables(items[i]) {
			text := v.text.Reveal()
			switch {
			case v.hidden && text == "":
				if secrets.Len() > 0 {
					secrets.WriteString(",\n")
				}
				secrets.WriteString("  " + v.name)
			case text != strings.TrimSpace(text) || strings.ContainsAny(text, "\r\n") || strings.HasSuffix(text, "'''"):
				return nil, &Error{Code: "export_value", Params: []string{"name", v.name, "store", items[i].fullTitle()}}
			default:
				vars.WriteString(strings.TrimRight("  "+v.name+": "+text, " ") + "\n")
			}
		}
		text := "vars {\n" + vars.String() + "}\n"
		if secrets.Len() > 0 {
			text += "vars:secret [\n" + secrets.String() + "\n]\n"
		}
		files = append(files, Output{Name: name, Text: secret.New(text)})
	}
	return files, nil
}
