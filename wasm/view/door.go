package view

import (
	"strings"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// frontDoor is what opens whatever stands in front of one origin: the user and
// password of HTTP Basic, and header lines such as an access proxy wants.
type frontDoor struct {
	origin, user      string
	password, headers secret.Text
}

func (d frontDoor) empty() bool {
	return d.user == "" && d.password.Empty() && strings.TrimSpace(d.headers.Reveal()) == ""
}

// body is the door as a call carries it.
func (d frontDoor) body() string {
	return new(object).opt("username", d.user).opt("password", d.password.Reveal()).opt("headers", d.headers.Reveal()).String()
}

// stoppedAtDoor are the codes of answers that came from something in front of the
// store: what it wants can be given in the form.
var stoppedAtDoor = map[string]bool{
	codeBasicAuth: true, "access_proxy": true, "bot_challenge": true, "agent_blocked": true, "waf_page": true,
	"login_page": true, "door_refused": true, "door_header_refused": true,
}

// doorWanted opens the form for the front door.
func (m *Model) doorWanted() []Effect {
	effects := []Effect{}
	if m.Screen != Check {
		effects = m.choose(Check)
	}
	return append(effects, Unfold{"check-door"}, Focus{"check-door-username"})
}

// DoorSet is the front door's form, sent: for this tab, until it leaves the store.
type DoorSet struct {
	Username          string
	Password, Headers secret.Text
}

func (e DoorSet) apply(m *Model) []Effect {
	door := frontDoor{m.doorOrigin(), strings.TrimSpace(e.Username), e.Password, e.Headers}
	if door.origin == "" {
		return nil
	}
	if door.empty() {
		return m.doorForgotten()
	}
	m.Login.front = door
	effects := emptyDoor()
	stopped := m.stoppedAtDoor()
	m.Inspection.Error = nil
	if m.Place == Failed && m.snapshot != nil && door.origin == OriginOf(m.pageURL) {
		m.Place, m.Problem = Looking, nil
		ask := m.recognise()
		ask.Origin = door.origin
		effects = append(effects, ask)
	} else if stopped && m.canAsk() {
		effects = append(effects, m.askedStore()...)
	}
	return effects
}

func emptyDoor() []Effect {
	return []Effect{SetValue{"check-door-password", ""}, SetValue{"check-door-headers", ""}}
}

// doorForgotten drops what was typed.
func (m *Model) doorForgotten() []Effect {
	m.Login.front = frontDoor{}
	return append(emptyDoor(), SetValue{"check-door-username", ""}, Focus{"check-door-username"})
}

// doorOrigin is the origin that the form is for.
func (m *Model) doorOrigin() string {
	if at := m.asksAt(); at.origin != "" {
		return at.origin
	}
	return m.storeOrigin()
}

// DoorOrigin is where the next request through the door goes.
func (m Model) DoorOrigin() string { return m.doorOrigin() }

// stoppedAtDoor reports whether the last question was answered by something in
// front of the store.
func (m *Model) stoppedAtDoor() bool {
	i := m.Inspection
	switch {
	case i.Error != nil:
		return stoppedAtDoor[i.Error.Code]
	case i.Report != nil:
		return stoppedAtDoor[i.Report.Reason]
	}
	return m.Place == Failed && m.Problem != nil && stoppedAtDoor[m.Problem.Code]
}

// DoorPanel is the form for what stands in front of the store.
type DoorPanel struct {
	Shown bool
	// State says what is in use, Note for whom the form is.
	State, Note string
	Used        bool
}

func (m *Model) drawDoor(w Words) DoorPanel {
	origin := m.doorOrigin()
	if origin == "" {
		return DoorPanel{}
	}
	p := DoorPanel{Shown: true, Note: w("doorFor", host(origin)), State: w("doorNone")}
	if d := m.Login.front; !d.empty() && d.origin == origin {
		p.Used, p.State = true, w("doorInUse")
	} else if m.savedDoor(origin) {
		p.State = w("doorSavedState")
	}
	return p
}

// savedDoor reports whether a saved store at that origin has a front door.
func (m *Model) savedDoor(origin string) bool {
	for _, e := range m.Saved.List {
		if e.HasDoor && savedOrigin(e) == origin {
			return true
		}
	}
	return false
}

// doorMark is the word in the store bar where something stands in front.
func (m *Model) doorMark(w Words) string {
	origin := m.storeOrigin()
	switch d := m.Login.front; {
	case m.Place != AtStore:
		return ""
	case !d.empty() && d.origin == origin || m.savedDoor(origin):
		return w("doorTitle")
	}
	return ""
}

// panelAsked asks with the panel login of the tab, which goes beside HTTP Basic.
func (m *Model) panelAsked() []Effect {
	for _, c := range m.Credentials {
		if c.Area == areaPanel && c.Origin == m.storeOrigin() {
			m.Card.Ref, m.Card.Chosen = c.Ref, true
			return m.checkPressed()
		}
	}
	m.Screen = Grab
	return m.sessionUsed()
}

// canAskPanel reports whether the tab has a panel login to ask with.
func (m *Model) canAskPanel() bool {
	if m.sessionArea() == areaPanel {
		return true
	}
	for _, c := range m.Credentials {
		if c.Area == areaPanel && c.Origin == m.storeOrigin() && c.Ref != m.Inspection.Ref {
			return true
		}
	}
	return false
}

// doorWrite is the front door in a call that saves a store, where one was typed.
func doorWrite(username string, password, headers secret.Text) (string, bool) {
	d := frontDoor{user: username, password: password, headers: headers}
	return d.body(), !d.empty()
}

// frontAt is the door that was typed for a store.
func (m *Model) frontAt(s wire.Store) (frontDoor, bool) {
	d := m.Login.front
	return d, !d.empty() && d.origin == OriginOf(s.RestURL)
}
