package vault

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

var _ = register(Format{
	Card: wire.Card{
		ID:        "mymagento",
		Title:     "MyMagento",
		Summary:   "The JSON of a client of the Python package my-magento (Client.from_json).",
		Extension: "json",
	},
	Order: 40,
	Is:    func(f *File) bool { return f.at("domain").Exists() && f.at("username").Exists() },
	Read:  readMyMagento,
	Write: writeMyMagento,
	Keeps: partStoreCode | partAgent | partUsername | partPassword | partToken,
	Holds: wire.SecretsAll,
	Warns: warnMyMagento,
})

// myMagento are the eight keys of Client.to_dict, in its order, and two more
// arguments of Client that it forgets to write: without local a store on http
// comes back on https, and without login the token is not used.
type myMagento struct {
	Domain    string `json:"domain"`
	Username  string `json:"username"`
	Password  string `json:"password"`
	Scope     string `json:"scope"`
	UserAgent string `json:"user_agent"`
	Token     string `json:"token"`
	LogLevel  int    `json:"log_level"`
	LogFile   string `json:"log_file"`
	Local     bool   `json:"local"`
	Login     bool   `json:"login"`
}

// logInfo is logging.INFO of Python, my-magento's own choice.
const logInfo = 20

func readMyMagento(f *File, _ Given) (Import, error) {
	var list []myMagento
	if err := f.into(&list); err != nil {
		return Import{}, err
	}
	var in Import
	for i, c := range list {
		scheme := "https://"
		if c.Local {
			scheme = "http://"
		}
		if _, rest, found := strings.Cut(c.Domain, "://"); found {
			c.Domain = rest
		}
		if c.Domain == "" {
			in.Findings = append(in.Findings, noAddress(placeOf(i)))
			continue
		}
		item := Item{Place: placeOf(i), Address: scheme + strings.TrimRight(c.Domain, "/")}
		item.Entry.Store.StoreCode, item.Entry.UserAgent = c.Scope, c.UserAgent
		item.addUser(c.Username, c.Password, c.Token)
		in.Items = append(in.Items, item)
	}
	return in, nil
}

// noAddress tells of what names no store.
func noAddress(place string) wire.Finding {
	return wire.NewFinding("import_no_address", "place", place)
}

func writeMyMagento(items []Item, _ Writing) ([]Output, error) {
	var files []Output
	for i, name := range fileNames(items, ".mymagento.json") {
		item := items[i]
		user := item.user()
		scheme, domain, _ := strings.Cut(item.Entry.Store.BaseURL, "://")
		text, err := indented(myMagento{
			Domain: domain, Username: user.username(), Password: user.Fields["password"].Reveal(), Scope: item.Entry.Store.StoreCode,
			UserAgent: item.Entry.UserAgent, Token: user.Token.Reveal(), LogLevel: logInfo,
			LogFile: strings.NewReplacer(".", "_", "/", "_", ":", "_").Replace(domain) + "_" + slug(user.username()) + ".log",
			Local:   scheme == "http", Login: user.Token.Empty() && !user.Fields["password"].Empty(),
		})
		if err != nil {
			return nil, err
		}
		files = append(files, Output{Name: name, Text: text})
	}
	return files, nil
}

// warnMyMagento tells what my-magento makes of an address: it cuts from the
// first colon on, and www. at its beginning.
func warnMyMagento(items []Item) []wire.Finding {
	var findings []wire.Finding
	for _, item := range items {
		_, domain, _ := strings.Cut(item.Entry.Store.BaseURL, "://")
		if strings.Contains(domain, ":") {
			findings = append(findings, wire.NewFinding("mymagento_port", "store", item.fullTitle()))
		}
		if strings.HasPrefix(domain, "www.") {
			findings = append(findings, wire.NewFinding("mymagento_www", "store", item.fullTitle()))
		}
		if strings.HasSuffix(item.Entry.Store.RestURL, "/index.php/rest") {
			findings = append(findings, wire.NewFinding("mymagento_index", "store", item.fullTitle()))
		}
	}
	return findings
}

func indented(value any) (secret.Text, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(value)
	return secret.New(b.String()), err
}

// placeOf names an entry of a list of its own.
func placeOf(i int) string { return strconv.Itoa(i + 1) }
