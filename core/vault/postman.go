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
		n := f.node()
		return f.isJSON() && (n.has("_postman_variable_scope") || n.has("name", "values"))
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
	Value   string `json:"value"`
	Type    string `json:"type"`
	Enabled bool   `json:"enabled"`
}

func readPostman(f *File, given Given) (Import, error) {
	n := f.node()
	var list []variable
	for _, v := range n.list("values") {
		if on := v.at("enabled"); on.Exists() && !v.flag("enabled") {
			continue
		}
		list = append(list, variable{name: v.text("key"), text: secret.New(v.scalar("value"))})
	}
	return environmentImport(n.text("name"), "1", list, given), nil
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
	for i, name := range fileNames(items, ".postman_environment.json") {
		out := postmanEnvironment{ID: with.NewID(), Name: items[i].fullTitle(), Scope: "environment"}
		for _, v := range variablesOf(items[i]) {
			kind := "default"
			if v.hidden {
				kind = "secret"
			}
			out.Values = append(out.Values, postmanVariable{v.name, v.text.Reveal(), kind, true})
		}
		text, err := indented(out)
		if err != nil {
			return nil, err
		}
		files = append(files, Output{Name: name, Text: text})
	}
	return files, nil
}
