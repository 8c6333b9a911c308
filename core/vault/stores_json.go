package vault

import (
	"bytes"
	"encoding/json"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

const (
	storesName    = "stores"
	storesVersion = 1
)

// storesJSON is the JSON of both of our own formats. Members stand in a fixed
// order, one a line, and what is empty is left out: a change shows as such in git.
type storesJSON struct {
	Storekey string      `json:"storekey"`
	V        int         `json:"v"`
	Lent     *wire.Lent  `json:"lent,omitempty"`
	Stores   []storeJSON `json:"stores"`
}

type storeJSON struct {
	Client            string      `json:"client,omitempty"`
	Name              string      `json:"name"`
	Stage             string      `json:"stage"`
	Color             string      `json:"color,omitempty"`
	BaseURL           string      `json:"baseUrl"`
	RestURL           string      `json:"restUrl,omitempty"`
	StoreCode         string      `json:"storeCode,omitempty"`
	Version           string      `json:"version,omitempty"`
	Edition           string      `json:"edition,omitempty"`
	Origins           []string    `json:"origins,omitempty"`
	StoreViews        []string    `json:"storeViews,omitempty"`
	Concurrency       int         `json:"concurrency,omitempty"`
	RecoverRateLimits bool        `json:"recoverRateLimits,omitempty"`
	UserAgent         string      `json:"userAgent,omitempty"`
	Notes             string      `json:"notes,omitempty"`
	Door              *doorJSON   `json:"door,omitempty"`
	Logins            []loginJSON `json:"logins,omitempty"`
}

type doorJSON struct {
	Username string `json:"username,omitempty"`
	Password string `json:"password,omitempty"`
	Headers  string `json:"headers,omitempty"`
}

type loginJSON struct {
	Title     string            `json:"title,omitempty"`
	Provider  string            `json:"provider,omitempty"`
	Kind      string            `json:"kind,omitempty"`
	Who       string            `json:"who,omitempty"`
	AutoRenew bool              `json:"autoRenew,omitempty"`
	Fields    map[string]string `json:"fields,omitempty"`
	Token     string            `json:"token,omitempty"`
	IssuedAt  string            `json:"issuedAt,omitempty"`
	ExpiresAt string            `json:"expiresAt,omitempty"`
	Refresh   string            `json:"refresh,omitempty"`
}

func storesText(items []Item, lent *wire.Lent) (secret.Text, error) {
	out := storesJSON{Storekey: storesName, V: storesVersion, Lent: lent, Stores: []storeJSON{}}
	for _, item := range items {
		out.Stores = append(out.Stores, item.json())
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(out)
	return secret.New(b.String()), err
}

func (i Item) json() storeJSON {
	e := i.Entry
	s := storeJSON{
		Client: e.Client, Name: e.Name, Stage: e.Stage, Color: e.Color, BaseURL: e.Store.BaseURL, RestURL: e.Store.RestURL,
		StoreCode: e.Store.StoreCode, Version: e.Store.Version, Edition: e.Store.Edition, StoreViews: e.StoreViews,
		Concurrency: e.Concurrency, RecoverRateLimits: e.RecoverRateLimits, UserAgent: e.UserAgent, Notes: e.Notes,
	}
	if len(e.Origins) > 1 {
		s.Origins = e.Origins[1:] // the first is the base URL
	}
	if !i.Door.Empty() {
		s.Door = &doorJSON{i.Door.Username, i.Door.Password.Reveal(), i.Door.Headers.Reveal()}
	}
	for _, l := range i.Logins {
		fields := map[string]string{}
		for name, value := range l.Fields {
			if !value.Empty() {
				fields[name] = value.Reveal()
			}
		}
		s.Logins = append(s.Logins, loginJSON{
			Title: l.Title, Provider: l.Provider, Kind: l.Kind, Who: l.Who, AutoRenew: l.AutoRenew, Fields: fields,
			Token: l.Token.Reveal(), IssuedAt: l.IssuedAt, ExpiresAt: l.ExpiresAt, Refresh: l.Refresh.Reveal(),
		})
	}
	return s
}

func readStores(f *File) (Import, error) {
	n := f.node()
	switch version := n.number("v"); {
	case version > storesVersion:
		return Import{}, &Error{Code: "file_newer"}
	case version != storesVersion || n.at("storekey").Str != storesName:
		return Import{}, &Error{Code: "file_damaged"}
	}
	var in Import
	if l := n.object("lent"); !l.absent() {
		in.Lent = &wire.Lent{Who: l.text("who"), Kind: l.text("kind"), Origin: l.text("origin"), Until: l.text("until"), At: l.text("at")}
	}
	list := n.list("stores")
	if len(list) > maxStores {
		return in, &Error{Code: "stores_full", Params: []string{"most", number(maxStores)}}
	}
	for _, s := range list {
		if !s.IsObject() {
			s.wrong("an object")
			break
		}
		in.Items = append(in.Items, readStore(s))
	}
	return in, nil
}

func readStore(s node) Item {
	e := wire.StoreEntry{
		Client: s.text("client"), Name: s.text("name"), Stage: s.text("stage"), Color: s.text("color"),
		Store: wire.Store{
			BaseURL: s.text("baseUrl"), RestURL: s.text("restUrl"), StoreCode: s.text("storeCode"),
			Version: s.text("version"), Edition: s.text("edition"),
		},
		StoreViews: s.texts("storeViews"), Concurrency: s.number("concurrency"),
		RecoverRateLimits: s.flag("recoverRateLimits"), UserAgent: s.text("userAgent"), Notes: s.text("notes"),
	}
	if more := s.texts("origins"); len(more) > 0 {
		e.Origins = append([]string{e.Store.BaseURL}, more...)
	}
	d := s.object("door")
	item := Item{Place: s.where(), Entry: e, Door: Door{d.text("username"), secret.New(d.text("password")), secret.New(d.text("headers"))}}
	for _, l := range s.list("logins") {
		if !l.IsObject() {
			l.wrong("an object")
			break
		}
		item.Logins = append(item.Logins, readLogin(l))
	}
	return item
}

func readLogin(l node) Login {
	login := Login{
		Title: l.text("title"), Provider: l.text("provider"), Kind: l.text("kind"), Who: l.text("who"), AutoRenew: l.flag("autoRenew"),
		Token: secret.New(l.text("token")), IssuedAt: l.text("issuedAt"), ExpiresAt: l.text("expiresAt"), Refresh: secret.New(l.text("refresh")),
		Fields: map[string]secret.Text{},
	}
	l.object("fields").members(func(name string, value node) { login.Fields[name] = secret.New(value.asText()) })
	return login
}
