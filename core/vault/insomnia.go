package vault

import (
	"sort"

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
	Is:    func(f *File) bool { return f.at("_type").Str == "export" && f.at("resources").Exists() },
	Read:  readInsomnia,
	Write: writeInsomnia,
	Keeps: envKeeps,
	Holds: wire.SecretsAll,
})

type insomniaExport struct {
	Type      string             `json:"_type"`
	Format    int                `json:"__export_format"`
	Source    string             `json:"__export_source"`
	Resources []insomniaResource `json:"resources"`
}

// insomniaResource is a workspace or an environment; others are read for their
// type alone.
type insomniaResource struct {
	ID     string            `json:"_id"`
	Type   string            `json:"_type"`
	Parent *string           `json:"parentId"`
	Name   string            `json:"name"`
	Scope  string            `json:"scope,omitempty"`
	Data   map[string]scalar `json:"data,omitempty"`
}

func readInsomnia(f *File, given Given) (Import, error) {
	var file insomniaExport
	if err := f.into(&file); err != nil {
		return Import{}, err
	}
	var in Import
	for i, r := range file.Resources {
		if r.Type != "environment" || len(r.Data) == 0 {
			continue // a base environment is often empty
		}
		var list []variable
		for name, value := range r.Data {
			list = append(list, variable{name: name, text: secret.New(string(value))})
		}
		sort.Slice(list, func(i, j int) bool { return list[i].name < list[j].name })
		in.add(environmentImport(r.Name, placeOf(i), list, given))
	}
	return in, nil
}

func writeInsomnia(items []Item, _ Writing) ([]Output, error) {
	workspace, base := "wrk_storekey", "env_storekey"
	out := insomniaExport{Type: "export", Format: 4, Source: "storekey", Resources: []insomniaResource{
		{ID: workspace, Type: "workspace", Name: "Storekey", Scope: "environment"},
		{ID: base, Type: "environment", Parent: &workspace, Name: "Base Environment"},
	}}
	for i, name := range fileNames(items, "") {
		data := map[string]scalar{}
		for _, v := range variablesOf(items[i]) {
			data[v.name] = scalar(v.text.Reveal())
		}
		out.Resources = append(out.Resources, insomniaResource{ID: base + "_" + name, Type: "environment", Parent: &base, Name: items[i].fullTitle(), Data: data})
	}
	text, err := indented(out)
	return []Output{{Name: "stores.insomnia.json", Text: text}}, err
}
