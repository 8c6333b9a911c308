package view

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/storekey/storekey/core/wire"
)

const (
	tokenPath = "/v1/token/"
	checkPath = "/v1/check"
)

// isLogin reports whether a call's path is one that logs in: with what was typed,
// or with what is saved.
func isLogin(path string) bool {
	return strings.HasPrefix(path, tokenPath) || strings.HasPrefix(path, "/v1/stores/") && strings.HasSuffix(path, "/renew")
}

// JobsFound are the records of calls that earlier openings of the page left
// behind: of the newest login and of the newest check for this store, what
// became of them is told.
type JobsFound struct{ Records []json.RawMessage }

func (e JobsFound) apply(m *Model) []Effect {
	var login, check, rights wire.Call
	for _, raw := range e.Records {
		v, ok := readRecord(raw)
		call := readCall(v)
		switch {
		case !ok || !m.concerns(call):
		case isLogin(call.Path):
			login = newer(login, call)
		case call.Path == checkPath:
			check = newer(check, call)
		case call.Path == canIPath:
			rights = newer(rights, call)
		}
	}
	m.loginFound(login)
	m.checkFound(check)
	m.rightsFound(rights)
	return nil
}

// concerns reports whether the call is about this store. One that has only
// begun does not tell yet.
func (m *Model) concerns(call wire.Call) bool {
	return call.Origin == m.storeOrigin() || call.Origin == "" && !call.Finished()
}

func newer(a, b wire.Call) wire.Call {
	if a.StartedAt > b.StartedAt {
		return a
	}
	return b
}

// noticeFor is how long after its end a call is still worth telling about.
const noticeFor = 10 * time.Minute

// fresh reports whether the call ended not long ago, and not by the user's hand.
func (m *Model) fresh(call wire.Call) bool {
	ended, told := parseTime(call.FinishedAt)
	return told && m.Now.Sub(ended) < noticeFor && call.State != wire.CallCancelled
}

func jobOf(call wire.Call) Job {
	started, _ := parseTime(call.StartedAt)
	return Job{ID: call.ID, StartedAt: started, Call: call}
}

func (m *Model) loginFound(call wire.Call) {
	l := &m.Login
	if call.ID == "" || l.Job.Busy() || l.Error != nil {
		return
	}
	running, failed := !call.Finished(), call.State != wire.CallDone && m.fresh(call)
	if !running && !failed {
		return
	}
	switch id, _ := strings.CutPrefix(call.Path, tokenPath); {
	case id == wire.KindAdmin || id == wire.KindCustomer:
		l.Kind, l.KindChosen = id, true
	case id != call.Path && id != wire.KindSession:
		l.Way = id
	}
	// /v1/stores/{id}/credentials/{id}/renew
	if parts := strings.Split(call.Path, "/"); len(parts) == 7 {
		l.Saved = wire.SavedRef{Store: parts[3], Credential: parts[5]}
	}
	if running {
		l.Job = jobOf(call)
		return
	}
	m.loginFailed(call)
}

// loginFailed tells of a login that nobody waited for. The password that it was
// made with is gone: a step that needs it starts anew.
func (m *Model) loginFailed(call wire.Call) {
	l := &m.Login
	l.Error, l.told = errorIn(call.Body), call.ID
	l.Plain = l.Plain || l.Error.Code == codePlainHTTP
	l.Door = l.Door || l.Error.Code == codeBasicAuth
}

// loginEnded ends a login that an earlier opening of the page had sent: its
// record brings the answer.
func (m *Model) loginEnded(call wire.Call) []Effect {
	if !call.Finished() || m.asked[AskLogin] == call.ID {
		return nil
	}
	l := &m.Login
	l.Job, l.CodeStep = Job{}, false
	l.forgetPassword()
	switch {
	case !m.concerns(call):
		return nil
	case call.State == wire.CallDone:
		return CredentialsChanged{}.apply(m)
	case call.State != wire.CallCancelled:
		m.loginFailed(call)
	}
	switch {
	case len(l.active()) > 0 && !endsLogin(l.Error):
		return m.codeStep()
	case l.Error == nil:
		return nil
	}
	return []Effect{Focus{"password"}, Reveal{"outcome"}}
}

// passwordGone reports whether the error asks for a step that needs the
// password, which only the page that is closed by now had.
func (l *Login) passwordGone() bool {
	if l.Error == nil || l.hasTyped() || l.Saved.Store != "" || l.waits() {
		return false
	}
	switch l.Error.Code {
	case codeTabConsent, codeBasicAuth, codePlainHTTP, codeLockedOut, codeWrongCode, codeOtherBody:
		return true
	case codeTwoFactor:
		return slices.ContainsFunc(l.Error.Choices, func(code string) bool { return slices.Contains(Factors, code) })
	}
	return false
}

func (m *Model) checkFound(call wire.Call) {
	i := &m.Inspection
	switch {
	case call.ID == "" || i.Filled || i.Job.Busy():
	case !call.Finished():
		*i = Inspection{Filled: true, Again: true, Job: jobOf(call)}
	case m.fresh(call):
		*i = Inspection{Filled: true, Again: true}
		i.end(call)
	}
}

// checkEnded ends a check that an earlier opening of the page had asked for.
func (m *Model) checkEnded(call wire.Call) []Effect {
	switch i := &m.Inspection; {
	case !call.Finished() || m.asked[AskCheck] == call.ID:
	case call.State == wire.CallCancelled || !m.concerns(call):
		*i = Inspection{}
	default:
		i.Job = Job{}
		i.end(call)
	}
	return nil
}

func (i *Inspection) end(call wire.Call) {
	v, ok := readJSON(call.Body)
	if call.State != wire.CallDone || !ok {
		i.Error = errorIn(call.Body)
		return
	}
	report := readCheck(v)
	i.Report, i.raw = &report, call.Body
}

// rightsFound tells of the newest access map that was asked for, beside the check
// before it.
func (m *Model) rightsFound(call wire.Call) {
	i := &m.Inspection
	if call.ID == "" || i.Filled && !i.Again || i.Access.Job.Busy() || i.Access.Map != nil {
		return
	}
	switch {
	case !call.Finished():
		i.Filled, i.Again, i.Access.Job = true, true, jobOf(call)
	case m.fresh(call):
		i.Filled, i.Again = true, true
		i.rights(call)
	}
}

// rights takes what an earlier opening of the page had asked for.
func (i *Inspection) rights(call wire.Call) {
	if call.State != wire.CallDone {
		i.Access.Error = errorIn(call.Body)
		return
	}
	i.mapped(call.Body)
}

func (m *Model) rightsEnded(call wire.Call) []Effect {
	switch i := &m.Inspection; {
	case !call.Finished() || m.asked[AskCanI] == call.ID:
	case call.State == wire.CallCancelled || !m.concerns(call):
		i.Access = AccessMap{}
	default:
		i.Access.Job = Job{}
		i.rights(call)
	}
	return nil
}
