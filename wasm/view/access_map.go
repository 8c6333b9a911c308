package view

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/storekey/storekey/core/wire"
)

const canIPath = "/v1/can-i"

// AccessMap is what the token may do, as far as the store was asked for it.
type AccessMap struct {
	Job   Job
	Error *wire.Error
	Map   *wire.AccessMap
	// Query and Show are the search and the filter.
	Query, Show string

	raw    json.RawMessage // as it came
	tree   *accessTree
	turned map[int]bool
	lines  []treeLine
	at     string // the line with the focus
	// from and drawn say which lines are on the page: of a long tree only some.
	from, drawn int
}

// linesAtOnce are drawn of a long tree.
const linesAtOnce = 250

// rightsWanted is "What this token may do".
func (m *Model) rightsWanted() []Effect {
	i := &m.Inspection
	if i.Access.Job.Busy() || !m.canAsk() {
		return nil
	}
	i.Access = AccessMap{}
	return m.start(&i.Access.Job, m.askAbout(AskCanI, canIPath))
}

func (m *Model) rightsCancelled() []Effect {
	a := &m.Inspection.Access
	if !a.Job.Busy() {
		return nil
	}
	m.drop(AskCanI)
	a.Error = &wire.Error{Code: codeCancelled}
	return append(m.cancelJob(&a.Job), Focus{"rights-ask"})
}

func (m *Model) rightsAnswered(e Answered) []Effect {
	i := &m.Inspection
	i.Access.Job = Job{}
	if _, problem := e.read(); problem != nil {
		i.Access.Error = problem
		if problem.Code == codeTabConsent {
			return []Effect{Focus{"check-ask-yes"}}
		}
		return nil
	}
	i.mapped(e.Body)
	return []Effect{Reveal{"rights"}}
}

// mapped takes an access map. It is a check as well.
func (i *Inspection) mapped(raw json.RawMessage) {
	v, ok := readJSON(raw)
	if !ok {
		i.Access.Error = &wire.Error{Code: CodeNoAnswer}
		return
	}
	read := readAccessMap(v)
	report := wire.Check{Verdict: read.Verdict, Reason: read.Reason, Kind: read.Kind, Who: read.Who, Store: read.Store,
		Evidence: read.Evidence, Findings: read.Findings}
	if i.Report != nil {
		report.Masked = i.Report.Masked
	}
	if i.Report == nil || read.Verdict != i.Report.Verdict {
		i.Report, i.Error = &report, nil
	}
	if read.Verdict != wire.VerdictValid {
		return
	}
	i.Access = AccessMap{Map: &read, raw: raw, Show: showAll, tree: growTree(&read), drawn: linesAtOnce}
	i.Access.flatten()
}

// flatten lists the lines anew after whatever changes them.
func (a *AccessMap) flatten() {
	w := treeWalk{accessTree: a.tree, of: a.Map, words: strings.Fields(strings.ToLower(a.Query)), show: a.Show, turned: a.turned}
	a.lines = w.walk()
	n, there := a.line()
	if a.at = ""; !there {
		n = 0
	}
	if len(a.lines) > 0 {
		a.at = a.lines[n].of()
	}
	a.keepIn(n)
}

// keepIn sees to it that a line is among those on the page.
func (a *AccessMap) keepIn(n int) {
	if n < a.from || n >= a.from+a.drawn {
		a.from = max(0, n-a.drawn/2)
	}
}

// line is the place of the line with the focus.
func (a *AccessMap) line() (int, bool) { return a.lineOf(a.at) }

func (a *AccessMap) lineOf(of string) (int, bool) {
	for n, l := range a.lines {
		if l.of() == of {
			return n, true
		}
	}
	return 0, false
}

func (m *Model) rightsSearched(query string) []Effect {
	return m.rightsNarrowed(query, m.Inspection.Access.Show)
}

func (m *Model) rightsShown(show string) []Effect {
	return m.rightsNarrowed(m.Inspection.Access.Query, show)
}

func (m *Model) rightsNarrowed(query, show string) []Effect {
	a := &m.Inspection.Access
	if a.Map == nil {
		return nil
	}
	a.Query, a.Show, a.turned, a.from = query, show, nil, 0
	a.flatten()
	return nil
}

// leafPressed is a click on a line: a route leads to its request, all else folds.
func (m *Model) leafPressed(of string) []Effect {
	a := &m.Inspection.Access
	n, there := a.lineOf(of)
	if !there {
		return nil
	}
	a.at = of
	switch {
	case a.lines[n].route >= 0:
		return m.routeWanted(a.Map.Operations[a.lines[n].route])
	case a.lines[n].folds:
		a.turn(a.lines[n].leaf)
	}
	return []Effect{FocusRow{"rights-tree"}}
}

