package view

import (
	"strings"

	"github.com/storekey/storekey/core/wire"
)

// Verdict is the answer, first.
type Verdict struct {
	Shown                                   bool
	Verdict, Level, Icon, Title, Text, Next string
	// Act is the one button that leads on, by its ID; Copy that there is a report
	// to copy.
	Act       string
	ActButton Button
	Copy      bool
	Copied    bool
}

// drawVerdict is the answer of the store; before it was asked, only what the
// token says against itself.
func (m *Model) drawVerdict(w Words) Verdict {
	v := m.verdict(w)
	if v.Shown {
		v.Act = m.nextStep()
		v.ActButton = Button{Label: m.nextWord(w, v.Act), Main: v.Act != "" && m.mainIs(v.Act)}
		v.Copy = m.Inspection.Report != nil && (m.Inspection.raw != nil || m.Inspection.Access.raw != nil)
		v.Copied = m.Copied == copyReportButton
	}
	return v
}

func (m *Model) verdict(w Words) Verdict {
	i := m.Inspection
	switch {
	case i.Job.Busy():
		return Verdict{}
	case i.Report != nil:
		return m.storeVerdict(w, *i.Report)
	case i.Error != nil && (i.Error.Code != codeTabConsent || i.Again):
		v := Verdict{Shown: true, Verdict: wire.VerdictUnknown, Icon: "unknown"}
		v.Title, v.Next = m.problemWords(w, i.Error)
		if i.Error.Code == codeTabConsent {
			v.Next = w("tokenAgain")
		}
		return v
	}
	t, there := m.chosenToken()
	switch {
	case there && isExpired(t, m.Now):
		ends, _ := parseTime(t.ExpiresAt)
		return Verdict{Shown: true, Level: "warning", Icon: "clock",
			Title: w("expiredAgo", w.span(m.Now.Sub(ends))), Text: w("expiredText")}
	case !there && i.Sought && len(i.Explained) == 0:
		return m.nothing(w)
	}
	return Verdict{}
}

// nothing is what is said of a text that holds no token and no known error.
func (m *Model) nothing(w Words) Verdict {
	i := m.Inspection
	v := Verdict{Shown: true, Verdict: wire.VerdictUnknown, Icon: "unknown",
		Title: w("nothingRead"), Next: w("nothingReadHint")}
	if found := i.Findings; len(found) > 0 {
		v.Title, v.Next = found[0].Message, found[0].Hint
	} else if i.Help != nil {
		v.Title, v.Next = i.Help.Message, i.Help.Hint
	}
	return v
}

var verdictIcons = map[string]string{
	wire.VerdictValid: "valid", wire.VerdictInvalid: "invalid", wire.VerdictUnknown: "unknown",
}

func (m *Model) storeVerdict(w Words, c wire.Check) Verdict {
	v := Verdict{Shown: true, Verdict: c.Verdict, Icon: verdictIcons[c.Verdict], Title: verdictWord(w, c.Verdict)}
	if v.Icon == "" {
		v.Icon = "unknown"
	}
	f, there := m.said()
	if c.Verdict == wire.VerdictValid {
		v.Text = m.validText(w, c)
		if there && f.Level != wire.LevelInfo {
			v.Level, v.Icon = "warning", "warning"
			v.Title, v.Next = w("validBut"), strings.TrimSpace(f.Message+" "+f.Hint)
		}
		return v
	}
	if there {
		v.Text, v.Next = f.Message, f.Hint
	}
	return v
}

// said is the finding that the verdict itself says: its reason, or the first of
// what a valid token still cannot do.
func (m *Model) said() (wire.Finding, bool) {
	c := m.Inspection.Report
	if c.Verdict == wire.VerdictValid {
		for _, f := range c.Findings {
			if f.Code == "customer_other_view" || f.Level == wire.LevelError {
				return f, true
			}
		}
	}
	return reasonOf(*c)
}

func verdictWord(w Words, verdict string) string {
	switch verdict {
	case wire.VerdictValid:
		return w("verdictValid")
	case wire.VerdictInvalid:
		return w("verdictInvalid")
	}
	return w("verdictUnknown")
}

func reasonOf(c wire.Check) (wire.Finding, bool) {
	for _, f := range c.Findings {
		if f.Code == c.Reason {
			return f, true
		}
	}
	return wire.Finding{}, false
}

// nextStep is the button that leads on from the verdict, or empty.
func (m *Model) nextStep() string {
	i := m.Inspection
	switch {
	case i.Job.Busy():
		return ""
	case i.Report == nil && i.Error == nil:
		if t, there := m.chosenToken(); there && isExpired(t, m.Now) && m.confirmed() {
			return "renew"
		}
		return ""
	case m.reasonIs("basic_and_bearer") && m.canAskPanel():
		return "ask-panel"
	case m.stoppedAtDoor() || m.reasonIs("basic_and_bearer"):
		return "door-open"
	case m.offersDoctor():
		return "doctor-ask"
	case i.Error != nil && m.canAsk():
		return "ask-store"
	case i.Report != nil && m.confirmed() && (i.Report.Verdict == wire.VerdictInvalid || m.reasonIs("opaque_refused")):
		return "renew"
	}
	return ""
}

func (m *Model) reasonIs(code string) bool {
	i := m.Inspection
	return i.Report != nil && i.Report.Reason == code
}

func (m *Model) nextWord(w Words, id string) string {
	switch id {
	case "renew":
		return w("renew")
	case "ask-panel":
		return w("askPanel")
	case "door-open":
		return w("doorOpen")
	case "doctor-ask":
		return w("doctorAsk")
	case "ask-store":
		return w("askAgain")
	}
	return ""
}

// validText says whose token the store took, and until when.
func (m *Model) validText(w Words, c wire.Check) string {
	t, _ := m.chosenToken()
	if c.Kind != "" {
		t.Kind = c.Kind
	}
	who := c.Who
	if who == "" {
		who = userID(w, t)
	}
	name := host(c.Store.RestURL)
	taken := w("validTaken", tokenTitle(w, t.Kind), name)
	if who != "" {
		taken = w("validTakenWho", tokenTitle(w, t.Kind), who, name)
	}
	ends, told := parseTime(t.ExpiresAt)
	if !told || !ends.After(m.Now) {
		return taken
	}
	return taken + " " + w("validUntil", w.span(ends.Sub(m.Now)), w.exact(ends, m.Now))
}
