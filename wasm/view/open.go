package view

import (
	"encoding/json"
	"strings"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// Opened is the page's start. TabID is 0 for the active tab.
type Opened struct{ TabID int }

func (e Opened) apply(m *Model) []Effect {
	m.Place = Looking
	return append([]Effect{
		FindTab{e.TabID},
		RecallDraft{},
		m.ask(AskSelectors, "GET", "/v1/selectors", nil),
		m.ask(AskForms, "GET", "/v1/targets", nil),
		m.askPolicy(),
	}, m.askWays()...)
}

// TabFound is the browser's answer to FindTab.
type TabFound struct{ Tab Tab }

func (e TabFound) apply(m *Model) []Effect {
	m.Tab, m.typed = e.Tab, false
	left := m.about(e.Tab.Origin)
	return append(left, m.lookAt()...)
}

func (m *Model) lookAt() []Effect {
	switch scheme := schemeOf(m.Tab.URL); scheme {
	case "http", "https":
		return append(m.look(),
			append(m.askStores(), Recall{m.Tab.ID, m.Tab.Origin}, RecallCalls{}, m.askHeld())...)
	case "":
		return m.look() // to hear from the browser why it does not tell
	}
	return m.turnOut(Closed)
}

// TabShown says that another tab came to the front, or that this one shows
// another page: the panel follows.
type TabShown struct{ ID int }

func (e TabShown) apply(m *Model) []Effect {
	if e.ID != m.Tab.ID {
		m.Place, m.Remembered, m.Recognition = Looking, false, wire.Recognition{}
		m.Watch.Record = wire.Watch{}
	}
	m.Problem, m.Remembered = nil, m.Place == AtStore
	return []Effect{FindTab(e)}
}

// TabMissing says that the browser knows no such tab.
type TabMissing struct{}

func (TabMissing) apply(m *Model) []Effect { return m.turnOut(NoAccess) }

// look takes the snapshot as soon as both the tab and what to look for are known.
func (m *Model) look() []Effect {
	if m.Tab.ID == 0 || m.Selectors == nil {
		return nil
	}
	return []Effect{TakeSnapshot{m.Tab.ID, m.Selectors}}
}

func (m *Model) selectorsAnswered(e Answered) []Effect {
	v, problem := e.read()
	if problem != nil {
		m.Problem = problem
		return m.turnOut(Failed)
	}
	if m.Selectors = v.get("selectors").texts(); m.Selectors == nil {
		m.Selectors = map[string]string{}
	}
	if m.Place != Looking && !m.Remembered {
		return nil
	}
	return m.look()
}

// Remembered are the worker's records about this tab from the last time: the
// tab's own, and those of the credentials held for its origin.
type Remembered struct {
	Tab         json.RawMessage
	Credentials []json.RawMessage
}

// NoStores says that no store is saved: nothing has to be waited for.
type NoStores struct{}

func (NoStores) apply(m *Model) []Effect {
	waited := m.waits()
	m.Saved.None = true
	if waited {
		return m.firstFocus()
	}
	return nil
}

func (e Remembered) apply(m *Model) []Effect {
	v, ok := readRecord(e.Tab)
	r := readRecognition(v.get("recognition"))
	if !ok || m.Place != Looking || r.Magento != "yes" || r.Origin != m.Tab.Origin {
		return nil
	}
	m.Remembered = true
	m.recognised(r)
	for _, raw := range e.Credentials {
		if held, ok := readRecord(raw); ok {
			m.Card.held = append(m.Card.held, readCredential(held.get("credential")))
		}
	}
	m.gather()
	return m.firstFocus()
}

// SnapshotTaken is what the tab's page looks like: passed on, not looked into.
// URL is the page's own address, Mark what a panel's dialog would change.
type SnapshotTaken struct {
	Snapshot  json.RawMessage
	URL, Mark string
}

func (e SnapshotTaken) apply(m *Model) []Effect {
	if m.Tab.Origin != "" && OriginOf(e.URL) != m.Tab.Origin {
		return []Effect{FindTab{m.Tab.ID}} // it went on meanwhile
	}
	if m.InPage.As != "" && m.Place == AtStore {
		return m.sendPut(string(e.Snapshot))
	}
	if e.URL != m.pageURL {
		m.dialogs = 0
	}
	m.snapshot, m.pageURL, m.typed, m.mark = e.Snapshot, e.URL, false, e.Mark
	return append(m.about(OriginOf(e.URL)), m.recognise())
}

func (m *Model) recognise() Ask {
	body := new(object).raw("snapshot", string(m.snapshot))
	if m.typed {
		body.raw("typed", "true")
	}
	return m.ask(AskRecognise, "POST", "/v1/recognise", body.door(m.Login.front, OriginOf(m.pageURL)).body())
}

// SnapshotRefused says that the browser did not let Storekey look at the page:
// because no click gave it the tab, or because no extension may (Closed).
type SnapshotRefused struct{ Closed bool }

func (e SnapshotRefused) apply(m *Model) []Effect {
	// The popup's click gave it the tab: a page that it still may not see is one
	// that no extension may.
	m.InPage.As = ""
	if e.Closed || m.Shape == ShapePopup && m.Tab.URL == "" {
		return m.turnOut(Closed)
	}
	return m.turnOut(NoAccess)
}

// AddressGiven is a store's address, typed where the page is not one.
type AddressGiven struct{ Address string }

func (e AddressGiven) apply(m *Model) []Effect {
	address := strings.TrimSpace(e.Address)
	if address == "" {
		return m.want("address")
	}
	m.Wrong = ""
	if !strings.Contains(address, "://") {
		address = "https://" + address
	}
	m.Place, m.Problem = Looking, nil
	m.snapshot, m.pageURL, m.typed = new(object).str("url", address).body(), address, true
	effects := m.about(OriginOf(address))
	ask := m.recognise()
	ask.Origin = OriginOf(address)
	return append(effects, ask)
}

// TabLeft says that the tab was closed or shows another store now.
type TabLeft struct{}

func (TabLeft) apply(m *Model) []Effect {
	if m.Place != AtStore || m.typed {
		return nil
	}
	return m.lookedAgain()
}

// lookedAgain is a click on "Try again".
func (m *Model) lookedAgain() []Effect {
	m.Problem, m.Remembered = nil, false
	return Opened{m.Tab.ID}.apply(m)
}

func (m *Model) recogniseAnswered(e Answered) []Effect {
	remembered := m.Remembered
	m.Remembered = false
	v, problem := e.read()
	switch r := readRecognition(v); {
	case problem != nil && remembered:
		return nil // the next request will say what is wrong
	case problem != nil:
		m.Problem = problem
		if problem.Code == codeBasicAuth {
			m.Login.front = frontDoor{} // it did not open
		}
		return m.turnOut(Failed)
	case r.Magento != "yes":
		m.Recognition = r
		return append(m.turnOut(NotMagento), m.asSaved()...)
	default:
		effects := append(m.arrived(r, remembered), m.find())
		return append(effects, m.watchDialog()...)
	}
}

// arrived is at a store for certain.
func (m *Model) arrived(r wire.Recognition, remembered bool) []Effect {
	effects := m.about(r.Origin)
	m.recognised(r)
	if m.typed {
		effects = append(effects, append(m.askStores(), m.askHeld(), RecallCalls{})...)
	}
	if !remembered {
		effects = append(effects, m.firstFocus()...)
	}
	return append(effects, m.carried()...)
}

// asSaved takes a page for the saved store that it fits, though it does not look
// like one.
func (m *Model) asSaved() []Effect {
	r, there := m.savedHere()
	if !there {
		return nil
	}
	m.typed, m.pageURL = r.Origin != m.Tab.Origin, r.Store.BaseURL
	return append(m.arrived(r, false), m.find())
}

// find looks for tokens in the page, which is then let go.
func (m *Model) find() Ask {
	body := new(object).raw("snapshot", string(m.snapshot)).raw("store", writeStore(m.Recognition.Store)).body()
	m.snapshot = nil
	return m.ask(AskFind, "POST", "/v1/find", body)
}

// DoorOpened is the user and password for what stands in front of the store,
// typed where looking at the store already stopped there.
type DoorOpened struct {
	Username string
	Password secret.Text
}

func (e DoorOpened) apply(m *Model) []Effect {
	l := &m.Login
	if e.Username == "" || m.Place != Failed {
		return m.want("front-username")
	}
	m.Wrong = ""
	l.front = frontDoor{origin: OriginOf(m.pageURL), user: e.Username, password: e.Password}
	m.Place, m.Problem = Looking, nil
	ask := m.recognise()
	ask.Origin = OriginOf(m.pageURL)
	return []Effect{ask, SetValue{"front-password", ""}}
}

func (m *Model) recognised(r wire.Recognition) {
	m.Place, m.Problem, m.Recognition = AtStore, nil, r
	if !m.Login.KindChosen && (r.Kind == wire.KindAdmin || r.Kind == wire.KindCustomer) {
		m.Login.Kind = r.Kind
	}
	if m.Login.StoreView == "" {
		m.Login.StoreView = r.Store.StoreCode
	}
	m.pick()
}

// turnOut ends the looking without a store.
func (m *Model) turnOut(place Place) []Effect {
	m.Place, m.Remembered = place, false
	m.Recognition.Store = wire.Store{}
	if place == Closed || place == NoAccess {
		m.Credentials, m.Card, m.Save = nil, Card{}, Save{}
	}
	return m.noticeFocus()
}

// noticeFocus puts the focus on what helps where there is no store.
func (m *Model) noticeFocus() []Effect {
	switch {
	case m.Screen != Grab || m.Place == Closed:
		return nil
	case m.Place == NotMagento:
		return []Effect{Focus{"address"}}
	case m.Place == Failed && m.Problem.Code == codeBasicAuth:
		return []Effect{Focus{"front-username"}}
	}
	return []Effect{Focus{"look-again"}}
}

// firstFocus puts the focus where the hand wants to be, once it is known.
func (m *Model) firstFocus() []Effect {
	if m.Screen != Grab || !m.confirmed() {
		return nil
	}
	switch {
	case m.waits():
		return nil
	case m.showsOffer():
		return []Effect{Focus{"offer-renew"}, Focus{"offer-use"}}
	case m.showsCard() && m.headerFirst:
		return []Effect{Focus{"copy-curl"}, Focus{"copy-header"}}
	case m.showsCard():
		return []Effect{Focus{"another-login"}, Focus{"copy-curl"}, Focus{"copy-header"}, Focus{"copy-token"}}
	case m.showsSession():
		return []Effect{Focus{"session-use"}}
	}
	return []Effect{Focus{"password-anyway"}, Focus{"username"}}
}
