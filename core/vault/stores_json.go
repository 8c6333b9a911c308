package vault

import (
	"bytes"
	"encoding/json"
	"strconv"

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
	Client            string          `json:"client,omitempty"`
	Name              string          `json:"name"`
	Stage             string          `json:"stage"`
	Color             string          `json:"color,omitempty"`
	BaseURL           string          `json:"baseUrl"`
	RestURL           string          `json:"restUrl,omitempty"`
	StoreCode         string          `json:"storeCode,omitempty"`
	Version           string          `json:"version,omitempty"`
	Edition           string          `json:"edition,omitempty"`
	Origins           []string        `json:"origins,omitempty"`
	StoreViews        []string        `json:"storeViews,omitempty"`
	Concurrency       int             `json:"concurrency,omitempty"`
	RecoverRateLimits bool            `json:"recoverRateLimits,omitempty"`
	UserAgent         string          `json:"userAgent,omitempty"`
	TLS               *wire.StoreTLS  `json:"tls,omitempty"`
	Notes             string          `json:"notes,omitempty"`
	Door              *doorJSON       `json:"door,omitempty"`
	Logins            []loginJSON     `json:"logins,omitempty"`
	Routes            json.RawMessage `json:"routes,omitempty"`
	ACL               json.RawMessage `json:"acl,omitempty"`
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
		Concurrency: e.Concurrency, RecoverRateLimits: e.RecoverRateLimits, UserAgent: e.UserAgent, TLS: e.TLS, Notes: e.Notes,
		Routes: e.Routes, ACL: e.ACL,
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
	var file storesJSON
	if err := f.into(&file); err != nil {
		return Import{}, err
	}
	switch {
	case file.V > storesVersion:
		return Import{}, &Error{Code: "file_newer"}
	case file.V != storesVersion || file.Storekey != storesName:
		return Import{}, &Error{Code: "file_damaged"}
	case len(file.Stores) > maxStores:
		return Import{}, &Error{Code: "stores_full", Params: []string{"most", number(maxStores)}}
	}
	in := Import{Lent: file.Lent}
	for i := range file.Stores {
		item := file.Stores[i].item()
		item.Place = "stores[" + strconv.Itoa(i) + "]"
		in.Items = append(in.Items, item)
	}
	return in, nil
}

func (s *storeJSON) item() Item {
	item := Item{Entry: wire.StoreEntry{
		Client: s.Client, Name: s.Name, Stage: s.Stage, Color: s.Color,
		Store:      wire.Store{BaseURL: s.BaseURL, RestURL: s.RestURL, StoreCode: s.StoreCode, Version: s.Version, Edition: s.Edition},
		StoreViews: s.StoreViews, Concurrency: s.Concurrency, RecoverRateLimits: s.RecoverRateLimits, UserAgent: s.UserAgent, TLS: s.TLS, Notes: s.Notes,
		Routes: compact(s.Routes), ACL: compact(s.ACL),
	}}
	if len(s.Origins) > 0 {
		item.Entry.Origins = append([]string{s.BaseURL}, s.Origins...)
	}
	if d := s.Door; d != nil {
		item.Door = Door{d.Username, secret.New(d.Password), secret.New(d.Headers)}
	}
	for _, l := range s.Logins {
		fields := map[string]secret.Text{}
		for name, value := range l.Fields {
			fields[name] = secret.New(value)
		}
		item.Logins = append(item.Logins, Login{
			Title: l.Title, Provider: l.Provider, Kind: l.Kind, Who: l.Who, AutoRenew: l.AutoRenew, Fields: fields,
			Token: secret.New(l.Token), IssuedAt: l.IssuedAt, ExpiresAt: l.ExpiresAt, Refresh: secret.New(l.Refresh),
		})
	}
	return item
}

// compact is JSON without the blanks that stand in the file for people.
func compact(raw json.RawMessage) json.RawMessage {
	var b bytes.Buffer
	if len(raw) == 0 || string(raw) == "null" || json.Compact(&b, raw) != nil {
		return nil
	}
	return b.Bytes()
}
