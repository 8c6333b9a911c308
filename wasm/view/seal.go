package view

import (
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// What the passphrase is asked for.
const (
	sealUnlock = "unlock"
	sealCreate = "create"
	sealChange = "change"
)

// Then is what goes on once the saved secrets are open.
type then int

const (
	thenNothing then = iota
	thenUse
	thenRenew
	thenPut
	thenTest
	thenMove
)

// Error codes of the seal.
const (
	codeVaultMissing = "vault_missing"
	codeVaultLocked  = "vault_locked"
	codeSealRepeat   = "page_seal_repeat"
)

// Seal is the form for the passphrase.
type Seal struct {
	Want  string
	Error *wire.Error
	Job   Job

	then then
}

// wantSeal asks for the passphrase before something goes on: the one there is,
// or a new one.
func (m *Model) wantSeal(what then) []Effect {
	m.Seal = Seal{Want: sealUnlock, then: what}
	if m.Saved.Vault.State == wire.VaultNone {
		m.Seal.Want = sealCreate
	}
	return append(emptySeal(), Focus{"seal-new"}, Reveal{"seal"})
}

func emptySeal() []Effect {
	return []Effect{SetValue{"seal-old", ""}, SetValue{"seal-new", ""}, SetValue{"seal-again", ""}}
}

// sealedAgain notes that the seal turned out to be closed.
func (m *Model) sealedAgain(problem *wire.Error) bool {
	switch problem.Code {
	case codeVaultLocked:
		m.Saved.Vault.State = wire.VaultLocked
	case codeVaultMissing:
		m.Saved.Vault.State = wire.VaultNone
	default:
		return false
	}
	return true
}

// sealWanted is what the passphrase is asked for now: on the Stores screen a
// closed seal always is.
func (m *Model) sealWanted() string {
	if m.Seal.Want == "" && m.Screen == Stores && !m.moving() && m.Saved.Vault.State == wire.VaultLocked {
		return sealUnlock
	}
	return m.Seal.Want
}

// passphraseWanted is a click on "Set a passphrase" or "Change passphrase".
func (m *Model) passphraseWanted() []Effect {
	effects := m.wantSeal(thenNothing)
	if m.Saved.Vault.State != wire.VaultNone {
		m.Seal.Want = sealChange
		return append(effects, Focus{"seal-old"})
	}
	return effects
}

// sealLeft is a click on Cancel.
func (m *Model) sealLeft() []Effect {
	m.drop(AskSeal)
	effects := m.cancelJob(&m.Seal.Job)
	if m.Seal.then == thenPut {
		m.Put = put{}
	}
	m.Seal = Seal{}
	return append(effects, emptySeal()...)
}

// SealSubmitted is the passphrase form sent.
type SealSubmitted struct{ Old, New, Again secret.Text }

func (e SealSubmitted) apply(m *Model) []Effect {
	s := &m.Seal
	want := m.sealWanted()
	switch {
	case want == "" || s.Job.Busy():
		return nil
	case want == sealChange && e.Old.Empty():
		return []Effect{Focus{"seal-old"}}
	case e.New.Empty():
		return []Effect{Focus{"seal-new"}}
	case want != sealUnlock && !e.New.Equal(e.Again):
		s.Error = &wire.Error{Code: codeSealRepeat}
		return []Effect{Focus{"seal-again"}}
	}
	s.Want, s.Error = want, nil
	return m.start(&s.Job, m.sealAsk(e))
}

func (m *Model) sealAsk(e SealSubmitted) Ask {
	switch m.Seal.Want {
	case sealCreate:
		return m.ask(AskSeal, "POST", "/v1/vault", new(object).str("passphrase", e.New.Reveal()).body())
	case sealChange:
		body := new(object).str("old", e.Old.Reveal()).str("new", e.New.Reveal())
		return m.ask(AskSeal, "PUT", "/v1/vault/passphrase", body.body())
	}
	return m.ask(AskSeal, "POST", "/v1/vault/unlock", new(object).str("passphrase", e.New.Reveal()).body())
}

func (m *Model) sealAnswered(e Answered) []Effect {
	m.Seal.Job = Job{}
	v, problem := e.read()
	if problem != nil {
		m.Seal.Error = problem
		return []Effect{SetValue{"seal-new", ""}, SetValue{"seal-again", ""}, Focus{"seal-new"}}
	}
	what := m.Seal.then
	m.Seal = Seal{}
	m.Saved.Vault = readVault(v)
	effects := append(emptySeal(), m.askStores()...)
	switch what {
	case thenUse:
		return append(effects, m.use()...)
	case thenRenew:
		return append(effects, m.renew()...)
	case thenPut:
		return append(effects, m.putNext()...)
	case thenTest:
		return append(effects, m.test()...)
	case thenMove:
		return append(effects, m.moveOn()...)
	}
	return append(effects, Focus{"search"})
}

// sealIdle notes that the seal has closed by itself.
func (m *Model) sealIdle() []Effect {
	until, told := parseTime(m.Saved.Vault.OpenUntil)
	if m.Saved.Vault.State != wire.VaultOpen || !told || m.Now.Before(until) {
		return nil
	}
	m.Saved.Vault.OpenUntil = ""
	return m.askStores()
}

// locked is a click on Lock.
func (m *Model) locked() []Effect {
	return []Effect{m.ask(AskVault, "POST", "/v1/vault/lock", nil)}
}

// idleChosen says after how many idle minutes the seal closes.
func (m *Model) idleChosen(minutes string) []Effect {
	number := value{raw: minutes}
	if n := optionalNumber(number); n == nil {
		return nil
	}
	return []Effect{m.ask(AskVault, "PUT", "/v1/vault/settings", new(object).raw("idleMinutes", minutes).body())}
}

// sealGivenUp gives up what is sealed: for a passphrase that is lost.
func (m *Model) sealGivenUp() []Effect {
	return []Effect{m.ask(AskVault, "DELETE", "/v1/vault", nil)}
}

func (m *Model) vaultAnswered(e Answered) []Effect {
	v, problem := e.read()
	if problem != nil {
		m.List.Problem = problem
		return nil
	}
	m.Saved.Vault, m.Seal, m.List.Problem = readVault(v), Seal{}, nil
	if m.sealWanted() == sealUnlock {
		return append(m.askStores(), Focus{"seal-new"})
	}
	return m.askStores()
}

// SealOrigin is the origin that a request goes to once the seal is open, if any.
func (m Model) SealOrigin() string {
	switch m.Seal.then {
	case thenRenew:
		return m.storeOrigin()
	case thenTest:
		return m.EditOrigin()
	}
	return ""
}
