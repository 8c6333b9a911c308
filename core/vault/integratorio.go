package vault

import (
	"strconv"
	"strings"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

var _ = register(Format{
	Card: wire.Card{
		ID:        "integratorio",
		Title:     "integrator.io",
		Summary:   "The fields of Celigo’s Magento 2 connection in the order of its form, to copy over, and the same as JSON.",
		Extension: "txt",
	},
	Order: 50,
	Is:    isIntegratorIO,
	Read:  readIntegratorIO,
	Write: writeIntegratorIO,
	Keeps: partName | partClient | partStoreCode | partLimits | partUsername | partPassword | partToken,
	Holds: wire.SecretsAll,
	Warns: func(items []Item) []wire.Finding { return []wire.Finding{wire.NewFinding("integratorio_two_factor")} },
})

// The form's labels, in its order, as far as they concern a token connection.
const (
	labelName        = "Name"
	labelBaseURI     = "Base URI"
	labelUsername    = "Username"
	labelPassword    = "Password"
	labelToken       = "Token"
	labelConcurrency = "Concurrency level"
)

type integratorConnection struct {
	Name        string         `json:"name"`
	Application string         `json:"application"`
	HTTP        integratorHTTP `json:"http"`
}

type integratorHTTP struct {
	Auth struct {
		Type  string `json:"type"`
		Token struct {
			Token string `json:"token,omitempty"`
		} `json:"token"`
	} `json:"auth"`
	BaseURI     string `json:"baseURI"`
	Unencrypted struct {
		Username string `json:"username"`
	} `json:"unencrypted"`
	Encrypted struct {
		Password string `json:"password,omitempty"`
	} `json:"encrypted"`
	ConcurrencyLevel int `json:"concurrencyLevel,omitempty"`
}

func isIntegratorIO(f *File) bool {
	return f.at("http.baseURI").Exists() || !f.isJSON() && (strings.HasPrefix(f.text, labelBaseURI+":") || strings.Contains(f.text, "\n"+labelBaseURI+":"))
}

func readIntegratorIO(f *File, _ Given) (Import, error) {
	if !f.isJSON() {
		return readConnectionText(f)
	}
	var list []integratorConnection
	if err := f.into(&list); err != nil {
		return Import{}, err
	}
	var in Import
	for i, c := range list {
		item := Item{Place: placeOf(i), Address: c.HTTP.BaseURI}
		item.named(c.Name)
		item.Entry.Concurrency = c.HTTP.ConcurrencyLevel
		item.addUser(c.HTTP.Unencrypted.Username, c.HTTP.Encrypted.Password, c.HTTP.Auth.Token.Token)
		in.Items = append(in.Items, item)
	}
	return in, nil
}

// readConnectionText reads "Label: value" lines; a second Name begins another
// connection.
func readConnectionText(f *File) (Import, error) {
	var in Import
	values := map[string]string{}
	begun := 1
	end := func(next int) {
		if len(values) > 0 {
			item := Item{Place: "line " + strconv.Itoa(begun), Address: values[labelBaseURI]}
			item.named(values[labelName])
			item.Entry.Concurrency, _ = strconv.Atoi(values[labelConcurrency])
			item.addUser(values[labelUsername], values[labelPassword], values[labelToken])
			in.Items = append(in.Items, item)
		}
		values, begun = map[string]string{}, next
	}
	number := 0
	for line := range strings.Lines(f.text) {
		number++
		label, value, found := strings.Cut(strings.TrimRight(line, "\r\n"), ":")
		label = strings.TrimSpace(label)
		switch {
		case strings.TrimSpace(line) == "":
			continue
		case !found:
			return in, &Error{Code: "file_line", Params: []string{"line", strconv.Itoa(number)}}
		case label == labelName && values[labelName] != "":
			end(number)
		}
		values[label] = strings.TrimPrefix(value, " ")
	}
	end(number)
	return in, nil
}

func writeIntegratorIO(items []Item, _ Writing) ([]Output, error) {
	var files []Output
	names := fileNames(items, ".integrator.io")
	for i, item := range items {
		user, base := item.user(), item.restURL()
		if code := item.Entry.Store.StoreCode; code != "" {
			base += "/" + code
		}
		level := ""
		if item.Entry.Concurrency > 0 {
			level = strconv.Itoa(item.Entry.Concurrency)
		}
		var b strings.Builder
		for _, line := range [][2]string{
			{labelName, item.fullTitle()}, {"Application", "Magento 2"}, {"Authentication type", "Token"}, {labelBaseURI, base},
			{labelUsername, user.username()}, {labelPassword, user.Fields["password"].Reveal()}, {labelToken, user.Token.Reveal()},
			{labelConcurrency, level},
		} {
			b.WriteString(strings.TrimRight(line[0]+": "+line[1], " ") + "\n")
		}
		c := integratorConnection{Name: item.fullTitle(), Application: "Magento 2"}
		c.HTTP.Auth.Type, c.HTTP.Auth.Token.Token = "token", user.Token.Reveal()
		c.HTTP.BaseURI, c.HTTP.Unencrypted.Username, c.HTTP.Encrypted.Password = base, user.username(), user.Fields["password"].Reveal()
		c.HTTP.ConcurrencyLevel = item.Entry.Concurrency
		asJSON, err := indented(c)
		if err != nil {
			return nil, err
		}
		files = append(files, Output{Name: names[i] + ".txt", Text: secret.New(b.String())}, Output{Name: names[i] + ".json", Text: asJSON, Other: true})
	}
	return files, nil
}
