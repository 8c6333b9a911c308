package view

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/storekey/storekey/core/wire"
)

// RequestKey is where the request is kept until the browser closes: a popup is
// gone with the next click beside it.
const RequestKey = "ui:request"

// keepRequest writes down what is filled in. Headers stay out, and bodies that
// log somebody in: what was pasted into them may be secret.
func (m *Model) keepRequest() Effect {
	r := m.Request
	values := new(object)
	for name, value := range r.Values {
		if name != "headers" && !hasPassword(value) {
			values.opt(name, value)
		}
	}
	o := new(object).raw("v", "1").str("origin", m.storeOrigin()).raw("values", values.String()).str("code", r.Code).
		opt("mode", r.Mode).opt("ref", r.Ref).raw("filters", array(r.Filters, strconv.Itoa)).
		str("job", r.Sending.job).raw("last", writeRequest(wire.Request{Method: r.Sending.Last.Method, URL: r.Sending.Last.URL}))
	o.opt("protocol", r.Protocol)
	return Keep{RequestKey, o.body()}
}

func hasPassword(text string) bool { return strings.Contains(strings.ToLower(text), "password") }

// RequestFound is the request that stood here when the page was closed, with the
// records of calls.
type RequestFound struct {
	Record json.RawMessage
	Calls  []json.RawMessage
}

func (e RequestFound) apply(m *Model) []Effect {
	v, ok := readRecord(e.Record)
	values := v.get("values").texts()
	if !ok || values == nil || m.Request.mine || v.str("origin") != m.storeOrigin() {
		return nil
	}
	r := &m.Request
	r.Values, r.Code, r.Mode, r.Protocol = values, v.str("code"), v.str("mode"), v.str("protocol")
	r.Filters = nil
	for _, item := range v.get("filters").items {
		r.Filters = append(r.Filters, number(item.raw))
	}
	if _, there := m.credential(v.str("ref")); there {
		r.Ref = v.str("ref")
	}
	r.Sending.job, r.Sending.Last = v.str("job"), readRequest(v.get("last"))
	effects := append(m.fillRequest(), append(m.askRoute(), m.protocolBegun()...)...)
	for _, raw := range e.Calls {
		if record, ok := readRecord(raw); ok {
			m.sendFound(readCall(record))
		}
	}
	return effects
}

// sendFound tells what became of what an earlier opening of the page sent.
func (m *Model) sendFound(call wire.Call) {
	s := &m.Request.Sending
	switch {
	case call.ID == "" || call.ID != s.job || call.Path != sendPath || s.Job.Busy() || !m.concerns(call):
	case !call.Finished():
		s.Job, s.Again = jobOf(call), true
	case m.fresh(call):
		m.sendEnds(call)
	}
}

// sendEnded ends it when its record does.
func (m *Model) sendEnded(call wire.Call) []Effect {
	s := &m.Request.Sending
	switch {
	case !call.Finished() || m.asked[AskSend] == call.ID:
	case call.State == wire.CallCancelled:
		s.Job = Job{}
	default:
		s.Job = Job{}
		m.sendEnds(call)
	}
	return nil
}

func (m *Model) sendEnds(call wire.Call) {
	s := &m.Request.Sending
	v, ok := readJSON(call.Body)
	s.Again = true
	if call.State == wire.CallDone && ok {
		s.took(v, call.Body)
		return
	}
	if problem := errorIn(call.Body); !strings.HasPrefix(problem.Code, "write_") {
		s.Error = problem
	}
}
