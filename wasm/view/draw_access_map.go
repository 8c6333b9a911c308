package view

import (
	"strconv"

	"github.com/storekey/storekey/core/wire"
)

// RightsPanel is "What this token may do (Role Resources)".
type RightsPanel struct {
	Shown  bool
	Count  string
	Ask    Button
	Note   string
	Copied bool
	// Map says that there is a tree to show.
	Map      bool
	Progress Progress
	Problem  string
	Filters  []Option
	Rows     []Row
	// Empty says that nothing fits.
	Empty string
	// Wide puts it beside the report.
	Wide bool
}

func (m *Model) drawRights(w Words) RightsPanel {
	i := m.Inspection
	a := i.Access
	p := RightsPanel{Wide: m.rightsBeside(), Progress: m.drawProgress(w, a.Job), Map: a.Map != nil}
	p.Shown = a.Job.Busy() || a.Map != nil || a.Error != nil || m.offersRights()
	if !p.Shown {
		return p
	}
	p.Ask = Button{Label: w("rightsAsk"), Busy: a.Job.Busy(), Off: !m.canAsk()}
	switch {
	case p.Ask.Busy:
		p.Ask.Label = w("asking")
	case a.Map != nil:
		p.Ask.Label = w("askAgain")
	default:
		p.Note = w("rightsNote")
	}
	p.Ask.Main = a.Map == nil && m.mainIs("rights-ask")
	if a.Error != nil && a.Error.Code != codeTabConsent {
		p.Problem = m.sentence(w, a.Error)
	}
	if a.Map != nil {
		p.Copied = m.Copied == copyRightsButton
		m.drawTree(w, &p)
	}
	return p
}

// offersRights: only a token that the store takes has rights to tell of.
func (m *Model) offersRights() bool {
	i := m.Inspection
	return i.Report != nil && i.Report.Verdict == wire.VerdictValid && !i.Job.Busy() && m.canAsk()
}

// rightsBeside reports whether the map stands beside the report: where there is
// room and nothing else.
func (m *Model) rightsBeside() bool {
	a := m.Inspection.Access
	return m.Shape == ShapeTab && m.Screen == Check && (a.Map != nil || a.Job.Busy())
}

func (m *Model) drawTree(w Words, p *RightsPanel) {
	a := m.Inspection.Access
	t := a.tree
	p.Count = w("rightsCount", strconv.Itoa(t.all), strconv.Itoa(len(a.Map.Operations)))
	for _, f := range []struct {
		show, label string
		n           int
	}{
		{showAll, w("rightsAll"), t.all},
		{wire.Yes, w("rightsYes", strconv.Itoa(t.yes)), t.yes},
		{wire.No, w("rightsNo", strconv.Itoa(t.no)), t.no},
		{wire.Unknown, w("rightsUnknown", strconv.Itoa(t.all-t.yes-t.no)), t.all - t.yes - t.no},
		{showDiffers, w("rightsDiffer", strconv.Itoa(t.differs)), t.differs},
	} {
		if f.n > 0 || f.show != showDiffers && f.show != wire.Unknown {
			p.Filters = append(p.Filters, Option{f.show, f.label, f.show == a.Show})
		}
	}
	if a.from > 0 {
		p.Rows = append(p.Rows, Row{Kind: RowLeafMore, Press: "rights-more", Of: leavesBefore, Title: w("rightsBefore", strconv.Itoa(a.from))})
	}
	end := min(a.from+a.drawn, len(a.lines))
	for _, l := range a.lines[a.from:end] {
		p.Rows = append(p.Rows, m.drawLeaf(w, l))
	}
	if rest := len(a.lines) - end; rest > 0 {
		p.Rows = append(p.Rows, Row{Kind: RowLeafMore, Press: "rights-more", Title: w("rightsMore", strconv.Itoa(rest))})
	}
	if len(a.lines) == 0 {
		p.Empty = w("rightsNothing")
	}
}

func (m *Model) drawLeaf(w Words, l treeLine) Row {
	a := m.Inspection.Access
	row := Row{Kind: RowLeaf, Level: l.level, Of: l.of(), Press: "leaf", Focus: l.of() == a.at, Folds: l.folds, Open: l.open}
	if l.route >= 0 {
		o := a.Map.Operations[l.route]
		row.Chip, row.Title, row.Line = o.Method, o.Path, w("rightsUse", o.Method, o.Path)
		row.Icon, row.Is, row.State = rightIcon(o.Allowed), o.Allowed, rightWord(w, o.Allowed)
		return row
	}
	leaf := a.tree.leaves[l.leaf]
	row.Title = leafTitle(w, leaf.title)
	if leaf.resource >= 0 {
		r := a.Map.Resources[leaf.resource]
		row.Line, row.Count = r.ID, howWord(w, r.How)
	}
	switch {
	case leaf.all == 0:
		row.State = strconv.Itoa(len(leaf.routes))
	case leaf.resource >= 0 && differs(a.Map.Resources[leaf.resource]):
		row.Icon, row.Is, row.State = "warning", "warn", differWord(w, a.Map.Resources[leaf.resource])
	case leaf.yes == leaf.all:
		row.Icon, row.Is, row.State = rightIcon(wire.Yes), wire.Yes, rightWord(w, wire.Yes)
	case leaf.no == leaf.all:
		row.Icon, row.Is, row.State = rightIcon(wire.No), wire.No, rightWord(w, wire.No)
	case leaf.yes+leaf.no == 0:
		row.Icon, row.Is, row.State = rightIcon(wire.Unknown), wire.Unknown, rightWord(w, wire.Unknown)
	default:
		row.Icon, row.Is, row.State = "minus", "some", rightsCount(w, leaf)
	}
	return row
}

func leafTitle(w Words, title string) string {
	switch title {
	case groupSelf:
		return w("rightsSelf")
	case groupOpen:
		return w("rightsOpen")
	case groupUntold:
		return w("rightsUntold")
	}
	return title
}

func rightIcon(allowed string) string {
	switch allowed {
	case wire.Yes:
		return "check"
	case wire.No:
		return "close"
	}
	return "unknown"
}

func rightWord(w Words, allowed string) string {
	switch allowed {
	case wire.Yes:
		return w("rightYes")
	case wire.No:
		return w("rightNo")
	}
	return w("rightUnknown")
}

func differWord(w Words, r wire.Resource) string {
	if r.Allowed == wire.No {
		return w("rightNoTicked")
	}
	return w("rightYesUnticked")
}

// howWord says how a right is known.
func howWord(w Words, how string) string {
	switch how {
	case wire.ByProbe:
		return w("howProbe")
	case wire.BySchema:
		return w("howSchema")
	}
	return w("howInferred")
}
