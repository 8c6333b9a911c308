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
)

var session = webext.Area("session")

// recall reads what is known of a tab from the last time, and the calls that an
// earlier opening of the page left behind.
func (p *page) recall(e view.Recall) {
	if tab, there, err := session.Get(tabPrefix + strconv.Itoa(e.TabID)); err == nil && there {
		p.happened(view.Remembered{Tab: tab, Credentials: records(credPrefix + e.Origin + ":")})
	}
	for _, call := range records(callPrefix) {
		p.happened(view.JobFound{Record: call})
	}
}

// records are those whose key starts with prefix.
func records(prefix string) []json.RawMessage {
	var list []json.RawMessage
	keys, _ := session.Keys(prefix)
	for _, key := range keys {
		if raw, there, err := session.Get(key); err == nil && there {
			list = append(list, raw)
		}
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
		}
	})
}
