package view

import (
	"strings"

	"github.com/storekey/storekey/core/secret"
)

// waitsForSite are the codes of what goes through once the browser lets Storekey
// at the site itself, which the toolbar click does not give.
var waitsForSite = map[string]bool{"door_no_access": true, "session_no_access": true}

// noteSite has the next click that leads to that host ask for it.
func (m *Model) noteSite(e Answered) {
	if e.ok() {
		return
	}
	if problem := e.failure(); waitsForSite[problem.Code] {
		m.site = problem.Params["host"]
	}
}

// NeedsSite reports whether a click that leads to origin has to ask the browser
// for the site itself.
func (m Model) NeedsSite(origin string) bool {
	return origin != "" && host(origin) == m.site
}

// DoorNeedsSite reports whether a front door's header lines hold what the browser
// only sends to a site that was given.
func DoorNeedsSite(headers secret.Text) bool {
	for line := range strings.Lines(headers.Reveal()) {
		name, _, _ := strings.Cut(line, ":")
		if name = strings.TrimSpace(name); strings.EqualFold(name, "Cookie") || strings.EqualFold(name, "User-Agent") {
			return true
		}
	}
	return false
}
