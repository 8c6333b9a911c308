package view

import (
	"strings"

	"github.com/storekey/storekey/core/wire"
)

// Pressed is a click on a button, or its key. ID is the button's; Of says which
// line of a list it stands in.
type Pressed struct{ ID, Of string }

func (e Pressed) apply(m *Model) []Effect {
	p, _ := pressOf(e.ID)
	switch {
	case p.do != nil:
		return p.do(m)
	case p.with != nil:
		return p.with(m, p.of+e.Of)
	}
	return nil
}

// press is what a button does. A table of them is data, where an event of its
// own for each would be code.
type press struct {
	id   string
	do   func(*Model) []Effect
	with func(*Model, string) []Effect // with of, or with what the line says
	of   string
	asks asks
}

// asks is whose leave a button needs from the browser before anything else.
type asks int

const (
	asksNothing   asks = iota
	asksStore          // the store that the page is about
	asksAgreed         // the store, or the host that the error names
	asksUpkeep         // the same for the credential on the card
	asksCard           // the store of the credential on the card
	asksChecked        // the store that is asked about the token
	asksEdited         // the saved store in the form
	asksSite           // the tab's site, beyond what the click on the button gave
	asksAPI            // the API host that the page names
	asksUsed           // the store that the request goes to
	asksClipboard      // the clipboard
)

// Asks is the origin that the browser's leave is to be asked for in the click
// itself, before anything that waits; empty for none. site says that the access
// which the toolbar click gave is not enough: cookies and observed requests want
// the site's own permission.
func (m Model) Asks(e Pressed) (origin string, site bool) {
	p, _ := pressOf(e.ID)
	switch p.asks {
	case asksStore:
		return m.storeOrigin(), false
	case asksUpkeep:
		c, _ := m.credential(m.Upkeep.Ref)
		return elsewhereIn(m.Upkeep.Ask, c.Origin), false
	case asksAgreed:
		return m.agreedOrigin(), false
	case asksCard:
		c, _ := m.credential(m.Card.Ref)
		return c.Origin, c.Token.Kind == wire.KindSession
	case asksChecked:
		c, _ := m.credential(m.Inspection.Ref)
		return m.asksAt().origin, c.Token.Kind == wire.KindSession
	case asksEdited:
		return m.EditOrigin(), false
	case asksSite:
		return m.Tab.Origin, true
	case asksUsed:
		return m.requestOrigin()
	case asksAPI:
		return m.apiOrigin(), true
	}
	return "", false
}

// AsksClipboard reports whether the button needs the browser's leave to look at the
// clipboard.
func (m Model) AsksClipboard(e Pressed) bool {
	p, _ := pressOf(e.ID)
	return p.asks == asksClipboard
}

// Escape is the button that the Escape key stands for now: it cancels what runs,
// or goes a step back. With none it is left to the browser, which closes the
// popup.
func (m Model) Escape() string {
	switch {
	case m.Inspection.Job.Busy():
		return "check-cancel"
	case m.Inspection.Access.Job.Busy():
		return "rights-cancel"
	case m.Inspection.Doctor.Job.Busy():
		return "doctor-cancel"
	case m.Screen == Use && m.drawGuard(noWords).Shown:
		return "guard-no"
	case m.Screen == Use && m.Finder.finding():
		return "find-clear"
	case m.Screen == Use && m.Request.Ticket.Open:
		return "ticket-close"
	case m.Screen == Use && m.Request.Sending.Job.Busy():
		return "send-cancel"
	case m.Login.Job.Busy():
		return "login-cancel"
	case m.Screen == Stores && m.Conn.Job.Busy():
		return "conn-cancel"
	case m.drawSeal(noWords).Cancel:
		return "seal-cancel"
	case m.Screen == Stores && m.moving():
		return m.moveEscape()
	case m.Screen != Grab:
	case m.Save.Open:
		return "save-leave"
	case m.Login.CodeStep:
		return "code-back"
	case m.Login.Way != "" && !m.showsCard():
		return "way-back"
	}
	return ""
}

func noWords(string, ...string) string { return "" }

// Presses reports whether the page has a button of that name.
func Presses(id string) bool {
	_, there := pressOf(id)
	return there
}

func pressOf(id string) (press, bool) {
	for i := range presses {
		if presses[i].id == id {
			return presses[i], true
		}
	}
	return press{}, false
}

