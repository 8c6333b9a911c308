package main

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/storekey/storekey/wasm/view"
	"github.com/storekey/storekey/wasm/webext"
)

// The worker's records that this page reads. Only the worker writes them.
const (
	tabPrefix  = "tab:"
	credPrefix = "cred:"
	callPrefix = "call:"
	// what a shortcut or the context menu meant, by window
	intentPrefix = "intent:"
)

var (
	session = webext.Area("session")
	local   = webext.Area("local")
)

// What the saved stores and their seal are kept under.
const (
	storePrefix = "store:"
	openKey     = "key:vault"
)

// recall reads what is known of a tab from the last time.
func (p *page) recall(e view.Recall) {
	p.recallWaiting()
	if tab, there, err := session.Get(tabPrefix + strconv.Itoa(e.TabID)); err == nil && there {
		p.happened(view.Remembered{Tab: tab, Credentials: records(credPrefix + e.Origin + ":")})
	}
	p.recallWatch()
	if saved, err := local.Keys(storePrefix); err == nil && len(saved) == 0 {
		p.happened(view.NoStores{})
	}
}

// recallWaiting reads whether a login waits in the tab for its second factor.
func (p *page) recallWaiting() {
	if login, _, err := session.Get(p.model.WaitingKey()); err == nil {
		p.happened(view.PendingChanged{Record: login})
	}
}

func (p *page) recallWatch() {
	if watch, there, err := session.Get(p.model.WatchKey()); err == nil && there {
		p.happened(view.WatchChanged{Record: watch})
	}
}

// takeIntent reads what the page was opened for, once.
func (p *page) takeIntent() {
	key := intentPrefix + strconv.Itoa(p.window)
	if intent, there, err := session.Get(key); err == nil && there {
		_ = session.Remove(key)
		p.happened(view.Meant{Intent: intent})
	}
}

// lookAgain looks at a tab that was out of reach.
func (p *page) lookAgain() {
	if p.model.Place == view.NoAccess {
		p.happened(view.Pressed{ID: "look-again"})
	}
}

func (p *page) recallDraft() {
	if draft, there, err := session.Get(view.DraftKey); err == nil && there {
		p.happened(view.DraftFound{Draft: draft})
	}
}

func (p *page) recallRequest() {
	if record, there, err := session.Get(view.RequestKey); err == nil && there {
		p.happened(view.RequestFound{Record: record, Calls: records(callPrefix)})
	}
}

// records are those whose key starts with prefix. None is read where storage
// fails: the page works without.
func records(prefix string) []json.RawMessage {
	var list []json.RawMessage
	all, _ := session.All(prefix)
	for _, raw := range all {
		list = append(list, raw)
	}
	return list
}

// watch follows the worker's records while the page is open.
func (p *page) watch() {
	session.OnChanged(func(key string, raw []byte) {
		switch {
		case strings.HasPrefix(key, callPrefix):
			p.happened(view.CallChanged{Record: raw})
		case strings.HasPrefix(key, credPrefix):
			p.happened(view.CredentialsChanged{})
		case key == tabPrefix+strconv.Itoa(p.model.Tab.ID) && raw == nil:
			p.happened(view.TabLeft{})
		case key == tabPrefix+strconv.Itoa(p.model.Tab.ID):
			p.lookAgain() // the toolbar click gave access to it
		case key == p.model.WaitingKey():
			p.happened(view.PendingChanged{Record: raw})
		case key == p.model.WatchKey():
			p.happened(view.WatchChanged{Record: raw})
		case key == intentPrefix+strconv.Itoa(p.window) && raw != nil && p.shape() != view.ShapeTab:
			p.takeIntent()
		case key == openKey:
			p.happened(view.StoresChanged{})
		}
	})
	local.OnChanged(func(key string, _ []byte) {
		if strings.HasPrefix(key, storePrefix) {
			p.happened(view.StoresChanged{})
		}
	})
}
