package api

import (
	"errors"

	"github.com/storekey/storekey/core/check"
	"github.com/storekey/storekey/core/provider"
	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/vault"
	"github.com/storekey/storekey/core/wire"
)

// credentials tries a saved login: its token, and where that is over its
// password, once.
func (t *connection) credentials() {
	t.begin(testCredentials)
	c := t.chosen()
	switch {
	case c == nil:
		t.end(testCredentials, wire.StepWarning, wire.NewFinding("test_no_credential"))
		return
	case !t.open():
		t.end(testCredentials, wire.StepWarning, wire.NewFinding("test_locked"))
		return
	}
	before, tried := t.savedToken(c)
	if tried != nil {
		report := t.check(*tried, c)
		if report.Verdict == wire.VerdictValid {
			t.end(testCredentials, wire.StepOK, append([]wire.Finding{wire.NewFinding("test_token_good")}, report.Findings...)...)
			t.rights(*tried, areaOfSaved(c))
			return
		}
		if report.Verdict == wire.VerdictUnknown || !t.canLogIn(c) {
			t.end(testCredentials, worst(report.Verdict), t.refusedToken(report)...)
			return
		}
	}
	t.logIn(c, before)
}

func worst(verdict string) string {
	if verdict == wire.VerdictUnknown {
		return wire.StepWarning
	}
	return wire.StepFailed
}

// refusedToken says what a refused token means: an integration that the store
// does not know is told from values that are wrong.
func (t *connection) refusedToken(report wire.Check) []wire.Finding {
	list := report.Findings
	if report.Reason == "consumer_unknown" || report.Reason == "token_unknown" {
		return append([]wire.Finding{wire.NewFinding("refreshed_integration")}, list...)
	}
	if report.Verdict == wire.VerdictInvalid && report.Kind != wire.KindIntegration {
		list = append(list, wire.NewFinding("test_no_password"))
	}
	return list
}

// chosen is the login to test: the one that is named, else one with a token that
// lives, else one with everything that it needs.
func (t *connection) chosen() *wire.SavedCredential {
	entries, _, err := t.h.vault.Show(t.j.ctx, t.r)
	if err != nil {
		return nil
	}
	e := entries[0]
	markSaved(&e)
	vault.Choose(e.Credentials, "", t.in.Origin)
	best, most := -1, 0
	for i, c := range e.Credentials {
		rank := 0
		switch {
		case t.in.Credential != "" && c.ID != t.in.Credential:
		case c.State == wire.SavedLive:
			rank = 3
		case c.SavesPassword || c.Provider == "integration":
			rank = 2
		case c.HasToken || c.ID == t.in.Credential:
			rank = 1
		}
		if rank > most {
			best, most = i, rank
		}
	}
	if best < 0 {
		return nil
	}
	return &e.Credentials[best]
}

func (t *connection) open() bool {
	_, err := t.h.vault.Open(t.j.ctx)
	return err == nil || len(t.r.Sealed) == 0
}

// savedToken is the token that is saved, or the values of an integration.
func (t *connection) savedToken(c *wire.SavedCredential) (before token.Token, tried *token.Token) {
	s, err := t.h.vault.Open(t.j.ctx)
	if err != nil {
		return before, nil
	}
	text, err := t.r.Take(s, target(t.r, t.in.place), c.ID, vault.FieldToken)
	if err == nil && text.Empty() && c.Provider == "integration" {
		text, err = t.h.savedFour(t.r, s, c, t.in.place)
	}
	if err != nil || text.Empty() {
		return before, nil
	}
	before = token.Parse(text, t.h.now())
	if before.Kind == wire.KindUnknown {
		before.Kind = c.Kind
	}
	if before.Expired(t.h.now()) {
		return before, nil
	}
	return before, &before
}

func (t *connection) check(tok token.Token, c *wire.SavedCredential) wire.Check {
	env := check.Env{Doer: t.way, Now: t.h.now, Area: areaOfSaved(c), Views: t.r.StoreViews}
	report := check.Check(t.j.ctx, env, t.store, tok, nil)
	t.out.Evidence = append(t.out.Evidence, report.Evidence...)
	return report
}

