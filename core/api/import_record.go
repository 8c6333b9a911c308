package api

import (
	"slices"
	"strconv"
	"time"

	"github.com/storekey/storekey/core/provider"
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/vault"
	"github.com/storekey/storekey/core/wire"
)

// secrets counts what would be sealed of a store.
func (w *importing) secrets(item vault.Item) (n int) {
	count := func(texts ...secret.Text) {
		for _, text := range texts {
			if !text.Empty() {
				n++
			}
		}
	}
	count(item.Door.Password, item.Door.Headers, secret.New(item.Door.Username))
	for _, l := range item.Logins {
		count(l.Token, l.Refresh)
		p, _ := provider.Get(l.Provider)
		for _, field := range p.Fields {
			if field.Secret && field.Step < 2 {
				count(l.Fields[field.Name])
			}
		}
	}
	return n
}

// entryParts are the parts of an entry that a file may say: whether it does and
// says another thing than what is saved, and how it is taken over.
var entryParts = []struct {
	name   string
	differ func(said, kept *wire.StoreEntry) bool
	take   func(said, kept *wire.StoreEntry)
}{
	{"stage", func(a, b *wire.StoreEntry) bool { return a.Stage != "" && a.Stage != b.Stage }, func(a, b *wire.StoreEntry) { b.Stage = a.Stage }},
	{"color", func(a, b *wire.StoreEntry) bool { return a.Color != "" && a.Color != b.Color }, func(a, b *wire.StoreEntry) { b.Color = a.Color }},
	{"address", differentAddress, takeAddress},
	{"storeCode", func(a, b *wire.StoreEntry) bool {
		return a.Store.StoreCode != "" && a.Store.StoreCode != b.Store.StoreCode
	}, func(a, b *wire.StoreEntry) { b.Store.StoreCode = a.Store.StoreCode }},
	{"storeViews", func(a, b *wire.StoreEntry) bool {
		return len(a.StoreViews) > 0 && !slices.Equal(a.StoreViews, b.StoreViews)
	}, func(a, b *wire.StoreEntry) { b.StoreViews = a.StoreViews }},
	{"concurrency", func(a, b *wire.StoreEntry) bool { return a.Concurrency > 0 && a.Concurrency != b.Concurrency },
		func(a, b *wire.StoreEntry) { b.Concurrency = a.Concurrency }},
	{"recoverRateLimits", func(a, b *wire.StoreEntry) bool { return a.RecoverRateLimits && !b.RecoverRateLimits },
		func(_, b *wire.StoreEntry) { b.RecoverRateLimits = true }},
	{"userAgent", func(a, b *wire.StoreEntry) bool { return a.UserAgent != "" && a.UserAgent != b.UserAgent },
		func(a, b *wire.StoreEntry) { b.UserAgent = a.UserAgent }},
	{"certificate", func(a, b *wire.StoreEntry) bool { return a.TLS != nil && (b.TLS == nil || *a.TLS != *b.TLS) },
		func(a, b *wire.StoreEntry) { b.TLS = a.TLS }},
	{"notes", func(a, b *wire.StoreEntry) bool { return a.Notes != "" && a.Notes != b.Notes }, func(a, b *wire.StoreEntry) { b.Notes = a.Notes }},
}

func differentAddress(said, kept *wire.StoreEntry) bool {
	return said.Store.BaseURL != kept.Store.BaseURL || said.Store.RestURL != "" && said.Store.RestURL != kept.Store.RestURL ||
		len(said.Origins) > 1 && !slices.Equal(said.Origins, kept.Origins)
}

func takeAddress(said, kept *wire.StoreEntry) {
	code := kept.Store.StoreCode
	kept.Store, kept.Origins = said.Store, slices.Clone(said.Origins)
	kept.Store.StoreCode = first(said.Store.StoreCode, code)
}

// changes lists what the file has other values for than the saved store of the
// same name.
func (w *importing) changes(p plan) []string {
	var list []string
	said := p.whole
	said.Stage = p.said.Stage // a guess is no other value
	for _, part := range entryParts {
		if part.differ(&said, &p.base.StoreEntry) {
			list = append(list, part.name)
		}
	}
	if w.otherDoor(p) {
		list = append(list, "door")
	}
	for _, l := range p.item.Logins {
		if w.otherLogin(p.base, l) {
			return append(list, "logins")
		}
	}
	return list
}

func (w *importing) otherDoor(p plan) bool {
	d := p.item.Door
	return w.other(p.base, vault.DoorID, vault.DoorUsername, secret.New(d.Username)) ||
		w.other(p.base, vault.DoorID, vault.DoorPassword, d.Password) || w.other(p.base, vault.DoorID, vault.DoorHeaders, d.Headers)
}

// other reports whether a secret of the file is another one than the saved one,
// or cannot be compared, as the vault is closed.
func (w *importing) other(r *vault.Record, credential, field string, text secret.Text) bool {
	if text.Empty() {
		return false
	}
	if w.sealer == nil || !r.Holds(credential, field) {
		return true
	}
	kept, err := r.Take(w.sealer, target(r, place{}), credential, field)
	return err != nil || !kept.Equal(text)
}

func (w *importing) otherLogin(r *vault.Record, l vault.Login) bool {
	c := sameLogin(r, l)
	if c == nil || l.Title != "" && l.Title != c.Title || l.AutoRenew && !c.AutoRenew {
		return true
	}
	p, _ := provider.Get(l.Provider)
	for _, field := range p.Fields {
		value := l.Fields[field.Name]
		if field.Secret && w.other(r, c.ID, field.Name, value) || !field.Secret && !value.Empty() && value.Reveal() != c.Fields[field.Name].Value {
			return true
		}
	}
	return w.other(r, c.ID, vault.FieldToken, l.Token) || w.other(r, c.ID, vault.FieldRefresh, l.Refresh)
}

