package view

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// Edit is the form of one saved store, with one of its logins.
type Edit struct {
	Open bool
	ID   string // empty for a new store
	// Values are what stands in the form, by the names of its fields; secrets are
	// not among them. They outlive the page.
	Values  map[string]string
	Changed bool
	Error   *wire.Error
	// Origins is the store being asked for its addresses; Found are those that it
	// told of on other hosts: they count only when the user adds them.
	Origins Job
	Found   []string
	// Hosts are where the saved secrets would go from now on: saving once more is
	// the yes to them.
	Hosts []string
	// Deleting says that the trash was pressed and asks.
	Deleting bool
}

// newLogin is the choice of a login that is not saved yet.
const newLogin = "new"

// DraftKey is where an unfinished form is kept until the browser closes.
const DraftKey = "ui:draft"

// FieldPrefix starts the names of the form's fields that come from the card of a
// way to log in.
const FieldPrefix = "field-"

// storeOpened opens a saved store, or with an empty ID the form for a new one.
func (m *Model) storeOpened(id string) []Effect {
	entry, _ := m.entry(id)
	m.List.Mode = ""
	if m.Toast.Undo == "" {
		m.Toast = Toast{}
	}
	m.Edit, m.Conn = Edit{Open: true, ID: entry.ID, Values: valuesOf(entry)}, Conn{}
	if entry.ID == "" {
		m.Edit.Values = m.newValues()
	}
	effects := append(m.askWays(), m.fillLogin(m.Edit.Values["login"])...)
	return append(effects, emptySecrets()...)
}

func emptySecrets() []Effect {
	return []Effect{SetValue{"edit-door-password", ""}, SetValue{"edit-door-headers", ""}, Focus{"edit-client"}}
}

func valuesOf(e *wire.StoreEntry) map[string]string {
	values := map[string]string{
		"client": e.Client, "name": e.Name, "url": e.Store.BaseURL, "stage": e.Stage, "store-view": e.Store.StoreCode,
		"origins": strings.Join(e.Origins[min(1, len(e.Origins)):], "\n"), "notes": e.Notes,
		"concurrency": strconv.Itoa(e.Concurrency), "login": "", "door-username": "", "color": "#808080", "own-color": strconv.FormatBool(e.Color != ""),
	}
	if e.Color != "" {
		values["color"] = e.Color
	}
	if len(e.Credentials) > 0 {
		values["login"] = e.Credentials[0].ID
	}
	return values
}

// newValues fills the form for a new store from the tab, where that is a store
// that is not saved yet.
func (m *Model) newValues() map[string]string {
	values := valuesOf(&wire.StoreEntry{Stage: wire.StageProduction})
	values["login"] = newLogin
	if m.Place == AtStore && len(m.here()) == 0 {
		for name, value := range m.guess(m.Recognition.Store) {
			values[name] = value
		}
	}
	return values
}

// fillLogin shows a saved login, or the fields of a new one.
func (m *Model) fillLogin(id string) []Effect {
	entry, c, there := m.login(wire.SavedRef{Store: m.Edit.ID, Credential: id})
	values := map[string]string{}
	for name, value := range m.Edit.Values {
		if !strings.HasPrefix(name, FieldPrefix) {
			values[name] = value
		}
	}
	switch {
	case there:
	case len(entry.Credentials) > 0 && id != newLogin:
		c = &entry.Credentials[0]
		id = c.ID
	case m.Edit.ID == "":
		id = newLogin
	case id != newLogin:
		id = ""
	}
	values["login"], values["provider"] = id, c.Provider
	if c.Provider == "" {
		values["provider"] = wire.KindAdmin
	}
	for name, field := range c.Fields {
		values[FieldPrefix+name] = field.Value
	}
	m.Edit.Values = values
	return []Effect{Fill{"edit", values}}
}

// way is the card of the form's way to log in.
func (m *Model) way() *wire.Card {
	for _, card := range m.Ways {
		if card.ID == m.Edit.Values["provider"] {
			return card
		}
	}
	return &wire.Card{}
}

// EditTyped is the form after a change, without its secrets.
type EditTyped struct{ Values map[string]string }

func (e EditTyped) apply(m *Model) []Effect {
	if !m.Edit.Open {
		return nil
	}
	before := m.Edit.Values["login"]
	m.Edit.Values, m.Edit.Changed, m.Edit.Error = e.Values, true, nil
	m.Edit.Hosts, m.Edit.Deleting = nil, false
	effects := []Effect{}
	if e.Values["login"] != before {
		effects = m.fillLogin(e.Values["login"])
	}
	return append(effects, Keep{DraftKey, m.draft()})
}

