package view

import (
	"encoding/json"
	"strconv"

	"github.com/storekey/storekey/core/wire"
)

// usualMinutes are for how long a tab is watched unless another time is chosen.
const usualMinutes = "5"

// Watch is the watching of the tab's requests.
type Watch struct {
	Minutes string
	Record  wire.Watch
	Problem *wire.Error
}

func watchKey(tabID int) string { return "watch:" + strconv.Itoa(tabID) }

// WatchKey is where the worker keeps what it observes of the tab's requests.
func (m Model) WatchKey() string { return watchKey(m.Tab.ID) }

// WatchChanged is that record, or nothing once the watching ended.
type WatchChanged struct{ Record json.RawMessage }

func (e WatchChanged) apply(m *Model) []Effect {
	v, _ := readRecord(e.Record)
	if seen := m.Watch.Record.Seen; v.fields == nil && len(seen) > 0 {
		m.Watch.Record = wire.Watch{Seen: seen} // what was seen stays in sight
		return nil
	}
	m.Watch.Record = readWatch(v)
	return m.askElsewhere()
}

// readWatch reads what the page shows of a watch.
func readWatch(v value) (w wire.Watch) {
	v.into("v", &w.V, "tabId", &w.TabID, "origin", &w.Origin, "until", &w.Until)
	w.Seen = each(v.get("seen"), readSeen)
	return w
}

func readSeen(v value) (s wire.Seen) {
	v.into("method", &s.Method, "url", &s.URL, "at", &s.At, "ref", &s.Ref, "scheme", &s.Scheme, "times", &s.Times)
	return s
}

// watching reports whether the tab's requests are being watched.
func (m *Model) watching() bool {
	until, told := parseTime(m.Watch.Record.Until)
	return told && until.After(m.Now)
}

func (m *Model) watchPressed() []Effect {
	if !m.confirmed() || m.Tab.ID == 0 {
		return nil
	}
	m.Watch.Problem = nil
	body := new(object).str("origin", m.Tab.Origin).raw("minutes", m.Watch.Minutes).body()
	ask := m.ask(AskWatch, "POST", m.watchPath(), body)
	ask.Origin = m.Tab.Origin
	return []Effect{ask}
}

func (m *Model) watchPath() string { return "/v1/tabs/" + strconv.Itoa(m.Tab.ID) + "/watch" }

func (m *Model) watchStopped() []Effect {
	m.Watch.Record.Until = ""
	return []Effect{m.ask(AskWatch, "DELETE", m.watchPath(), nil), Focus{"watch-start"}}
}

func (m *Model) watchMinutes(minutes string) []Effect {
	m.Watch.Minutes = minutes
	return nil
}

func (m *Model) watchAnswered(e Answered) []Effect {
	v, problem := e.read()
	if m.Watch.Problem = problem; problem == nil && v.str("until") != "" {
		m.Watch.Record = readWatch(v)
		return []Effect{Focus{"watch-stop"}}
	}
	return nil
}

// askElsewhere asks for the credentials that requests to another origin carried:
// they belong there.
func (m *Model) askElsewhere() []Effect {
	for _, s := range m.Watch.Record.Seen {
		origin := OriginOf(s.URL)
		if _, there := m.credential(s.Ref); !there && origin != m.storeOrigin() && m.asked[AskElsewhere] == "" {
			return []Effect{m.ask(AskElsewhere, "GET", "/v1/credentials?origin="+escape(origin), nil)}
		}
	}
	return nil
}

func (m *Model) elsewhereAnswered(e Answered) []Effect {
	v, problem := e.read()
	if problem != nil {
		return nil
	}
	for _, c := range each(v.get("credentials"), readCredential) {
		m.Card.elsewhere = append(without(m.Card.elsewhere, c.Ref), c)
	}
	m.gather()
	return nil
}

// WatchPanel is the watching on the screen.
type WatchPanel struct {
	Shown, On bool
	State     string
	Note      string
	Minutes   string
	Problem   string
	Rows      []Row
}

func (m *Model) drawWatch(w Words) WatchPanel {
	p := WatchPanel{Shown: m.Tab.ID != 0 && !m.typed, On: m.watching(), Minutes: m.Watch.Minutes, Note: m.withLeave(w, w("watchNote"))}
	if p.On {
		until, _ := parseTime(m.Watch.Record.Until)
		p.State, p.Note = w("watchLeft", clock(until.Sub(m.Now))), ""
		if len(m.Watch.Record.Seen) == 0 {
			p.Note = w("watchNothing")
		}
	} else if len(m.Watch.Record.Seen) > 0 {
		p.Note = w("watchEnded")
	}
	if m.Watch.Problem != nil {
		p.Problem = m.sentence(w, m.Watch.Problem)
	}
	for _, s := range m.Watch.Record.Seen {
		p.Rows = append(p.Rows, m.seenRow(w, s))
	}
	return p
}

func (m *Model) seenRow(w Words, s wire.Seen) Row {
	row := Row{Press: "choose", Of: s.Ref, Icon: "send", Title: s.Method + " " + pathOf(s.URL)}
	if c, there := m.credential(s.Ref); there {
		row.Icon, row.Line = kindIcon(c.Token.Kind), cardTitle(w, c)
	}
	if at, told := parseTime(s.At); told {
		row.State = w.exact(at, m.Now)
		if day := midnight(at.In(m.Now.Location())); day.Equal(midnight(m.Now)) {
			row.State = timeOf(at.In(m.Now.Location()))
		}
	}
	if s.Times > 1 {
		row.State = w("seenTimes", strconv.Itoa(s.Times), row.State)
	}
	if OriginOf(s.URL) != m.storeOrigin() {
		row.Line = host(s.URL) + w("separator") + row.Line
	}
	return row
}
