package view

import (
	"strings"

	"github.com/storekey/storekey/core/wire"
)

// Access is what the browser lets Storekey do beyond the tab, and what the user
// set for the page.
type Access struct {
	// Sites are the origins with a permission that can be given back.
	Sites      []string
	CopyAtOnce bool
	// SeedBeside lets authenticator keys lie beside their passwords.
	SeedBeside bool
	// Known says that the settings were read.
	Known   bool
	Problem *wire.Error
}

// SitesTold are the origins that the browser lets Storekey reach for good.
// Clipboard says that it lets Storekey look there, too.
type SitesTold struct {
	Origins   []string
	Clipboard bool
}

func (e SitesTold) apply(m *Model) []Effect {
	m.Access.Sites, m.Clip.May = e.Origins, e.Clipboard
	return nil
}

// withLeave adds that the browser will ask, where it will.
func (m *Model) withLeave(w Words, text string) string {
	name := m.storeHost()
	for _, site := range m.Access.Sites {
		// A permission may be for all ports of a host.
		if held := host(site); held == name || strings.HasPrefix(name, held+":") {
			return text
		}
	}
	return text + " " + w("asksLeave", name)
}

func (m *Model) givenBack(origin string) []Effect {
	return []Effect{GiveBack{origin}, Focus{"settings-title"}}
}

func (m *Model) copyAtOnce(on string) []Effect {
	m.Access.CopyAtOnce = on == "true"
	return m.putSettings()
}

func (m *Model) settingsAnswered(e Answered) []Effect {
	v, problem := e.read()
	if m.Access.Problem = problem; problem == nil {
		m.Access.CopyAtOnce, m.Access.Known = v.yes("copyAtOnce"), true
		return m.useSettings(v)
	}
	return nil
}

func (m *Model) siteRows(w Words) []Row {
	var rows []Row
	for _, origin := range m.Access.Sites {
		rows = append(rows, Row{Title: host(origin), Act: "give-back", ActLabel: w("giveBack"), Of: origin})
	}
	return rows
}