func (m *Model) draft() json.RawMessage {
	values := new(object)
	for name, value := range m.Edit.Values {
		values.str(name, value)
	}
	return new(object).raw("v", "1").str("id", m.Edit.ID).raw("values", values.String()).body()
}

// DraftFound is an unfinished form from the last time.
type DraftFound struct{ Draft json.RawMessage }

func (e DraftFound) apply(m *Model) []Effect {
	v, ok := readRecord(e.Draft)
	if values := v.get("values").texts(); ok && values != nil && !m.Edit.Open {
		m.Edit = Edit{Open: true, ID: v.str("id"), Values: values, Changed: true}
	}
	return nil
}

// editLeft closes the form and forgets what was not saved.
func (m *Model) editLeft() []Effect {
	m.Put, m.Seal = put{}, Seal{}
	return append(m.closeEdit(), Focus{"search"})
}

func (m *Model) closeEdit() []Effect {
	effects := m.cancelJob(&m.Edit.Origins)
	m.Edit = Edit{}
	effects = append(effects, m.testLeft()...)
	return append(effects, Keep{Key: DraftKey}, SetValue{"edit-door-password", ""}, SetValue{"edit-door-headers", ""})
}

// EditSubmitted is the form sent.
type EditSubmitted struct {
	Values  map[string]string
	Secrets map[string]secret.Text
}

func (e EditSubmitted) apply(m *Model) []Effect {
	if !m.Edit.Open || m.saving() {
		return nil
	}
	m.Edit.Values, m.Edit.Error = e.Values, nil
	if strings.TrimSpace(e.Values["url"]) == "" {
		return []Effect{Focus{"edit-url"}}
	}
	m.Put = put{edit: true, id: m.Edit.ID, store: m.storeWrite(e), login: m.loginWrite(e)}
	return m.putNext()
}

func (m *Model) storeWrite(e EditSubmitted) write {
	entry, _ := m.entry(m.Edit.ID)
	v := e.Values
	o := new(object).str("client", v["client"]).str("name", v["name"]).str("stage", v["stage"]).
		str("notes", v["notes"]).raw("origins", array(strings.Fields(v["origins"]), quote))
	if isDigit(v["concurrency"]) { // a number that the form does not offer stays as it is
		o.raw("concurrency", v["concurrency"])
	}
	if v["own-color"] == "true" {
		o.str("color", v["color"])
	} else {
		o.str("color", "")
	}
	store := entry.Store
	if v["url"] != store.BaseURL {
		o.str("url", v["url"])
		store = wire.Store{}
	} else {
		store.StoreCode = v["store-view"]
		o.raw("store", writeStore(store))
	}
	if len(m.Edit.Hosts) > 0 {
		o.raw("consent", array(m.Edit.Hosts, func(host string) string { return quote("host:" + host) }))
	}
	bare := o.String()
	whole := bare
	if door, typed := doorWrite(v["door-username"], e.Secrets["door-password"], e.Secrets["door-headers"]); typed {
		whole = o.raw("door", door).String()
	}
	w := write{"POST", "", secret.New(whole), secret.New(bare)}
	if m.Edit.ID != "" {
		w.method, w.path = "PUT", "/"+escape(m.Edit.ID)
	}
	return w
}

func isDigit(choice string) bool {
	return len(choice) == 1 && choice[0] >= '0' && choice[0] <= '9'
}

// loginWrite saves the login of the form. A secret left empty stays as it is.
func (m *Model) loginWrite(e EditSubmitted) write {
	login := e.Values["login"]
	if login == "" {
		return write{}
	}
	bare, whole, typed := new(object), new(object), login != newLogin
	for _, f := range m.way().Fields {
		if f.Step > 1 {
			continue
		}
		if !f.Secret {
			value := e.Values[FieldPrefix+f.Name]
			bare.str(f.Name, value)
			whole.str(f.Name, value)
			typed = typed || value != ""
		} else if text := e.Secrets[FieldPrefix+f.Name]; !text.Empty() {
			whole.str(f.Name, text.Reveal())
			typed = true
		}
	}
	if !typed {
		return write{}
	}
	way := e.Values["provider"]
	w := write{"POST", "", secret.New(loginBody(way, whole)), secret.New(loginBody(way, bare))}
	if login != newLogin {
		w.method, w.path = "PUT", "/"+escape(login)
	}
	return w
}

