package view

import (
	"encoding/json"
	"strings"

	"github.com/storekey/storekey/core/wire"
)

const sendPath = "/v1/send"

// What a write wants before it goes.
const (
	consentWrite        = "write"
	codeWriteAsks       = "write_asks"
	codeWriteProduction = "write_production"
)

// Sending is a request on its way, and what came back.
type Sending struct {
	Job    Job
	Answer *wire.Sent
	Error  *wire.Error
	// Last is the request that Answer is of, without its credential.
	Last wire.Request
	// Again says that an earlier opening of the page sent it.
	Again bool
	// Views and Currencies are the store's own, once it was asked for them.
	Views, Currencies []string
	ListsProblem      *wire.Error
	NoLists           bool // it did not tell

	raw      json.RawMessage // the answer as it came
	body     []Span          // its body, over lines and coloured
	consents []string
	job      string // the call that was made last
}

// forget drops what was asked about a request that is another one now.
func (s *Sending) forget() {
	if !s.Job.Busy() {
		s.Error, s.consents = nil, nil
	}
}

// isOf reports whether it is this request that was sent: the fields may have
// changed since. Of an earlier opening no body is kept.
func (s *Sending) isOf(r *wire.Request) bool {
	if r == nil || r.Method != s.Last.Method || r.URL != s.Last.URL {
		return false
	}
	return s.Again || r.Body == s.Last.Body || r.Body != nil && s.Last.Body != nil && *r.Body == *s.Last.Body
}

// leave drops what came back, too.
func (s *Sending) leave() {
	if s.forget(); !s.Job.Busy() {
		s.Answer, s.job = nil, ""
	}
}

// sendPressed is "Send".
func (m *Model) sendPressed() []Effect {
	r := &m.Request
	if r.Sending.Job.Busy() || !m.confirmed() {
		return nil
	}
	if name := r.missingParam(); name != "" {
		return []Effect{FocusField{"request", paramPrefix + name}}
	}
	if m.asked[AskRequest] != "" {
		r.then = onceSend
		return nil
	}
	if r.built == nil {
		return nil
	}
	r.Sending.consents = nil
	return m.send(*r.built, "")
}

func (m *Model) send(request wire.Request, typed string) []Effect {
	r, s := &m.Request, &m.Request.Sending
	s.Answer, s.Error, s.Again, s.Last = nil, nil, false, request
	body := new(object).raw("request", writeRequest(request))
	if r.Ref != "" {
		body.raw("credential", writeRef(wire.CredentialRef{Ref: r.Ref}))
	}
	body.consent(s.consents).opt("host", typed).door(m.Login.front, OriginOf(request.URL))
	ask := m.ask(AskSend, "POST", sendPath, body.body())
	ask.Origin = OriginOf(request.URL)
	s.job = ask.ID
	effects := m.start(&s.Job, ask)
	return append(effects, m.keepRequest())
}

func (m *Model) sendAnswered(e Answered) []Effect {
	s := &m.Request.Sending
	s.Job = Job{}
	v, problem := e.read()
	if problem != nil {
		s.Error = problem
		switch problem.Code {
		case codeWriteAsks, codeTabConsent:
			return []Effect{Focus{"send-ask-yes"}}
		case codeWriteProduction:
			return []Effect{SetValue{"guard-host", ""}, Focus{"guard-host"}}
		}
		return []Effect{Reveal{"answer"}}
	}
	s.took(v, e.Body)
	return append([]Effect{Reveal{"answer"}}, m.askRecent()...)
}

// took keeps an answer, and its body as it is shown: parted once, not with each
// tick of the clock.
func (s *Sending) took(v value, raw json.RawMessage) {
	sent := readSent(v)
	s.Answer, s.raw, s.body = &sent, raw, nil
	if sent.Body != "" {
		s.body = coloured(indented(sent.Body))
	}
}

// sendAgreed is the yes beside Send.
func (m *Model) sendAgreed() []Effect {
	s := &m.Request.Sending
	if s.Error == nil {
		return nil
	}
	consent := consentWrite
	if s.Error.Code == codeTabConsent {
		consent = consentTab
	}
	s.consents = append(append([]string(nil), s.consents...), consent)
	return m.send(s.Last, "")
}

func (m *Model) sendDeclined() []Effect {
	m.Request.Sending.Error = nil
	return []Effect{Focus{"send"}}
}

// HostTyped is the name of the production store, typed to let a write through.
type HostTyped struct{ Host string }

func (e HostTyped) apply(m *Model) []Effect {
	s := &m.Request.Sending
	if s.Error == nil || s.Error.Code != codeWriteProduction || !sameHost(e.Host, s.Error.Params["host"]) {
		return []Effect{Focus{"guard-host"}}
	}
	if !holds(s.consents, consentWrite) {
		s.consents = append(append([]string(nil), s.consents...), consentWrite)
	}
	return m.send(s.Last, strings.TrimSpace(e.Host))
}

// FitsHost reports whether what was typed is the name that is wanted.
func (m Model) FitsHost(typed string) bool {
	problem := m.Request.Sending.Error
	return problem != nil && sameHost(typed, problem.Params["host"])
}

func sameHost(typed, host string) bool {
	return host != "" && strings.EqualFold(strings.TrimSpace(typed), host)
}

// sendCancelled is Cancel, or Esc.
func (m *Model) sendCancelled() []Effect {
	s := &m.Request.Sending
	m.drop(AskSend)
	s.Error = &wire.Error{Code: codeCancelled}
	return append(m.cancelJob(&s.Job), Focus{"send"})
}

// nextSent asks for what became of what was queued.
func (m *Model) nextSent() []Effect {
	s := &m.Request.Sending
	if s.Answer == nil || s.Answer.Next == nil {
		return nil
	}
	next := *s.Answer.Next
	effects := m.begin(next.Method, pathAt(m.requestStore(), next.URL), Route{})
	m.Request.built = &next
	m.drop(AskRequest)
	s.consents = nil
	return append(append(effects, m.writeForm()...), m.send(next, "")...)
}

// answerLeft closes the answer.
func (m *Model) answerLeft() []Effect {
	s := &m.Request.Sending
	s.Answer, s.Error, s.job = nil, nil, ""
	return []Effect{Focus{"send"}, m.keepRequest()}
}

const copyAnswerButton = "copy-answer"

func (m *Model) answerCopied() []Effect {
	if a := m.Request.Sending.Answer; a != nil {
		return []Effect{CopyText{indented(a.Body), copyAnswerButton}}
	}
	return nil
}

// answerSaved keeps the body as a file.
func (m *Model) answerSaved() []Effect {
	s := m.Request.Sending
	if s.Answer == nil {
		return nil
	}
	kind := "text/plain"
	name := fileName(s.Last.URL) + ".txt"
	if _, ok := readJSON([]byte(s.Answer.Body)); ok {
		kind, name = "application/json", fileName(s.Last.URL)+".json"
	}
	return []Effect{SaveText{Name: name, Kind: kind, Text: s.Answer.Body}}
}

// fileName is made of the last segments of an address.
func fileName(url string) string {
	path, _, _ := strings.Cut(strings.TrimPrefix(url, OriginOf(url)), "?")
	if _, rest, found := strings.Cut(path, "/V1/"); found {
		path = rest
	}
	if path == "" {
		path = "answer"
	}
	var b strings.Builder
	for _, c := range strings.Trim(path, "/") {
		if c < 0x80 && (isAlnum(byte(c)) || c == '-' || c == '_') {
			b.WriteRune(c)
		} else {
			b.WriteByte('-')
		}
	}
	return b.String()
}
