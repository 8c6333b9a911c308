package api

import (
	"github.com/storekey/storekey/core/vault"
	"github.com/storekey/storekey/core/wire"
)

// policyNow is what the browser's administrator lays down.
func (h *handler) policyNow() wire.Policy {
	if h.policy == nil {
		return wire.Policy{}
	}
	return h.policy()
}

func (h *handler) readPolicy(*job) (any, error) { return h.policyNow(), nil }

// mayReveal refuses to give a secret away where the policy forbids it.
func (h *handler) mayReveal() error {
	if h.policyNow().NoReveal {
		return refuse("policy_no_reveal")
	}
	return nil
}

// maySave refuses to seal a secret where the policy forbids it.
func (h *handler) maySave() error {
	if h.policyNow().NoSaving {
		return refuse("policy_no_saving")
	}
	return nil
}

// mayChange refuses what changes something in production where the policy
// forbids it: a write that is sent, the end of a customer's tokens. Logins, and
// the token that follows another, are none.
func (h *handler) mayChange(j *job, origin string) error {
	if !h.policyNow().ProductionReadOnly {
		return nil
	}
	stage, err := h.stageAt(j, origin)
	if err == nil && stage == wire.StageProduction {
		err = refuse("policy_read_only", "host", originHost(origin))
	}
	return err
}

const seedSettingsKey = "setting:seed"

// seedField is the field of a login that holds an authenticator key.
const seedField = "totp"

// seedSettings says whether an authenticator key may lie beside its password.
// Off until somebody switches it on: who opens the one has the other, and two
// factors are one.
type seedSettings struct {
	V      int  `json:"v"`
	Beside bool `json:"beside"`
}

func (h *handler) readSeedSettings(j *job) (any, error) {
	settings := seedSettings{V: recordVersion}
	_, err := h.records.read(j.ctx, AreaLocal, seedSettingsKey, &settings)
	return settings, err
}

func (h *handler) writeSeedSettings(j *job) (any, error) {
	var settings seedSettings
	if err := j.read(&settings); err != nil {
		return nil, err
	}
	settings.V = recordVersion
	return settings, h.records.write(j.ctx, AreaLocal, seedSettingsKey, settings)
}

func (h *handler) seedBeside(j *job) bool {
	var settings seedSettings
	_, err := h.records.read(j.ctx, AreaLocal, seedSettingsKey, &settings)
	return err == nil && settings.Beside
}

// seedApart refuses to save an authenticator key beside its password, unless that
// was switched on.
func (h *handler) seedApart(j *job, r *vault.Record, f savedForm, id string) error {
	given := func(name string) bool { value := f.Fields[name]; return value != nil && *value != "" }
	held := func(name string) bool {
		value, said := f.Fields[name]
		return given(name) || (!said || value == nil) && r.Holds(id, name)
	}
	if !given(seedField) && !given("password") || !held(seedField) || !held("password") || h.seedBeside(j) {
		return nil
	}
	return refuse("seed_beside_password")
}