func loginBody(way string, fields *object) string {
	return new(object).str("provider", way).raw("fields", fields.String()).String()
}

// fieldID is the field that an error is about.
func fieldID(e *wire.Error) string {
	ids := map[string]string{
		"name": "edit-name", "client": "edit-client", "store": "edit-url", "origins": "edit-origins",
		"notes": "edit-notes",
	}
	if e.Code == "store_name_taken" {
		return "edit-name"
	}
	if id := ids[e.Params["field"]]; id != "" {
		return id
	}
	return "edit-url"
}

// originsWanted is a click on "Take from the store".
func (m *Model) originsWanted() []Effect {
	entry, there := m.entry(m.Edit.ID)
	if !there || m.Edit.Origins.Busy() {
		return nil
	}
	m.Edit.Error = nil
	for _, c := range m.Credentials {
		if c.Token.Kind != wire.KindCustomer && !isExpired(c.Token, m.Now) && c.Origin == OriginOf(entry.Store.BaseURL) {
			body := m.placeBody().raw("credential", writeRef(wire.CredentialRef{Ref: c.Ref})).body()
			ask := m.ask(AskOrigins, "POST", "/v1/stores/"+escape(entry.ID)+"/origins", body)
			ask.Origin = c.Origin
			return m.start(&m.Edit.Origins, ask)
		}
	}
	m.Edit.Error = &wire.Error{Code: codeNoToken}
	return []Effect{Reveal{"edit-problem"}}
}

// codeSeedBeside says that an authenticator key would lie beside its password.
const codeSeedBeside = "seed_beside_password"

// seedAllowed switches that on, and saves again what is typed.
func (m *Model) seedAllowed() []Effect {
	if !m.seedAsked() {
		return nil
	}
	m.Edit.Error, m.Put.seed = nil, true
	return append(m.seedTurned("true"), Focus{"edit-go"})
}

// seedAsked reports whether nothing but that stands in the way of what is typed.
func (m *Model) seedAsked() bool {
	return m.Edit.Error != nil && m.Edit.Error.Code == codeSeedBeside && m.Put.login.method != ""
}

// codeNoToken says that a store tells its addresses only to a token.
const codeNoToken = "page_no_token"

// EditOrigin is the origin that OriginsWanted asks.
func (m Model) EditOrigin() string {
	entry, _ := m.entry(m.Edit.ID)
	return OriginOf(entry.Store.BaseURL)
}

func (m *Model) originsAnswered(e Answered) []Effect {
	m.Edit.Origins = Job{}
	v, problem := e.read()
	if problem != nil {
		m.Edit.Error = problem
		return []Effect{Reveal{"edit-problem"}}
	}
	m.keepEntry(readEntry(v.get("entry")))
	m.Edit.Found = nil
	var own []string
	for _, found := range v.get("found").items {
		if url := found.str("url"); found.yes("saved") {
			own = append(own, url)
		} else {
			m.Edit.Found = append(m.Edit.Found, url)
		}
	}
	return m.addOrigins(own...)
}

// originAdded is a click on an address that the store told of.
func (m *Model) originAdded(url string) []Effect {
	var rest []string
	for _, found := range m.Edit.Found {
		if found != url {
			rest = append(rest, found)
		}
	}
	m.Edit.Found = rest
	return m.addOrigins(url)
}

// addOrigins writes addresses into the form.
func (m *Model) addOrigins(urls ...string) []Effect {
	lines := strings.Fields(m.Edit.Values["origins"])
	for _, url := range urls {
		if url != m.Edit.Values["url"] && !holds(lines, url) {
			lines = append(lines, url)
		}
	}
	values := map[string]string{}
	for name, value := range m.Edit.Values {
		values[name] = value
	}
	values["origins"] = strings.Join(lines, "\n")
	m.Edit.Values, m.Edit.Changed = values, true
	return []Effect{SetValue{"edit-origins", values["origins"]}, Keep{DraftKey, m.draft()}}
}

func holds(lines []string, line string) bool {
	for _, l := range lines {
		if l == line {
			return true
		}
	}
	return false
}

// originsCancelled is a click on Cancel.
func (m *Model) originsCancelled() []Effect {
	m.drop(AskOrigins)
	return m.cancelJob(&m.Edit.Origins)
}
