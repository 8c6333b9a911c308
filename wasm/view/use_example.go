package view

import (
	"strings"

	"github.com/storekey/storekey/core/wire"
)

// ownExample starts the values of examples that the user kept.
const ownExample = "own:"

// Examples are GraphQL queries that the user kept.
type Examples struct {
	Problem *wire.Error

	list []value
	// kept is the name of the one that stands in the field as it was kept.
	kept string
}

func (m *Model) examplesAnswered(e Answered) []Effect {
	x := &m.Request.Examples
	v, problem := e.read()
	if x.Problem = problem; problem == nil {
		x.list, x.kept = v.get("examples").items, v.str("kept")
	}
	return nil
}

func (m *Model) ownExampleChosen(name string) []Effect {
	for _, e := range m.Request.Examples.list {
		if e.str("name") == name {
			m.Request.Examples.kept = name
			return m.exampleFilled(e.str("query"), e.str("variables"), e.str("operation"))
		}
	}
	return nil
}

func (m *Model) exampleFilled(query, variables, operation string) []Effect {
	m.Request.set("query", query, "variables", variables, "operation", operation)
	return append(m.fillRequest(), m.keepRequest(), SetValue{"graphql-example", ""})
}

// exampleKept keeps the query, or forgets it where it is kept already.
func (m *Model) exampleKept() []Effect {
	r := &m.Request
	if name := r.Examples.kept; name != "" {
		return []Effect{m.ask(AskExamples, "DELETE", "/v1/examples?name="+escape(name), nil)}
	}
	if !r.filled() {
		return []Effect{FocusField{"request", "query"}}
	}
	o := new(object)
	for _, name := range []string{"query", "variables", "operation"} {
		o.opt(name, r.Values[name])
	}
	return []Effect{m.ask(AskExamples, "POST", "/v1/examples", o.body())}
}

// ExamplesPanel are the queries to begin with.
type ExamplesPanel struct {
	Own     []Option
	Kept    bool
	Label   string
	Problem string
}

func (m *Model) drawExamples(w Words) ExamplesPanel {
	x := m.Request.Examples
	p := ExamplesPanel{Label: w("exampleKeep"), Kept: x.kept != ""}
	for _, e := range x.list {
		p.Own = append(p.Own, Option{Value: ownExample + e.str("name"), Label: e.str("name")})
	}
	if p.Kept {
		p.Label = strings.TrimSpace(w("exampleForget", x.kept))
	}
	if x.Problem != nil {
		p.Problem = m.sentence(w, x.Problem)
	}
	return p
}