func areaOfSaved(c *wire.SavedCredential) string {
	if c.Kind != wire.KindSession {
		return ""
	}
	return first(c.Fields["area"].Value, provider.AreaPanel)
}

func (t *connection) canLogIn(c *wire.SavedCredential) bool {
	return c.SavesPassword && !t.in.NoLogin && c.Provider != "integration" && c.Provider != "session" && c.Provider != "paste"
}

// logIn makes the one login, counted as any other.
func (t *connection) logIn(c *wire.SavedCredential, before token.Token) {
	switch {
	case c.SavesPassword && t.in.NoLogin:
		t.end(testCredentials, wire.StepWarning, wire.NewFinding("test_untried"))
		return
	case !t.canLogIn(c):
		t.end(testCredentials, wire.StepWarning, wire.NewFinding("test_no_password"))
		return
	}
	t.j.req.SetPathValue("cid", c.ID)
	t.out.Logins = 1
	answer, err := t.h.renew(t.j, t.in.renewCall, false)
	got, ok := answer.(wire.Credential)
	if err != nil || !ok {
		t.out.Evidence = append(t.out.Evidence, loginEvidence(err)...)
		t.refusedLogin(err, before)
		return
	}
	t.out.Evidence = append(t.out.Evidence, got.Evidence...)
	record, err := t.h.heldRef(t.j.ctx, got.Ref)
	if err != nil {
		t.end(testCredentials, wire.StepFailed, findingOf(err))
		return
	}
	findings := []wire.Finding{wire.NewFinding("test_logged_in")}
	if before.UserID != nil || !before.Text.Empty() {
		findings = append(findings, wire.NewFinding("test_token_ended"))
	}
	now := t.h.carrier(record).token
	result := wire.StepOK
	if before.UserID != nil && now.UserID != nil && *before.UserID != *now.UserID {
		findings, result = append(findings, wire.NewFinding("refreshed_admin")), wire.StepWarning
	}
	t.end(testCredentials, result, append(findings, got.Findings...)...)
	t.rights(now, areaOfSaved(c))
}

// loginEvidence are the requests of a login that got no token.
func loginEvidence(err error) []wire.Evidence {
	var second *provider.TwoFactor
	if errors.As(err, &second) {
		return second.Evidence
	}
	return evidenceOf(err)
}

// refusedLogin tells a wrong password from an environment that was refreshed:
// there the store refuses a token before its end, too, or does not know an
// integration. That costs no further login.
func (t *connection) refusedLogin(err error, before token.Token) {
	var second *provider.TwoFactor
	if errors.As(err, &second) {
		t.end(testCredentials, wire.StepWarning, findingOf(err), wire.NewFinding("test_needs_code"))
		return
	}
	f := findingOf(err)
	var findings []wire.Finding
	if f.Code == "sign_in_refused" {
		switch {
		case t.integrationGone():
			findings = append(findings, wire.NewFinding("refreshed_integration"))
		case !before.ExpiresAt.IsZero() && !before.Expired(t.h.now()):
			findings = append(findings, wire.NewFinding("refreshed_token"))
		}
	}
	findings = append(findings, f)
	wire.SortFindings(findings)
	t.end(testCredentials, wire.StepFailed, findings...)
}

// integrationGone asks whether the store knows an integration that is saved with
// it.
func (t *connection) integrationGone() bool {
	for i := range t.r.Credentials {
		c := &t.r.Credentials[i]
		if c.DeletedAt != "" || tokenLevel(*c) != wire.SecretsAll || c.Kind == wire.KindSession {
			continue
		}
		if _, tried := t.savedToken(c); tried != nil && tried.Four != nil {
			report := t.check(*tried, c)
			return report.Reason == "consumer_unknown" || report.Reason == "token_unknown"
		}
	}
	return false
}