var presses = []press{
	{id: "tab-grab", with: (*Model).chooseNamed, of: string(Grab)},
	{id: "tab-check", with: (*Model).chooseNamed, of: string(Check)},
	{id: "tab-use", with: (*Model).chooseNamed, of: string(Use)},
	{id: "tab-stores", with: (*Model).chooseNamed, of: string(Stores)},
	{id: "go-grab", with: (*Model).chooseNamed, of: string(Grab)},
	{id: "use-token", with: (*Model).chooseNamed, of: string(Use)},
	{id: "open-tab", do: (*Model).tabWanted},
	{id: "open-panel", do: (*Model).panelWanted},
	{id: "look-again", do: (*Model).lookedAgain},

	{id: "copy-token", with: (*Model).copyCard, of: "token"},
	{id: "copy-header", with: (*Model).copyCard, of: "header"},
	{id: "copy-curl", with: (*Model).copyCard, of: "curl"},
	{id: "show-token", do: (*Model).eyePressed},
	{id: "check-token", do: (*Model).checkPressed, asks: asksCard},
	{id: "another-login", do: (*Model).anotherLogin},
	{id: "back-to-card", do: (*Model).backToCard},
	{id: "forget", do: (*Model).forgetPressed},
	{id: "choose", with: (*Model).credentialChosen},
	{id: "copy-row", with: (*Model).copyRow},

	{id: "copy-part", with: (*Model).copyPart},
	{id: "password-anyway", do: (*Model).passwordAnyway},

	{id: "session-use", do: (*Model).sessionUsed, asks: asksSite},
	{id: "session-cancel", do: (*Model).sessionCancelled},
	{id: "api-yes", do: (*Model).apiUsed, asks: asksAPI},
	{id: "watch-start", do: (*Model).watchPressed, asks: asksSite},
	{id: "watch-stop", do: (*Model).watchStopped},
	{id: "put-token", with: (*Model).putPressed, of: putToken},
	{id: "put-expired", with: (*Model).putPressed, of: putExpired},
	{id: "put-back", with: (*Model).putPressed, of: putBack},
	{id: "put-ask-yes", do: (*Model).putAgreed},
	{id: "put-ask-no", do: (*Model).putDeclined},
	{id: "give-back", with: (*Model).givenBack},

	{id: "way", with: (*Model).wayChosen},
	{id: "way-back", do: (*Model).wayLeft},
	{id: "more-ways", do: (*Model).moreWays},
	{id: "uses-log-in", do: (*Model).usesWanted},
	{id: "as-customer-go", do: (*Model).asCustomerPressed, asks: asksStore},
	{id: "as-customer-cancel", do: (*Model).asCustomerCancelled},
	{id: "renew-card", do: (*Model).cardRenewed, asks: asksCard},
	{id: "upkeep-cancel", do: (*Model).upkeepCancelled},
	{id: "revoke", do: (*Model).revokePressed, asks: asksCard},
	{id: "revoke-ask-yes", do: (*Model).revokeAgreed, asks: asksUpkeep},
	{id: "revoke-ask-no", do: (*Model).revokeDeclined},
	{id: "send-sms", with: (*Model).codeSent, of: "sms"},
	{id: "send-call", with: (*Model).codeSent, of: "call"},
	{id: "send-app", with: (*Model).codeSent, of: factorOneTouch},
	{id: "app-go", do: (*Model).appConfirmed},
	{id: "use-key", do: (*Model).keyUsed},
	{id: "start-again", do: (*Model).codeLeft},
	{id: "code-back", do: (*Model).codeLeft},
	{id: "ask-yes", do: (*Model).agreed, asks: asksStore},
	{id: "ask-no", do: (*Model).declined},
	{id: "refusal-action", do: (*Model).agreed, asks: asksAgreed},
	{id: "refusal-close", do: (*Model).declined},
	{id: "login-cancel", do: (*Model).loginCancelled},
	{id: "code-cancel", do: (*Model).loginCancelled},

	{id: "ask-store", do: (*Model).askedStore, asks: asksChecked},
	{id: "take", do: (*Model).cardTaken},
	{id: "change", do: (*Model).boxEmptied},
	{id: "check-ask-yes", do: (*Model).checkAgreed, asks: asksChecked},
	{id: "check-ask-no", do: (*Model).checkDeclined},
	{id: "check-cancel", do: (*Model).checkCancelled},
	{id: "renew", do: (*Model).renewPressed},
	{id: "ask-panel", do: (*Model).panelAsked, asks: asksSite},
	{id: "copy-report", do: (*Model).reportCopied},
	{id: "rights-ask", do: (*Model).rightsWanted, asks: asksChecked},
	{id: "rights-cancel", do: (*Model).rightsCancelled},
	{id: "copy-rights", do: (*Model).rightsCopied},
	{id: "rights-show", with: (*Model).rightsShown},
	{id: "rights-more", with: (*Model).moreLeaves},
	{id: "leaf", with: (*Model).leafPressed},
	{id: "door-open", do: (*Model).doorWanted},
	{id: "door-forget", do: (*Model).doorForgotten},
	{id: "doctor-ask", do: (*Model).doctorAsked, asks: asksChecked},
	{id: "doctor-cancel", do: (*Model).doctorCancelled},

	{id: "show-request", do: (*Model).requestEyePressed},
	{id: "copy-request", do: (*Model).requestCopied},
	{id: "find-clear", do: (*Model).findCleared},
	{id: "find-down", with: (*Model).findMoved, of: "down"},
	{id: "find-up", with: (*Model).findMoved, of: "up"},
	{id: "find-open", with: (*Model).foundChosen},
	{id: "recent", do: (*Model).recentTurned},
	{id: "recent-forget", do: (*Model).recentForgotten},
	{id: "pasted-check", do: (*Model).pastedChecked},
	{id: "pasted-leave", do: (*Model).pastedLeft},
	{id: "filter-and", with: (*Model).filterAdded, of: "and"},
	{id: "filter-or", with: (*Model).filterAdded, of: "or"},
	{id: "filter-drop", with: (*Model).filterDropped},
	{id: "fault-data", do: (*Model).faultShown},
	{id: "fault-variables", do: (*Model).faultShown},
	{id: "lists-ask", do: (*Model).listsWanted, asks: asksUsed},
	{id: "soap-ask", do: (*Model).soapAsked, asks: asksUsed},
	{id: "example-keep", do: (*Model).exampleKept},
	{id: "send", do: (*Model).sendPressed, asks: asksUsed},
	{id: "send-ask-yes", do: (*Model).sendAgreed, asks: asksUsed},
	{id: "send-ask-no", do: (*Model).sendDeclined},
	{id: "send-cancel", do: (*Model).sendCancelled},
	{id: "send-next", do: (*Model).nextSent, asks: asksUsed},
	{id: "guard-no", do: (*Model).sendDeclined},
	{id: "answer-close", do: (*Model).answerLeft},
	{id: "copy-answer", do: (*Model).answerCopied},
	{id: "save-answer", do: (*Model).answerSaved},
	{id: "ticket-open", do: (*Model).ticketWanted},
	{id: "ticket-turn", with: (*Model).replacementTurned},
	{id: "copy-ticket", do: (*Model).ticketCopied},
	{id: "ticket-close", do: (*Model).ticketLeft},

	{id: "offer-use", do: (*Model).usePressed},
	{id: "offer-renew", do: (*Model).renewSaved, asks: asksStore},
	{id: "offer-cancel", do: (*Model).loginCancelled},
	{id: "offer-leave", do: (*Model).offerLeft},
	{id: "login", with: (*Model).loginChosen},
	{id: "save-open", do: (*Model).savePressed},
	{id: "save-leave", do: (*Model).saveLeft},
	{id: "undo", do: (*Model).undone},

	{id: "seal-cancel", do: (*Model).sealLeft},
	{id: "seal-bare", do: (*Model).putBare},
	{id: "seal-give-up", do: (*Model).sealGivenUp},
	{id: "set-phrase", do: (*Model).passphraseWanted},
	{id: "change-phrase", do: (*Model).passphraseWanted},
	{id: "lock", do: (*Model).locked},

	{id: "store", with: (*Model).storeChosen},
	{id: "client", with: (*Model).clientTurned},
	{id: "new-store", with: (*Model).storeOpened},
	{id: "paste-list", with: (*Model).modeChosen, of: modeCSV},
	{id: "paste-list-first", with: (*Model).modeChosen, of: modeCSV},
	{id: "edit-hosts", with: (*Model).modeChosen, of: modeHosts},
	{id: "csv-back", with: (*Model).modeChosen},
	{id: "hosts-back", with: (*Model).modeChosen},
	{id: "hosts-reset", do: (*Model).hostsReset},

	{id: "import-open", do: (*Model).importWanted},
	{id: "import-first", do: (*Model).importWanted},
	{id: "import-tab", do: (*Model).importInTab},
	{id: "export-all", do: (*Model).exportWanted},
	{id: "export-store", do: (*Model).storeExported},
	{id: "lend-card", do: (*Model).cardLent},
	{id: "lend-saved", do: (*Model).savedLent},
	{id: "lent-use", do: (*Model).lentUsed},
	{id: "edit-seed", do: (*Model).seedAllowed},
	{id: "move-back", do: (*Model).moveLeft},
	{id: "move-other", do: (*Model).otherFile},
	{id: "move-turn", with: (*Model).moveTurned},
	{id: "move-ask-yes", do: (*Model).moveAgreed},
	{id: "move-ask-no", do: (*Model).moveDeclined},
	{id: "move-cancel", do: (*Model).moveCancelled},
	{id: "save-file", with: (*Model).fileSaved},
	{id: copyFile, with: (*Model).fileCopied},

	{id: "edit-back", do: (*Model).editLeft},
	{id: "edit-leave", do: (*Model).editLeft},
	{id: "edit-delete", do: (*Model).storeDeleted},
	{id: "delete-yes", do: (*Model).deleteAgreed},
	{id: "delete-no", do: (*Model).deleteDropped},
	{id: "edit-forget", do: (*Model).loginForgotten},
	{id: "edit-take", do: (*Model).originsWanted, asks: asksEdited},
	{id: "edit-cancel", do: (*Model).originsCancelled},
	{id: "add-origin", with: (*Model).originAdded},
	{id: "clip-yes", do: (*Model).clipAllowed, asks: asksClipboard},
	{id: "clip-no", do: (*Model).clipDeclined},
	{id: "clip-back", do: (*Model).clipGivenBack},
	{id: "clip-allow", do: (*Model).clipAllowed, asks: asksClipboard},
	{id: "conn-cancel", do: (*Model).testLeft},
	{id: "conn-ask-yes", do: (*Model).testAgreed, asks: asksEdited},
	{id: "conn-ask-no", do: (*Model).testLeft},
	{id: "conn-next", with: (*Model).testNext, asks: asksEdited},
}

