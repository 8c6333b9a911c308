package vault

import (
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

var _ = register(Format{
	Card: wire.Card{
		ID:        "insomnia",
		Title:     "Insomnia environment",
		Summary:   "An export of Insomnia (v4) with an environment for each store.",
		Extension: "json",
	},
	Order: 80,
	Is: func(f *File) bool {
		return f.isJSON() && f.node().at("_type").Str == "export" && f.node().has("resources")
	},
	Read:  readInsomnia,
	Write: writeInsomnia,
	Keeps: envKeeps,
	Holds: wire.SecretsAll,
})

type insomniaExport struct {
	Type      string `json:"_type"`
	Format    int    `json:"__export_format"`
	Source    string `json:"__export_source"`
	Resources []any  `json:"resources"`
}

type insomniaWorkspace struct {
	ID     string  `json:"_id"`
	Type   string  `json:"_type"`
	Parent *string `json:"parentId"`
	Name   string  `json:"name"`
	Scope  string  `json:"scope"`
}

type insomniaEnvironment struct {
	ID     string            `json:"_id"`
	Type   string            `json:"_type"`
	Parent string            `json:"parentId"`
	Name   string            `json:"name"`
	Data   map[string]string `json:"data"`
}

func readInsomnia(f *File, given Given) (Import, error) {
	var in Import
	for i, n := range f.node().list("resources") {
		if !n.IsObject() || n.at("_type").Str != "environment" {
			continue
		}
		var list []variable
		n.object("data").members(func(name string, value node) {
			list = append(list, variable{name: name, text: secret.New(value.asScalar())})
		})
		if len(list) == 0 {
			continue // a base environment is often empty
		}
		one := environmentImport(n.text("name"), placeOf(i), list, given)
		in.Items, in.Findings = append(in.Items, one.Items...), append(in.Findings, one.Findings...)
	}
	return in, nil
}

func writeInsomnia(items []Item, _ Writing) ([]Output, error) {
	const workspace, base = "wrk_storekey", "env_storekey"
	out := insomniaExport{Type: "export", Format: 4, Source: "storekey", Resources: []any{
		insomniaWorkspace{workspace, "workspace", nil, "Storekey", "environment"},
		insomniaEnvironment{base, "environment", workspace, "Base Environment", map[string]string{}},
	}}
	for i, name := range fileNames(items, "") {
		data := map[string]string{}
		for _, v := range variablesOf(items[i]) {
			data[v.name] = v.text.Reveal()
		}
		out.Resources = append(out.Resources, insomniaEnvironment{"env_storekey_" + name, "environment", base, items[i].fullTitle(), data})
	}
	text, err := indented(out)
	return []Output{{Name: "stores.insomnia.json", Text: text}}, err
}
