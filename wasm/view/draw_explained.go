package view

import (
	"strings"

	"github.com/storekey/storekey/core/wire"
)

// Explanation is what a pasted answer of a store means: what happened first, then
// what else belongs to it.
type Explanation struct {
	Shown                    bool
	Level, Icon, Title, Next string
	// Path leads to the box to tick in the role editor; Ticked says whether it is.
	Path             []string
	Ticked, TickIcon string
	TickIs, Hint     string
	Also             []FindingLine
	Store            string // the store's own words
}

func (m *Model) drawExplained(w Words) Explanation {
	i := m.Inspection
	if len(i.Explained) == 0 {
		return Explanation{}
	}
	first := i.Explained[0]
	x := Explanation{Shown: true, Level: first.Level, Icon: levelIcons[first.Level], Title: first.Message, Next: first.Hint,
		Store: first.Params["storeMessage"]}
	for _, f := range i.Explained[1:] {
		if x.Path == nil && x.box(w, f) {
			continue
		}
		x.Also = append(x.Also, findingLines([]wire.Finding{f})...)
	}
	return x
}

// box takes the finding that names the box to tick.
func (x *Explanation) box(w Words, f wire.Finding) bool {
	path := f.Params["path"]
	switch f.Code {
	case "right_ticked":
		x.Ticked, x.TickIcon, x.TickIs = w("boxTicked"), "check", wire.Yes
	case "right_unticked":
		x.Ticked, x.TickIcon, x.TickIs = w("boxUnticked"), "close", wire.No
	case "right_box":
		x.Ticked, x.TickIcon = w("boxUntold"), "unknown"
	default:
		return false
	}
	x.Path, x.Hint = strings.Split(path, " > "), f.Hint
	return path != ""
}
