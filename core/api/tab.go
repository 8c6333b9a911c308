package api

import (
	"context"
	"net/url"
	"strconv"
	"time"

	"github.com/storekey/storekey/core/wire"
)

const (
	tabPrefix  = "tab:"
	doorPrefix = "door:"
)

// tabRecord is what is known of a tab: for the page's first paint, and for the
// way out.
type tabRecord struct {
	V           int              `json:"v"`
	Origin      string           `json:"origin"`
	Recognition wire.Recognition `json:"recognition"`
	// Way is "tab" where only the tab reaches the store; Basic says that HTTP
	// Basic is the reason.
	Way   string `json:"way,omitempty"`
	Basic bool   `json:"basic,omitempty"`
}

// doorRecord is what was typed for a tab's front door. It lives in the browser
// session only.
type doorRecord struct {
	V      int    `json:"v"`
	Origin string `json:"origin"`
	doorFields
}

func tabKey(id int) string  { return tabPrefix + strconv.Itoa(id) }
func doorKey(id int) string { return doorPrefix + strconv.Itoa(id) }

func (h *handler) readTab(ctx context.Context, id int) (tabRecord, bool) {
	var record tabRecord
	if id == 0 {
		return record, false
	}
	found, err := h.records.read(ctx, AreaSession, tabKey(id), &record)
	return record, found && err == nil
}

// leave makes the exit of a job to a store.
func (h *handler) leave(j *job, to doorPlace, typed *doorFields, consent []string) *exit {
	origin := originOfURL(to.url)
	if j.call != nil {
		j.call.record.Origin = origin
	}
	e := &exit{direct: h.exits.Direct(), leaving: j.sent, yes: has(consent, consentTab), patience: &h.patience}
	e.home, _ = url.Parse(to.url)
	e.waiting = func(time.Duration) { j.step("store_busy", 0, 0) }
	record, known := h.readTab(j.ctx, j.tabID)
	if known && record.Origin == origin {
		e.way, e.basic = record.Way, record.Basic
	}
	if j.tabID != 0 && (!known || record.Origin == origin) {
		e.tab, e.origin = h.exits.Tab(j.tabID), origin
	}
	e.door = h.openDoor(j, to, typed, consent)
	return e
}

// openDoor returns what opens the front door: the one just typed, else
// the one typed for this tab before, else the one saved with the store.
func (h *handler) openDoor(j *job, to doorPlace, typed *doorFields, consent []string) door {
	if typed.given() {
		return typed.door()
	}
	var record doorRecord
	if j.tabID == 0 {
		return h.savedDoor(j, to, consent)
	}
	found, err := h.records.read(j.ctx, AreaSession, doorKey(j.tabID), &record)
	if err != nil || !found || record.Origin != originOfURL(to.url) {
		return h.savedDoor(j, to, consent)
	}
	return record.door()
}

// keepDoor remembers for this tab a door that was typed and opened. A saved one
// is asked for anew, since the vault may be locked by then.
func (h *handler) keepDoor(j *job, origin string, way *exit) {
	if j.tabID == 0 || !way.opened || way.door.saved {
		return
	}
	_ = h.records.write(j.ctx, AreaSession, doorKey(j.tabID),
		doorRecord{recordVersion, origin, doorFields{way.door.Username, way.door.Password.Reveal(), way.door.Headers.Reveal()}})
}

// tabMoved forgets a tab that shows another origin now. An empty URL means that
// the browser no longer tells, which it does once the tab has left.
func (h *handler) tabMoved(j *job) (any, error) {
	var in struct {
		URL string `json:"url"`
	}
	if err := j.read(&in); err != nil {
		return nil, err
	}
	id, err := tabID(j)
	if err != nil {
		return nil, err
	}
	record, known := h.readTab(j.ctx, id)
	if known && record.Origin == originOfURL(in.URL) {
		return struct{}{}, nil
	}
	return struct{}{}, h.forgetTab(j.ctx, id)
}

func (h *handler) tabClosed(j *job) (any, error) {
	id, err := tabID(j)
	if err != nil {
		return nil, err
	}
	return struct{}{}, h.forgetTab(j.ctx, id)
}

func tabID(j *job) (int, error) {
	id, err := strconv.Atoi(j.req.PathValue("id"))
	if err != nil || id <= 0 {
		return 0, refuse("invalid_request", "problem", "the tab's number is not a number")
	}
	return id, nil
}

func (h *handler) forgetTab(ctx context.Context, id int) error {
	h.browser.Badge(id, "", "", "")
	release, err := h.turns.take(ctx, watchKey(strconv.Itoa(id)))
	if err != nil {
		return err
	}
	defer release()
	for _, key := range []string{tabKey(id), doorKey(id), putKey(id), watchKey(strconv.Itoa(id)), badgePrefix + strconv.Itoa(id), loginTextKey(id), loginKey(id)} {
		if err := h.records.drop(ctx, AreaSession, key); err != nil {
			return err
		}
	}
	wrote, err := h.records.keys(ctx, AreaSession, wrotePrefix+strconv.Itoa(id)+":")
	if err != nil {
		return err
	}
	for _, key := range wrote {
		if err := h.records.drop(ctx, AreaSession, key); err != nil {
			return err
		}
	}
	return h.forgetCredentialsOf(ctx, id)
}

func has(list []string, word string) bool {
	for _, item := range list {
		if item == word {
			return true
		}
	}
	return false
}
