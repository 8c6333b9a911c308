package api

import (
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// vaultStatus is what the worker asks for now and then: the occasion to remove
// what was deleted. A failure of that is told by the list of stores.
func (h *handler) vaultStatus(j *job) (any, error) {
	_ = h.vault.Tidy(j.ctx)
	return h.vault.Status(j.ctx)
}

// passphrase is the body of the calls that open the vault.
type passphrase struct {
	Passphrase string `json:"passphrase"`
	Old        string `json:"old"`
	New        string `json:"new"`
}

func (h *handler) vaultCreate(j *job) (any, error) {
	var in passphrase
	if err := j.read(&in); err != nil {
		return nil, err
	}
	if err := h.vault.Create(j.ctx, secret.New(in.Passphrase)); err != nil {
		return nil, err
	}
	return h.vault.Status(j.ctx)
}

func (h *handler) vaultUnlock(j *job) (any, error) {
	var in passphrase
	if err := j.read(&in); err != nil {
		return nil, err
	}
	j.step("unlocking", 0, 0)
	if err := h.vault.Unlock(j.ctx, secret.New(in.Passphrase)); err != nil {
		return nil, err
	}
	return h.vault.Status(j.ctx)
}

func (h *handler) vaultLock(j *job) (any, error) {
	if err := h.vault.Lock(j.ctx); err != nil {
		return nil, err
	}
	return h.vault.Status(j.ctx)
}

func (h *handler) vaultPassphrase(j *job) (any, error) {
	var in passphrase
	if err := j.read(&in); err != nil {
		return nil, err
	}
	j.step("unlocking", 0, 0)
	if err := h.vault.ChangePassphrase(j.ctx, secret.New(in.Old), secret.New(in.New)); err != nil {
		return nil, err
	}
	status, err := h.vault.Status(j.ctx)
	status.Findings = []wire.Finding{wire.NewFinding("passphrase_copies")}
	return status, err
}

func (h *handler) vaultSettings(j *job) (any, error) {
	var in struct {
		IdleMinutes int `json:"idleMinutes"`
	}
	if err := j.read(&in); err != nil {
		return nil, err
	}
	if err := h.vault.SetIdle(j.ctx, in.IdleMinutes); err != nil {
		return nil, err
	}
	return h.vault.Status(j.ctx)
}

// vaultAbandon gives up what is sealed: for a passphrase that is lost.
func (h *handler) vaultAbandon(j *job) (any, error) {
	if err := h.vault.Abandon(j.ctx); err != nil {
		return nil, err
	}
	return h.vault.Status(j.ctx)
}

type hostPatterns struct {
	Patterns []wire.HostPattern `json:"patterns"`
}

func (h *handler) readHosts(j *job) (any, error) {
	return h.hostSettings(j, j.req.URL.Query().Get("host"))
}

// writeHosts replaces the host patterns; null brings those back that Storekey
// came with.
func (h *handler) writeHosts(j *job) (any, error) {
	var in hostPatterns
	if err := j.read(&in); err != nil {
		return nil, err
	}
	if err := h.vault.SetHosts(j.ctx, in.Patterns); err != nil {
		return nil, err
	}
	return h.hostSettings(j, "")
}
