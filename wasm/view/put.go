package view

import (
	"encoding/json"
	"slices"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// put is what is being saved: a store, a login in it, or both, one call after
// the other.
type put struct {
	// edit says that the Stores screen saves, not the card.
	edit  bool
	id    string // of the store, once it is known
	store write
	login write
	bare  bool // without anything secret
	test  bool // and then the connection is tested
	seed  bool // waits for the leave to keep an authenticator key beside its password
}

// write is one call, with secrets and without: without a passphrase nothing
// secret can be saved.
type write struct {
	method, path string
	whole, bare  secret.Text // the bodies
}

func (w write) secrets() bool { return w.method != "" && !w.whole.Equal(w.bare) }

func (w write) body(bare bool) json.RawMessage {
	text := w.whole
	if bare {
		text = w.bare
	}
	return json.RawMessage(text.Reveal())
}

// codeAddressConsent says that saved secrets would go to another host.
const codeAddressConsent = "address_consent"

// saving reports whether a call that saves is under way.
func (m *Model) saving() bool { return m.asked[AskPutStore] != "" || m.asked[AskPutLogin] != "" }

// putNext makes the next call, once the seal is open for it.
func (m *Model) putNext() []Effect {
	p := &m.Put
	p.bare = p.bare || m.Policy.NoSaving
	secrets := p.store.secrets() || p.login.secrets()
	switch {
	case secrets && !p.bare && m.Saved.Vault.State != wire.VaultOpen:
		return m.wantSeal(thenPut)
	case p.store.method != "":
		return []Effect{m.ask(AskPutStore, p.store.method, "/v1/stores"+p.store.path, p.store.body(p.bare))}
	case p.login.method != "":
		path := "/v1/stores/" + escape(p.id) + "/credentials" + p.login.path
		return []Effect{m.ask(AskPutLogin, p.login.method, path, p.login.body(p.bare))}
	}
	return m.putDone()
}

// putBare saves without anything secret.
func (m *Model) putBare() []Effect {
	if m.Seal.then != thenPut {
		return nil
	}
	m.Seal = Seal{}
	m.Put.bare = true
	return append(emptySeal(), m.putNext()...)
}

func (m *Model) putAnswered(e Answered) []Effect {
	v, problem := e.read()
	switch {
	case problem == nil:
	case m.sealedAgain(problem):
		return m.wantSeal(thenPut)
	case m.Put.edit:
		m.Edit.Error = problem
		if problem.Code == codeAddressConsent {
			m.Edit.Hosts = append(slices.Clone(m.Edit.Hosts), problem.Params["host"])
			return []Effect{Focus{"edit-go"}, Reveal{"edit-problem"}}
		}
		if m.seedAsked() {
			return []Effect{Focus{"edit-seed"}, Reveal{"edit-seed"}}
		}
		return []Effect{Focus{fieldID(problem)}, Reveal{"edit-problem"}}
	default:
		m.Save.Error = problem
		return []Effect{Reveal{"save-problem"}}
	}
	m.keepEntry(readEntry(v))
	if e.What == AskPutStore {
		m.Put.id, m.Put.store = v.str("id"), write{}
		// A second try does not save the store a second time.
		if m.Put.edit {
			m.Edit.ID = m.Put.id
		} else {
			m.Save.Into = m.Put.id
		}
	} else {
		m.Put.login = write{}
	}
	return m.putNext()
}

// keepEntry puts what was just saved in the list, until the list comes anew.
func (m *Model) keepEntry(now *wire.StoreEntry) {
	list := append([]*wire.StoreEntry(nil), m.Saved.List...)
	for i := range list {
		if list[i].ID == now.ID {
			now.Matches = list[i].Matches
			list[i], m.Saved.List = now, list
			return
		}
	}
	m.Saved.List = append(list, now)
}

func (m *Model) putDone() []Effect {
	p := m.Put
	e, _ := m.entry(p.id)
	m.Put = put{}
	m.Toast = Toast{What: toastSaved, Name: e, Until: m.Now.Add(toastFor)}
	if p.bare {
		m.Toast.What = toastSavedBare
	}
	effects := append(m.askStores(), m.heldAgain()...)
	if p.edit && p.test {
		return append(effects, m.testSaved()...)
	}
	if p.edit {
		return append(append(effects, m.closeEdit()...), Focus{"search"})
	}
	m.Save, m.Login.typed = Save{}, secret.Text{}
	return append(effects, SetValue{"save-password", ""}, Focus{"copy-token"})
}

// heldAgain asks for what is held for this tab: it knows now where it is saved.
func (m *Model) heldAgain() []Effect { return CredentialsChanged{}.apply(m) }
