package view

import (
	"strconv"

	"github.com/storekey/storekey/core/wire"
)

// ConnPanel is the connection test on the screen.
type ConnPanel struct {
	Button   Button
	Cancel   bool
	Steps    []Row
	Question Question
	Problem  string
	// Note is what the test will do, or how it ended.
	Note  string
	Proof Proof
}

var connSteps = [...]string{"address", "tls", "door", "magento", "credentials", "rights"}

func (m *Model) drawConn(w Words, e *wire.StoreEntry) ConnPanel {
	c := &m.Conn
	busy, label, is := c.Job.Busy(), "test", "new"
	switch {
	case busy:
		label, is = "busy", "busy"
	case m.Edit.ID == "" || m.Edit.Changed:
		label = "save"
	case c.Test.Result != "":
		label, is = "again", c.Test.Result
	}
	p := ConnPanel{Button: Button{Label: w("connButton_" + label), Busy: busy, Off: busy}, Cancel: busy, Note: w("connIs_" + is), Proof: m.proof(w, c.Test.Evidence, "")}
	if busy || c.Test.Result != "" {
		p.Steps = m.connRows(w, e)
	}
	switch problem := c.Error; {
	case problem == nil:
	case c.testAsks() != "":
		p.Question = Question{Shown: true, Title: problem.Message, Text: problem.Hint, Yes: w("connYes")}
	default:
		p.Problem = m.sentence(w, problem)
	}
	return p
}

func (m *Model) connRows(w Words, e *wire.StoreEntry) []Row {
	var rows []Row
	for i, name := range connSteps {
		row := Row{Kind: RowStep, Title: w("connStep_" + name), Icon: "minus"}
		if steps := m.Conn.Test.Steps; i < len(steps) {
			m.connRow(w, e, steps[i], &row)
		} else if i == len(steps) {
			row.Icon = "" // under way
			row.State = w("spanSeconds", strconv.Itoa(int(m.Now.Sub(m.Conn.Job.StartedAt).Seconds())))
		}
		rows = append(rows, row)
	}
	return rows
}

// connRow is a step with what became of it. One request proves several of them:
// the first has its time.
func (m *Model) connRow(w Words, e *wire.StoreEntry, s wire.ConnectionStep, row *Row) {
	row.Is = s.Result
	switch s.Result {
	case wire.StepOK:
		row.Icon = "check"
	case wire.StepFailed:
		row.Icon = "close"
	case wire.StepWarning:
		row.Icon = "warning"
	}
	for _, f := range s.Findings {
		row.Line += f.Message + " "
		if row.Opens == "" && (f.Level != wire.LevelInfo || s.Result == wire.StepFailed) {
			row.Opens = f.Hint
		}
	}
	if s.Millis > 0 {
		row.State = w("spanMillis", strconv.Itoa(int(s.Millis)))
	}
	if row.Of = s.Next; row.Of == "" {
		return
	}
	if row.Of == "hand" && !e.Matches || row.Of == "open" {
		row.Of, row.URL = "open", e.Store.BaseURL
	} else {
		row.Act = "conn-next"
	}
	row.ActLabel = w("connNext_" + row.Of)
}
