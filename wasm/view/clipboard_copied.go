package view

import "encoding/json"

// Clip is what the page knows of the clipboard.
type Clip struct {
	// Seconds and Bearer are the settings: after how long a secret is taken off,
	// and whether tokens are.
	Seconds string
	Bearer  bool
	// May says that the browser lets Storekey look at the clipboard.
	May bool
	// Ask is the class of what was just copied, while the page asks whether it is
	// to be taken off.
	Ask string

	copied json.RawMessage // what the worker is told of it
	due    bool            // and that it goes when its time is over
}

// CopiedIn is what an answer that is to be copied says of its text for the worker.
func CopiedIn(body []byte) json.RawMessage {
	v, _ := readJSON(body)
	return json.RawMessage(v.get("copied").raw)
}

// tellCopied tells the worker what is on the clipboard now, if it is a secret.
func (m *Model) tellCopied() []Effect {
	if len(m.Clip.copied) == 0 {
		return nil
	}
	return []Effect{m.ask(AskClip, "POST", "/v1/clipboard", m.Clip.copied)}
}

func (m *Model) clipAnswered(e Answered) []Effect {
	v, problem := e.read()
	if problem != nil {
		return nil // it stays there, as it would without Storekey
	}
	c := &m.Clip
	c.due, c.Seconds = v.str("until") != "", v.get("seconds").raw
	if v.yes("offer") && (!c.due || !c.May) {
		c.Ask = v.str("class")
	} else {
		m.clipTold()
	}
	return nil
}

// clipAllowed is a click on the yes to the question, or on the button in the
// settings; the browser is being asked for its leave, which may close the page.
func (m *Model) clipAllowed() []Effect {
	c := &m.Clip
	effects := []Effect{AwaitLeave{}}
	if c.Ask != "" {
		c.Ask = ""
		body := append(append([]byte(nil), c.copied[:len(c.copied)-1]...), `,"yes":true}`...)
		effects = append(effects, m.ask(AskClip, "POST", "/v1/clipboard", body))
	}
	return effects
}

// clipGivenBack takes that leave back.
func (m *Model) clipGivenBack() []Effect {
	return []Effect{GiveBackClipboard{}, Focus{"clip-seconds"}}
}

// ClipLeave is what the browser's user said.
type ClipLeave struct{ Given bool }

func (e ClipLeave) apply(m *Model) []Effect {
	m.Clip.May = e.Given
	m.clipTold()
	return nil
}

// clipTold says what becomes of what was copied.
func (m *Model) clipTold() {
	if !m.Clip.due || m.Toast.What == toastHeader {
		return
	}
	m.Toast = Toast{What: toastClipStays, Until: m.Now.Add(toastFor)}
	if m.Clip.May {
		m.Toast.What = toastClip
	}
}

// clipDeclined is the no: the question is not put again.
func (m *Model) clipDeclined() []Effect {
	m.Clip.Ask = ""
	return []Effect{m.ask(AskClipSettings, "PUT", "/v1/settings/clipboard", json.RawMessage(`{"offered":true}`))}
}

// ClipLine is the question about what was just copied.
type ClipLine struct{ Text string }

func (m *Model) drawClip(w Words) ClipLine {
	if m.Clip.Ask == "" {
		return ClipLine{}
	}
	return ClipLine{w("clipAsk_"+m.Clip.Ask, m.Clip.Seconds)}
}

// clipToast says what becomes of it.
func (m *Model) clipToast(w Words, t Toast) string {
	if t.What == toastClip {
		return w("clipGone", m.Clip.Seconds)
	}
	return w("clipStays")
}