// sameLogin finds the saved login that one of a file is: of the same way and
// user, else of the same title and kind.
func sameLogin(r *vault.Record, l vault.Login) *wire.SavedCredential {
	for i := range r.Credentials {
		c := &r.Credentials[i]
		user := l.Fields["username"].Reveal()
		same := c.Provider == l.Provider && c.Fields["username"].Value == user && c.Title == l.Title
		if user != "" {
			same = c.Provider == l.Provider && c.Fields["username"].Value == user
		}
		if l.Provider == "integration" {
			same = c.Provider == l.Provider && c.Fields["consumerKey"].Value == l.Fields["consumerKey"].Reveal()
		}
		if c.DeletedAt == "" && same && (l.Kind == "" || c.Kind == l.Kind) {
			return c
		}
	}
	return nil
}

// record makes the record of a store that comes in: a new one, or the saved one
// with the file's values.
func (w *importing) record(p plan) (*vault.Record, error) {
	r := new(vault.Record)
	if p.view.Choice != wire.ChooseReplace {
		r.StoreEntry = p.whole
		r.ID, r.Credentials = w.h.idFor(w.j, "import "+p.item.Place), nil
	} else if err := w.replaced(p, r); err != nil {
		return nil, err
	}
	var door *doorFields
	if d := p.item.Door; !d.Empty() {
		door = &doorFields{d.Username, d.Password.Reveal(), d.Headers.Reveal()}
	}
	if err := door.fit(); err != nil {
		return nil, err
	}
	if err := putDoor(r, w.sealer, door); err != nil {
		return nil, err
	}
	for i, l := range p.item.Logins {
		if err := w.putLogin(r, p, placeID(p.item.Place, i), l); err != nil {
			return nil, err
		}
	}
	return r, nil
}

func placeID(place string, i int) string {
	return "import login " + place + "/" + strconv.Itoa(i)
}

// replaced takes the file's values over into the saved store. Its secrets follow
// it to another address only after a yes that names the host.
func (w *importing) replaced(p plan, r *vault.Record) error {
	*r = *p.base
	r.Credentials = slices.Clone(p.base.Credentials)
	r.Sealed = map[string]string{}
	for name, sealed := range p.base.Sealed {
		r.Sealed[name] = sealed
	}
	before, said := r.StoreEntry, p.whole
	said.Stage = p.said.Stage
	for _, part := range entryParts {
		if part.differ(&said, &r.StoreEntry) {
			part.take(&said, &r.StoreEntry)
		}
	}
	if said.TLS == nil {
		lookAgain(&r.StoreEntry, before)
	}
	if err := vault.Check(&r.StoreEntry); err != nil {
		return err
	}
	return w.h.moved(w.j, r, before, agreed(w.in.Consent))
}

// putLogin saves a login of a file.
func (w *importing) putLogin(r *vault.Record, p plan, id string, l vault.Login) error {
	c := wire.SavedCredential{ID: w.h.idFor(w.j, id)}
	if same := sameLogin(r, l); same != nil {
		c = *same
	}
	if _, known := provider.Get(l.Provider); l.Provider != "" && !known {
		w.out = append(w.out, wire.NewFinding("import_provider", "place", p.item.Place, "name", shownProvider(l.Provider)))
		l.Provider, l.Fields = "", nil
		if l.Token.Empty() {
			return nil
		}
	}
	form := savedForm{Title: l.Title, Provider: l.Provider, Kind: l.Kind, Fields: map[string]*string{}}
	if l.AutoRenew {
		form.AutoRenew = &l.AutoRenew
	}
	for name, value := range l.Fields {
		text := value.Reveal()
		form.Fields[name] = &text
	}
	if w.h.seedApart(w.j, r, form, c.ID) != nil {
		delete(form.Fields, seedField)
		w.out = append(w.out, wire.NewFinding("import_seed", "place", p.item.Place))
	}
	if l.Provider == "" {
		form.Fields = nil
	}
	if err := form.fit(); err != nil {
		return err
	}
	c.Who = first(l.Who, c.Who)
	if err := w.putToken(r, p, &c, l); err != nil {
		return err
	}
	return form.into(w.h, r, w.sealer, c, nil)
}

// putToken seals a token as it is. A text that nothing says to be one stays out.
func (w *importing) putToken(r *vault.Record, p plan, c *wire.SavedCredential, l vault.Login) error {
	if l.Token.Empty() {
		return nil
	}
	t := token.Parse(l.Token, w.h.now())
	if t.Format == wire.FormatUnknown && l.Kind == "" {
		w.out = append(w.out, wire.NewFinding("import_not_token", "place", p.item.Place))
		return nil
	}
	w.h.describeSaved(c, t)
	c.IssuedAt, c.ExpiresAt = first(c.IssuedAt, aTime(l.IssuedAt)), first(c.ExpiresAt, aTime(l.ExpiresAt))
	if err := r.Put(w.sealer, c.ID, vault.FieldRefresh, l.Refresh); err != nil {
		return err
	}
	return r.Put(w.sealer, c.ID, vault.FieldToken, t.Text)
}

// aTime is a time out of a file, "" for what is none.
func aTime(text string) string {
	if _, err := time.Parse(time.RFC3339, text); err != nil {
		return ""
	}
	return text
}

// shownProvider is the name of a way to log in as an error may show it.
func shownProvider(name string) string {
	if len(name) > 40 || !isToken(name) {
		return "?"
	}
	return name
}
