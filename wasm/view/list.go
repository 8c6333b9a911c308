package view

import (
	"strings"

	"github.com/storekey/storekey/core/wire"
)

// What the Stores screen shows in the place of the list.
const (
	modeCSV   = "csv"
	modeHosts = "hosts"
)

// List is the Stores screen: the list, a pasted one, or the host patterns.
type List struct {
	Mode  string
	Query string
	// Error belongs to the form of the mode, Problem to the list.
	Error, Problem *wire.Error
	// turned are the clients folded or unfolded by hand.
	turned string
}

// openStores fills the screen.
func (m *Model) openStores() []Effect {
	effects := append(append(m.askStores(), m.askWays()...), RecallSites{}, RecallTest{})
	effects = append(effects, m.askSettings()...)
	if m.Edit.Open {
		return append(effects, Fill{"edit", m.Edit.Values})
	}
	if m.sealWanted() == sealUnlock {
		return append(effects, Focus{"seal-new"})
	}
	return append(effects, Focus{"search"})
}

// askWays asks for the ways to log in, once.
func (m *Model) askWays() []Effect {
	if m.Ways != nil || m.asked[AskWays] != "" {
		return nil
	}
	return []Effect{m.ask(AskWays, "GET", "/v1/providers", nil)}
}

func (m *Model) waysAnswered(e Answered) []Effect {
	if v, problem := e.read(); problem == nil {
		m.Ways = each(v.get("providers"), readWay)
	}
	if m.Edit.Open && m.Screen == Stores {
		return []Effect{Fill{"edit", m.Edit.Values}}
	}
	return nil
}

// searched is the search field after a change.
func (m *Model) searched(query string) []Effect {
	m.List.Query = query
	return nil
}

// clientTurned folds or unfolds the stores of a client.
func (m *Model) clientTurned(client string) []Effect {
	mark := "\n" + client + "\n"
	before, after, turned := strings.Cut(m.List.turned, mark)
	if !turned {
		after = mark
	}
	m.List.turned = before + after
	return nil
}

// modeChosen shows the form for a pasted list or the host patterns, or with an
// empty mode the list again.
func (m *Model) modeChosen(mode string) []Effect {
	m.List.Mode, m.List.Error = mode, nil
	switch mode {
	case modeCSV:
		return []Effect{Focus{"csv-text"}}
	case modeHosts:
		return []Effect{m.ask(AskHosts, "GET", "/v1/settings/hosts", nil)}
	}
	return []Effect{SetValue{"csv-text", ""}, Focus{"search"}}
}

// CSVPasted is a pasted list of stores.
type CSVPasted struct{ Text string }

func (e CSVPasted) apply(m *Model) []Effect {
	if strings.TrimSpace(e.Text) == "" {
		return []Effect{Focus{"csv-text"}}
	}
	m.List.Error = nil
	return []Effect{m.ask(AskCSV, "POST", "/v1/stores/csv", new(object).str("text", e.Text).body())}
}

func (m *Model) csvAnswered(e Answered) []Effect {
	v, problem := e.read()
	if problem != nil {
		m.List.Error = problem
		m.sealedAgain(problem)
		return []Effect{Reveal{"csv-problem"}}
	}
	m.Toast = Toast{What: toastAdded, Added: len(v.get("stores").items), Known: v.num("known"), Until: m.Now.Add(toastFor)}
	m.List.Mode = ""
	return append(m.askStores(), SetValue{"csv-text", ""}, Focus{"search"})
}

// HostsGiven are the host patterns after a change, by stage, one a line.
type HostsGiven struct{ Values map[string]string }

func (e HostsGiven) apply(m *Model) []Effect {
	var list []wire.HostPattern
	for _, stage := range stages {
		for _, line := range strings.Fields(e.Values[stage]) {
			list = append(list, wire.HostPattern{Pattern: line, Stage: stage})
		}
	}
	return []Effect{m.ask(AskHosts, "PUT", "/v1/settings/hosts", new(object).raw("patterns", array(list, writePattern)).body())}
}

// hostsReset brings those patterns back that Storekey came with.
func (m *Model) hostsReset() []Effect {
	return []Effect{m.ask(AskHosts, "PUT", "/v1/settings/hosts", new(object).raw("patterns", "null").body())}
}

var stages = []string{wire.StageDev, wire.StageStaging, wire.StageProduction}

func (m *Model) hostsAnswered(e Answered) []Effect {
	v, problem := e.read()
	m.List.Error = problem
	if problem != nil {
		return nil
	}
	values := map[string]string{}
	for _, p := range v.get("patterns").items {
		values[p.str("stage")] += p.str("pattern") + "\n"
	}
	return append(m.askStores(), Fill{"hosts", values})
}

// storeDeleted is a click on the trash of a store, which asks; deleteAgreed and
// deleteDropped are the answers.
func (m *Model) storeDeleted() []Effect {
	if m.Edit.ID == "" {
		return nil
	}
	m.Edit.Deleting = true
	return []Effect{Focus{"delete-yes"}, Reveal{"delete-ask"}}
}

func (m *Model) deleteDropped() []Effect {
	m.Edit.Deleting = false
	return []Effect{Focus{"edit-delete"}}
}

func (m *Model) deleteAgreed() []Effect {
	if m.Edit.ID == "" || !m.Edit.Deleting {
		return nil
	}
	return []Effect{m.ask(AskDelete, "DELETE", "/v1/stores/"+escape(m.Edit.ID), nil)}
}

func (m *Model) deleteAnswered(e Answered) []Effect {
	v, problem := e.read()
	if problem != nil {
		m.Edit.Error = problem
		return nil
	}
	gone := readEntry(v)
	m.Toast = Toast{What: toastDeleted, Name: gone, Undo: "/v1/stores/" + escape(gone.ID) + "/restore", Until: m.Now.Add(undoFor)}
	var rest []*wire.StoreEntry
	for _, e := range m.Saved.List {
		if e.ID != gone.ID {
			rest = append(rest, e)
		}
	}
	m.Saved.List = rest
	return append(append(m.closeEdit(), m.askStores()...), Focus{"undo"})
}

// loginForgotten is a click on the trash of a saved login.
func (m *Model) loginForgotten() []Effect {
	ref := wire.SavedRef{Store: m.Edit.ID, Credential: m.Edit.Values["login"]}
	if _, _, there := m.login(ref); !there {
		return nil
	}
	m.Toast = Toast{What: toastForgotten, Undo: loginPath(ref) + "/restore", Until: m.Now.Add(undoFor)}
	return []Effect{m.ask(AskForgetLogin, "DELETE", loginPath(ref), nil)}
}

func (m *Model) forgetLoginAnswered(e Answered) []Effect {
	v, problem := e.read()
	if problem != nil {
		m.Edit.Error, m.Toast = problem, Toast{}
		return nil
	}
	m.keepEntry(readEntry(v))
	return append(m.fillLogin(""), m.askStores()...)
}