// turn folds or unfolds a leaf. The model before keeps its own.
func (a *AccessMap) turn(leaf int) {
	turned := map[int]bool{leaf: !a.turned[leaf]}
	for i, yes := range a.turned {
		if i != leaf {
			turned[i] = yes
		}
	}
	a.turned = turned
	a.flatten()
}

// moreLeaves goes on to the lines before or after those on the page.
func (m *Model) moreLeaves(of string) []Effect {
	a := &m.Inspection.Access
	if len(a.lines) == 0 {
		return nil
	}
	n := a.from + a.drawn
	if of == leavesBefore {
		n = a.from - 1
	}
	n = max(0, min(n, len(a.lines)-1))
	a.at = a.lines[n].of()
	a.keepIn(n)
	return []Effect{FocusRow{"rights-tree"}}
}

// leavesBefore names the row that stands for the lines before those on the page.
const leavesBefore = "before"

// TreeKey is a key pressed in the tree of what the token may do.
type TreeKey struct{ Key string }

// TreeKeys reports whether the tree does something with a key.
func TreeKeys(key string) bool {
	switch key {
	case "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End", "Enter", " ":
		return true
	}
	return len(key) == 1
}

func (e TreeKey) apply(m *Model) []Effect {
	a := &m.Inspection.Access
	n, there := a.line()
	if !there {
		return nil
	}
	l := a.lines[n]
	switch e.Key {
	case "ArrowUp":
		n--
	case "ArrowDown":
		n++
	case "Home":
		n = 0
	case "End":
		n = len(a.lines) - 1
	case "ArrowRight":
		if l.folds && !l.open {
			a.turn(l.leaf)
		} else if l.open {
			n++
		}
	case "ArrowLeft":
		if l.open {
			a.turn(l.leaf)
		} else {
			n = a.above(n)
		}
	case "Enter", " ":
		return m.leafPressed(a.at)
	default:
		n = a.starting(n, strings.ToLower(e.Key))
	}
	n = max(0, min(n, len(a.lines)-1))
	a.at = a.lines[n].of()
	a.keepIn(n)
	return []Effect{FocusRow{"rights-tree"}}
}

// above is the line that a line stands under.
func (a *AccessMap) above(n int) int {
	for level := a.lines[n].level; n > 0; {
		if n--; a.lines[n].level < level {
			return n
		}
	}
	return n
}

// starting is the next leaf whose title starts with what was typed.
func (a *AccessMap) starting(n int, typed string) int {
	for step := 1; step <= len(a.lines); step++ {
		at := (n + step) % len(a.lines)
		if l := a.lines[at]; l.route < 0 && strings.HasPrefix(a.tree.leaves[l.leaf].find, typed) {
			return at
		}
	}
	return n
}

// routeWanted goes to the Use screen with a route's request filled in: with the
// credential that was asked about, else with the card's.
func (m *Model) routeWanted(o wire.Operation) []Effect {
	r := &m.Request
	for _, ref := range []string{m.Inspection.Ref, r.Ref, m.Card.Ref} {
		if _, there := m.credential(ref); there {
			r.Ref = ref
			break
		}
	}
	return append(m.choose(Use), m.begin(o.Method, o.Path, Route{Allowed: o.Allowed, chosen: true})...)
}

func readAccessMap(v value) (a wire.AccessMap) {
	v.into("verdict", &a.Verdict, "reason", &a.Reason, "kind", &a.Kind, "who", &a.Who, "store", &a.Store,
		"complete", &a.Complete, "evidence", &a.Evidence, "findings", &a.Findings, "takenAt", &a.TakenAt)
	a.Resources = each(v.get("resources"), readResource)
	a.Operations = each(v.get("operations"), readOperation)
	return a
}

func readResource(v value) (r wire.Resource) {
	v.into("id", &r.ID, "title", &r.Title, "path", &r.Path, "parent", &r.Parent, "allowed", &r.Allowed, "how", &r.How,
		"ticked", &r.Ticked, "routes", &r.Routes)
	return r
}

func readOperation(v value) (o wire.Operation) {
	v.into("method", &o.Method, "path", &o.Path, "service", &o.Service, "resource", &o.Resource, "allowed", &o.Allowed, "from", &o.From)
	return o
}

// rightsCount is a number of resources in words.
func rightsCount(w Words, l leaf) string {
	return w("someOf", strconv.Itoa(l.yes), strconv.Itoa(l.all))
}