func (m *Model) chooseNamed(screen string) []Effect { return m.choose(Screen(screen)) }

// storeChosen opens the saved store of a line.
func (m *Model) storeChosen(of string) []Effect { return m.storeOpened(readSavedRef(of).Store) }

// A line of saved stores names its store, and its login behind that.
func writeSavedRef(ref wire.SavedRef) string {
	return strings.TrimSuffix(ref.Store+" "+ref.Credential, " ")
}

func readSavedRef(of string) wire.SavedRef {
	store, credential, _ := strings.Cut(of, " ")
	return wire.SavedRef{Store: store, Credential: credential}
}

// Changed is a field that counts as soon as it changes, with what it holds now.
type Changed struct{ ID, Value string }

func (e Changed) apply(m *Model) []Effect {
	for i := range changes {
		if changes[i].id == e.ID {
			return changes[i].with(m, e.Value)
		}
	}
	return nil
}

// Changes are the fields whose changes are told at once, by the browser's event.
func Changes(yield func(id, event string)) {
	for i := range changes {
		if changes[i].event != "" {
			yield(changes[i].id, changes[i].event)
		}
	}
}

var changes = []struct {
	id, event string
	with      func(*Model, string) []Effect
}{
	{"kind-admin", "change", (*Model).kindChosen},
	{"kind-customer", "change", (*Model).kindChosen},
	{"store-view", "change", (*Model).storeViewChosen},
	{"factor-google", "change", (*Model).factorChosen},
	{"factor-authy", "change", (*Model).factorChosen},
	{"factor-duo_security", "change", (*Model).factorChosen},
	{"factor-u2fkey", "change", (*Model).factorChosen},
	{"auto-renew", "change", (*Model).autoRenewChosen},
	{"paste", "input", (*Model).pasted},
	{"token-index", "change", (*Model).tokenChosen},
	{"check-where", "change", (*Model).whereChosen},
	{"check-address", "input", (*Model).addressTyped},
	{"check-route", "input", (*Model).routeChosen},
	{"rights-search", "input", (*Model).rightsSearched},
	{"request-credential", "change", (*Model).credentialPicked},
	{"scope", "change", (*Model).scopeChosen},
	{"find", "input", (*Model).sought},
	{"find-mine", "change", (*Model).mineTurned},
	{"protocol-rest", "change", (*Model).protocolTurned},
	{"protocol-graphql", "change", (*Model).protocolTurned},
	{"protocol-soap", "change", (*Model).protocolTurned},
	{"soap-operation", "change", (*Model).operationChosen},
	{"path", "", (*Model).pathLeft}, // told by key or paste
	{"graphql-example", "change", (*Model).exampleChosen},
	{"body-required", "change", (*Model).bodyChosen},
	{"body-whole", "change", (*Model).bodyChosen},
	{"mode-now", "change", (*Model).modeTurned},
	{"mode-async", "change", (*Model).modeTurned},
	{"mode-bulk", "change", (*Model).modeTurned},
	{"secret", "change", (*Model).secretChosen},
	{"form", "change", (*Model).formChosen},
	{"save-into", "change", (*Model).intoChosen},
	{"idle", "change", (*Model).idleChosen},
	{"move-format", "change", (*Model).moveFormat},
	{"move-secrets", "change", (*Model).moveSecrets},
	{"move-address", "change", (*Model).moveAddress},
	{"move-plain", "change", (*Model).moveTicked},
	{"move-trust", "change", (*Model).moveTrusted},
	{"search", "input", (*Model).searched},
	{"watch-minutes", "change", (*Model).watchMinutes},
	{"copy-at-once", "change", (*Model).copyAtOnce},
	{"clip-seconds", "change", (*Model).clipSecondsChosen},
	{"clip-bearer", "change", (*Model).clipBearerTurned},
	{"seed-beside", "change", (*Model).seedTurned},
}
