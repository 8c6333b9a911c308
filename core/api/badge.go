package api

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/storekey/storekey/core/wire"
)

// badgePrefix has the tabs whose badge counts minutes: the worker's alarm runs
// while there is one.
const badgePrefix = "badge:"

// badgeRecord says which credential a tab's badge tells of.
type badgeRecord struct {
	V   int    `json:"v"`
	Ref string `json:"ref"`
}

// badgeSoon is how long before its end a credential is called short.
const badgeSoon = 5 * time.Minute

// showBadge tells of the best credential of a tab on Storekey's button.
func (h *handler) showBadge(ctx context.Context, tab int, best []wire.Credential) error {
	if tab == 0 {
		return nil
	}
	key := badgePrefix + strconv.Itoa(tab)
	if len(best) == 0 {
		h.browser.Badge(tab, "", "", "")
		return h.records.drop(ctx, AreaSession, key)
	}
	text, level, counts := badgeOf(best[0].Token, h.now())
	h.browser.Badge(tab, text, wire.NewFinding("badge", "kind", best[0].Token.Kind).Message, level)
	if !counts {
		return h.records.drop(ctx, AreaSession, key)
	}
	return h.records.write(ctx, AreaSession, key, badgeRecord{recordVersion, best[0].Ref})
}

// badgeOf is the kind's letter and the time left: A59, A3h, A! when it is over,
// A alone where nobody knows.
func badgeOf(t wire.Token, now time.Time) (text, level string, counts bool) {
	letter := strings.ToUpper(t.Kind[:min(1, len(t.Kind))])
	if t.Kind == wire.KindUnknown {
		letter = "?"
	}
	end, err := time.Parse(time.RFC3339, t.ExpiresAt)
	if err != nil {
		return letter, "ok", false
	}
	left := end.Sub(now)
	switch {
	case left <= 0:
		return letter + "!", "expired", false
	case left <= badgeSoon:
		level = "soon"
	default:
		level = "ok"
	}
	minutes := int((left + time.Minute - 1) / time.Minute)
	switch {
	case minutes < 100:
		return letter + strconv.Itoa(minutes), level, true
	case minutes < 48*60:
		return letter + strconv.Itoa(minutes/60) + "h", level, true
	}
	return letter + strconv.Itoa(min(minutes/(24*60), 99)) + "d", level, true
}

// tick renews what is about to end and brings the badges up to date, once a
// minute.
func (h *handler) tick(j *job) (any, error) {
	j.unattended = true
	if err := h.renewDue(j); err != nil {
		return nil, err
	}
	keys, err := h.records.keys(j.ctx, AreaSession, badgePrefix)
	if err != nil {
		return nil, err
	}
	for _, key := range keys {
		tab, _ := strconv.Atoi(strings.TrimPrefix(key, badgePrefix))
		var b badgeRecord
		if _, err := h.records.read(j.ctx, AreaSession, key, &b); err != nil {
			return nil, err
		}
		var best []wire.Credential
		if record, err := h.heldRef(j.ctx, b.Ref); err == nil {
			best = append(best, h.refresh(record))
		}
		if err := h.showBadge(j.ctx, tab, best); err != nil {
			return nil, err
		}
	}
	return struct{}{}, nil
}

// badgeFor shows the best of what is held for a tab's origin.
func (h *handler) badgeFor(j *job, origin string) error {
	held, err := h.held(j.ctx, origin)
	if err != nil {
		return err
	}
	var list []wire.Credential
	for _, record := range held {
		if record.Credential.Private == j.private && hasTab(record.Tabs, j.tabID) {
			list = append(list, h.refresh(record))
		}
	}
	sortCredentials(list, h.areaOf(j))
	return h.showBadge(j.ctx, j.tabID, list)
}

func hasTab(tabs []int, id int) bool {
	for _, tab := range tabs {
		if tab == id {
			return true
		}
	}
	return false
}
