package view

import (
	"strings"

	"github.com/storekey/storekey/core/wire"
)

// Saved is what is known of the saved stores and of their seal.
type Saved struct {
	// List has all of them once the Stores screen was open; before that only
	// those that may matter to this tab. Those that fit it come first.
	List []*wire.StoreEntry
	// Known says that the worker has told of them; None that there are none, by
	// a look at their keys alone.
	Known, None bool
	// Stage is what the host patterns say of this tab.
	Stage    string
	Vault    wire.VaultState
	Findings []wire.Finding
	Problem  *wire.Error

	stale bool
}

// fewStores are enough to know what fits a tab.
const fewStores = "&limit=20"

// askStores asks for the saved stores, as seen from this tab.
func (m *Model) askStores() []Effect {
	if m.asked[AskStores] != "" {
		m.Saved.stale = true
		return nil
	}
	path := "/v1/stores?origin=" + escape(m.storeOrigin()) + "&path=" + escape(m.storePath())
	if m.Screen != Stores && m.Screen != Check {
		path += fewStores
	}
	return []Effect{m.ask(AskStores, "GET", path, nil)}
}

// storePath is the path at storeOrigin that stores are matched by.
func (m *Model) storePath() string {
	address := m.Tab.URL
	if m.Place == AtStore && m.Recognition.Origin != m.Tab.Origin {
		address = m.Recognition.Store.BaseURL
	}
	return pathOf(address)
}

func (m *Model) storesAnswered(e Answered) []Effect {
	if m.Saved.stale {
		m.Saved.stale = false
		return m.askStores()
	}
	offered := m.showsOffer()
	v, problem := e.read()
	m.Saved.Known, m.Saved.Problem = true, problem
	if problem != nil {
		return nil
	}
	m.Saved.List, m.Saved.Stage = each(v.get("stores"), readEntry), v.str("stage")
	m.Saved.Vault, m.Saved.Findings = readVault(v.get("vault")), each(v.get("findings"), readFinding)
	m.pick()
	if tested := m.openTested(); tested != nil {
		return tested
	}
	if taken := m.asSaved(); taken != nil {
		return taken
	}
	if !offered && m.showsOffer() {
		return m.firstFocus()
	}
	return nil
}

// StoresChanged says that the worker wrote or dropped a saved store, or that the
// seal was opened or closed.
type StoresChanged struct{}

func (StoresChanged) apply(m *Model) []Effect { return m.askStores() }

// here are the saved stores that fit this tab, the best first.
func (m *Model) here() []*wire.StoreEntry {
	n := 0
	for n < len(m.Saved.List) && m.Saved.List[n].Matches {
		n++
	}
	return m.Saved.List[:n]
}

// entry finds a saved store. What is read stays as it is: a change puts another
// in its place.
func (m *Model) entry(id string) (*wire.StoreEntry, bool) {
	for _, e := range m.Saved.List {
		if e.ID == id && id != "" {
			return e, true
		}
	}
	return &wire.StoreEntry{}, false
}

// login finds a saved credential.
func (m *Model) login(ref wire.SavedRef) (*wire.StoreEntry, *wire.SavedCredential, bool) {
	e, _ := m.entry(ref.Store)
	for i := range e.Credentials {
		if c := &e.Credentials[i]; c.ID == ref.Credential {
			return e, c, true
		}
	}
	return e, &wire.SavedCredential{}, false
}

// entryName is a saved store as sentences name it.
func entryName(w Words, e *wire.StoreEntry) string {
	if e.Client == "" {
		return e.Name
	}
	return w("clientAndName", e.Client, e.Name)
}

func stageWord(w Words, stage string) string {
	switch stage {
	case wire.StageDev:
		return w("stageDev")
	case wire.StageStaging:
		return w("stageStaging")
	case wire.StageProduction:
		return w("stageProduction")
	}
	return ""
}

func loginPath(ref wire.SavedRef) string {
	return "/v1/stores/" + escape(ref.Store) + "/credentials/" + escape(ref.Credential)
}

// holdsAll reports whether text holds every word, whatever the case.
func holdsAll(text string, words []string) bool {
	text = strings.ToLower(text)
	for _, word := range words {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}
