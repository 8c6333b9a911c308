package view

import (
	"strconv"

	"github.com/storekey/storekey/core/wire"
)

// Ticket is a text about the request that can be shown to others, before it is
// copied.
type Ticket struct {
	Open         bool
	Text         string
	Replacements []wire.Replacement
	Problem      *wire.Error

	keep []int // the replacements that are not made
}

const copyTicketButton = "copy-ticket"

// ticketWanted is "Copy for a ticket": the text is looked at first.
func (m *Model) ticketWanted() []Effect {
	r := &m.Request
	if r.built == nil {
		return nil
	}
	r.Ticket = Ticket{Open: true}
	return append(m.writeTicket(), Reveal{"ticket"})
}

func (m *Model) writeTicket() []Effect {
	r := m.Request
	store := m.requestStore()
	store.StoreCode = m.scope()
	o := new(object).raw("request", writeRequest(*r.built)).raw("store", writeStore(store))
	if r.Sending.Answer != nil && r.Sending.isOf(r.built) {
		o.raw("sent", string(r.Sending.raw))
	}
	if c, there := m.credential(r.Ref); there {
		t := c.Token
		o.raw("token", new(object).str("kind", t.Kind).str("format", t.Format).opt("issuedAt", t.IssuedAt).opt("expiresAt", t.ExpiresAt).String())
		if i := m.Inspection; i.Ref == c.Ref && i.Report != nil && len(i.raw) > 0 {
			o.raw("check", string(i.raw))
		}
	}
	return []Effect{m.ask(AskTicket, "POST", "/v1/ticket", o.raw("keep", array(r.Ticket.keep, strconv.Itoa)).body())}
}

func (m *Model) ticketAnswered(e Answered) []Effect {
	t := &m.Request.Ticket
	v, problem := e.read()
	if t.Problem = problem; problem == nil {
		t.Text, t.Replacements = v.str("text"), each(v.get("replacements"), readReplacement)
	}
	return []Effect{Focus{copyTicketButton}}
}

// replacementTurned makes one replacement, or takes it back.
func (m *Model) replacementTurned(of string) []Effect {
	t := &m.Request.Ticket
	n := number(of)
	var keep []int
	kept := false
	for _, k := range t.keep {
		if k == n {
			kept = true
		} else {
			keep = append(keep, k)
		}
	}
	if !kept {
		keep = append(keep, n)
	}
	t.keep = keep
	return m.writeTicket()
}

func (m *Model) ticketCopied() []Effect {
	return []Effect{CopyText{m.Request.Ticket.Text, copyTicketButton}}
}

func (m *Model) ticketLeft() []Effect {
	m.Request.Ticket = Ticket{}
	return []Effect{Focus{"ticket-open"}}
}

// TicketPanel is the text with what was replaced in it.
type TicketPanel struct {
	Shown        bool
	Text         string
	Problem      string
	Note         string
	Replacements []Row
	Copied       bool
}

func (m *Model) drawTicket(w Words) TicketPanel {
	t := m.Request.Ticket
	p := TicketPanel{Shown: t.Open, Text: t.Text, Copied: m.Copied == copyTicketButton, Note: w("ticketNothing")}
	if t.Problem != nil {
		p.Problem = m.sentence(w, t.Problem)
	}
	if len(t.Replacements) > 0 {
		p.Note = w("ticketReplaced", strconv.Itoa(len(t.Replacements)))
	}
	for _, r := range t.Replacements {
		row := Row{Title: r.Original, Line: r.Placeholder, Act: "ticket-turn", ActLabel: w("ticketKeep"), Of: strconv.Itoa(r.Number)}
		if r.Times > 1 {
			row.Line = w("ticketTimes", r.Placeholder, strconv.Itoa(r.Times))
		}
		if !r.Made {
			row.Line, row.State, row.Is, row.ActLabel = r.Placeholder, w("ticketShown"), "warn", w("ticketReplace")
		}
		p.Replacements = append(p.Replacements, row)
	}
	return p
}
