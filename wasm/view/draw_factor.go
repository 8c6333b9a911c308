package view

import "slices"

func (m *Model) drawCode(w Words) CodeForm {
	l := &m.Login
	f := CodeForm{Shown: true, Who: l.Username, Factor: l.factor(), Asked: w("codeAsked"), Box: true,
		Button: m.loginButton(w), Progress: m.drawProgress(w, l.Job), Busy: l.Job.Busy()}
	f.Button.Label = w("getAdminToken")
	if f.Busy {
		f.Button.Label = w("loggingIn")
	}
	if known := l.active(); len(known) > 1 {
		for _, code := range known {
			f.Factors = append(f.Factors, Option{Value: code, Chosen: code == f.Factor})
		}
	}
	if left := l.waitingTime(m.Now); left != "" {
		f.Left = w("codeLeft", left)
	}
	m.drawFactor(w, &f)
	m.drawStep(w, &f)
	return f
}

// drawFactor says what the second factor wants.
func (m *Model) drawFactor(w Words, f *CodeForm) {
	switch f.Factor {
	case factorAuthy:
		f.Label, f.Hint, f.Sends = w("otpAuthy"), w("otpAuthyNote"), true
		f.AppLabel = w("askApp")
		if m.Login.Pending.Sent == factorOneTouch {
			f.App, f.AppLabel = true, w("askAppAgain")
		}
	case factorDuo:
		f.Label, f.Hint = w("otpDuo"), w("otpDuoNote")
	case factorKey:
		f.Box, f.Asked, f.Hint = false, w("keyAsked"), w("keyNote", m.storeHost())
		f.Key = Button{Label: w("useKey"), Busy: f.Busy, Main: true}
		if f.Busy {
			f.Key.Label = w("keyWaits")
		}
	default:
		f.Label, f.Hint, f.AtOnce = w("otp"), w("otpNote"), true
	}
	f.Button.Off = f.Button.Off || !f.Box
}

// drawStep says what became of the last step.
func (m *Model) drawStep(w Words, f *CodeForm) {
	e := m.Login.Error
	if m.Wrong == "otp" {
		f.Problem = m.wanted(w)
		return
	}
	switch m.Login.Pending.Sent {
	case "sms":
		f.Sent = w("sentSMS")
	case "call":
		f.Sent = w("sentCall")
	case factorOneTouch:
		f.Sent = w("sentApp")
	}
	if f.Factor != factorAuthy {
		f.Sent = ""
	}
	if e == nil {
		return
	}
	f.Proof = m.proof(w, e.Evidence, storeWords(e))
	said := []string{codeTwoFactor, codeSentSMS, codeSentCall, codeSentApp, codeTouch, codeTabConsent, codeLockedOut, codePlainHTTP}
	if !slices.Contains(said, e.Code) {
		f.Problem = m.sentence(w, e)
	}
}
