package vault

import (
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

var _ = register(Format{
	Card: wire.Card{
		ID:        "postman",
		Title:     "Postman environment",
		Summary:   "An environment of Postman, one a store; secrets as variables of the type secret.",
		Extension: "json",
	},
	Order: 60,
	Is: func(f *File) bool {
		return f.at("_postman_variable_scope").Exists() || f.at("name").Exists() && f.at("values").Exists()
	},
	Read:  readPostman,
	Write: writePostman,
	Keeps: envKeeps,
	Holds: wire.SecretsAll,
})

type postmanEnvironment struct {
	ID     string            `json:"id"`
	Name   string            `json:"name"`
	Values []postmanVariable `json:"values"`
	Scope  string            `json:"_postman_variable_scope"`
}

type postmanVariable struct {
	Key     string `json:"key"`
	Value   scalar `json:"value"`
	Type    string `json:"type"`
	Enabled *bool  `json:"enabled"`
}

func readPostman(f *File, given Given) (Import, error) {
	var e postmanEnvironment
	if err := f.into(&e); err != nil {
		return Import{}, err
	}
	var list []variable
	for _, v := range e.Values {
		if on(v.Enabled) {
			list = append(list, variable{name: v.Key, text: secret.New(string(v.Value))})
		}
	}
	return environmentImport(e.Name, "1", list, given), nil
}

// environmentImport is the import of a file of one environment.
func environmentImport(title, place string, list []variable, given Given) Import {
	item, findings := environment(title, place, list, given)
	in := Import{Findings: findings}
	if item.Address != "" {
		in.Items = []Item{item}
	}
	return in
}

func writePostman(items []Item, with Writing) ([]Output, error) {
	var files []Output
	enabled := true
	for i, name := range fileNames(items, ".postman_environment.json") {
		out := postmanEnvironment{ID: with.NewID(), Name: items[i].fullTitle(), Scope: "environment"}
		for _, v := range variablesOf(items[i]) {
			kind := "default"
			if v.hidden {
				kind = "secret"
			}
			out.Values = append(out.Values, postmanVariable{v.name, scalar(v.text.Reveal()), kind, &enabled})
		}
		text, err := indented(out)
		if err != nil {
			return nil, err
		}
		files = append(files, Output{Name: name, Text: text})
	}
	return files, nil
}
