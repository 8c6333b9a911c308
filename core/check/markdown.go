package check

import (
	"strconv"
	"strings"

	"github.com/storekey/storekey/core/wire"
)

// Markdown writes a check as a report to paste into a ticket or a chat. A token
// is in it masked only; what a store said stands there as text, whatever it
// holds.
func Markdown(c wire.Check) string {
	var m markdown
	m.line("## " + verdictLine(c.Verdict))
	m.line("")
	m.facts(c.Masked, c.Kind, c.Who, c.Store)
	m.findings(c.Findings)
	m.evidence(c.Evidence)
	return m.String()
}

// AccessMarkdown writes an access map as a report: the resources as a tree.
func AccessMarkdown(a wire.AccessMap) string {
	var m markdown
	m.line("## " + verdictLine(a.Verdict))
	m.line("")
	m.facts("", a.Kind, a.Who, a.Store)
	m.fact("Asked at", a.TakenAt)
	if len(a.Resources) > 0 {
		m.line("")
		m.line("### What this token may do (Role Resources)")
		m.line("")
		m.line(tally(a))
		m.line("")
		m.tree(a.Resources)
	}
	m.findings(a.Findings)
	m.evidence(a.Evidence)
	return m.String()
}

func verdictLine(verdict string) string {
	switch verdict {
	case wire.VerdictValid:
		return "✅ Valid: the store takes this token"
	case wire.VerdictInvalid:
		return "❌ Invalid: the store does not take this token"
	}
	return "❔ Cannot tell whether the store takes this token"
}

// tally counts what is allowed.
func tally(a wire.AccessMap) string {
	yes, unknown := 0, 0
	for _, r := range a.Resources {
		switch r.Allowed {
		case wire.Yes:
			yes++
		case wire.Unknown:
			unknown++
		}
	}
	text := "Allowed: " + strconv.Itoa(yes) + " of " + strconv.Itoa(len(a.Resources))
	if unknown > 0 {
		text += ", not known: " + strconv.Itoa(unknown)
	}
	return text
}

// markdown is a report in the making (CommonMark).
type markdown struct{ strings.Builder }

func (m *markdown) line(text string) { m.WriteString(text + "\n") }

// fact is one named fact, nothing if it is not known.
func (m *markdown) fact(name, text string) {
	if text != "" {
		m.line("- " + name + ": " + escaped(text))
	}
}

func (m *markdown) facts(masked, kind, who string, store wire.Store) {
	if masked != "" {
		m.line("- Token: " + code(masked))
	}
	m.fact("Kind", kind)
	m.fact("Who", who)
	if store.BaseURL != "" {
		m.line("- Store: " + code(store.BaseURL))
	}
	m.fact("Store view", store.StoreCode)
	version := store.Version
	if version != "" && store.Edition != "" {
		version += " (" + store.Edition + ")"
	}
	m.fact("Magento", version)
}

func (m *markdown) findings(list []wire.Finding) {
	if len(list) == 0 {
		return
	}
	m.line("")
	m.line("### Why, and what to do")
	m.line("")
	for _, f := range list {
		text := "- " + levelWord(f.Level) + " " + escaped(f.Message)
		if f.Hint != "" {
			text += " " + escaped(f.Hint)
		}
		m.line(text)
	}
}

func levelWord(level string) string {
	switch level {
	case wire.LevelError:
		return "**Error:**"
	case wire.LevelWarning:
		return "**Warning:**"
	}
	return "**Note:**"
}

func (m *markdown) evidence(list []wire.Evidence) {
	if len(list) == 0 {
		return
	}
	m.line("")
	m.line("### Asked")
	m.line("")
	m.line("| Status | Request | |")
	m.line("| --- | --- | --- |")
	for _, e := range list {
		status := "–"
		if e.Status != 0 {
			status = strconv.Itoa(e.Status)
		}
		m.line("| " + status + " | " + strings.ReplaceAll(code(e.Method+" "+e.URL), "|", "\\|") + " | " + escaped(e.Note) + " |")
	}
}

// tree writes resources as lists within lists. What only leads to one has no
// sign of its own.
func (m *markdown) tree(list []wire.Resource) {
	var above []string
	for _, r := range list {
		for depth := shared(above, r.Path); depth < len(r.Path)-1; depth++ {
			m.line(indent(depth) + "- " + escaped(r.Path[depth]))
		}
		m.line(indent(len(r.Path)-1) + "- " + sign(r.Allowed) + " " + escaped(r.Title) + basis(r))
		above = r.Path
	}
}

// shared is how many titles from the top two paths have in common.
func shared(a, b []string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

func indent(depth int) string { return strings.Repeat("  ", max(depth, 0)) }

func sign(allowed string) string {
	switch allowed {
	case wire.Yes:
		return "✅ yes:"
	case wire.No:
		return "❌ no:"
	}
	return "❔ not known:"
}

// basis says how it is known, where that is not the schema, and what is ticked
// where that differs.
func basis(r wire.Resource) string {
	var notes []string
	if r.How != wire.BySchema && r.Allowed != wire.Unknown {
		notes = append(notes, r.How)
	}
	if r.Ticked != "" && r.Ticked != r.Allowed {
		notes = append(notes, "ticked in the panel: "+r.Ticked)
	}
	if len(notes) == 0 {
		return ""
	}
	return " (" + strings.Join(notes, ", ") + ")"
}

// escaped makes a text one that Markdown reads as it stands: one line, and no
// character that begins anything (CommonMark 2.4).
func escaped(text string) string {
	var b strings.Builder
	for _, r := range flat(text) {
		if r < 0x80 && strings.IndexByte("\\`*_{}[]<>#|~&!", byte(r)) >= 0 {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// code is a text that no reader makes a link of.
func code(text string) string {
	return "`" + strings.ReplaceAll(flat(text), "`", "'") + "`"
}

// flat is a text on one line, without what cannot be seen.
func flat(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t', r == '\r':
			return ' '
		case r < ' ', 0x7f <= r && r <= 0x9f, 0x200b <= r && r <= 0x200f, 0x2028 <= r && r <= 0x202e, 0x2060 <= r && r <= 0x206f, r == 0xfeff:
			return -1
		}
		return r
	}, text)
}
