package view

import "github.com/storekey/storekey/core/wire"

// What the page reads of saved stores. What was learnt of a store's routes stays
// with the worker.

func readEntry(v value) *wire.StoreEntry {
	e := &wire.StoreEntry{Credentials: each(v.get("credentials"), readSaved)}
	v.into("v", &e.V, "id", &e.ID, "client", &e.Client, "name", &e.Name, "stage", &e.Stage, "color", &e.Color,
		"origins", &e.Origins, "store", &e.Store, "storeViews", &e.StoreViews, "concurrency", &e.Concurrency,
		"recoverRateLimits", &e.RecoverRateLimits, "userAgent", &e.UserAgent, "notes", &e.Notes, "hasDoor", &e.HasDoor,
		"createdAt", &e.CreatedAt, "updatedAt", &e.UpdatedAt, "lastUsedAt", &e.LastUsedAt, "deletedAt", &e.DeletedAt,
		"matches", &e.Matches)
	if tls := v.get("tls"); tls.fields != nil {
		e.TLS = &wire.StoreTLS{Insecure: tls.yes("insecure"), CACert: tls.str("caCert")}
	}
	return e
}

func readSaved(v value) (c wire.SavedCredential) {
	v.into("id", &c.ID, "title", &c.Title, "provider", &c.Provider, "kind", &c.Kind, "who", &c.Who, "state", &c.State,
		"hasToken", &c.HasToken, "savesPassword", &c.SavesPassword, "issuedAt", &c.IssuedAt, "expiresAt", &c.ExpiresAt,
		"lastUsedAt", &c.LastUsedAt, "deletedAt", &c.DeletedAt, "usedAt", &c.UsedAt, "autoRenew", &c.AutoRenew, "autoTried", &c.AutoTried)
	for _, f := range v.get("fields").fields {
		if c.Fields == nil {
			c.Fields = map[string]wire.SavedField{}
		}
		c.Fields[f.name] = wire.SavedField{Value: f.str("value"), Sealed: f.yes("sealed")}
	}
	return c
}

func readVault(v value) (s wire.VaultState) {
	v.into("state", &s.State, "idleMinutes", &s.IdleMinutes, "openUntil", &s.OpenUntil,
		"minPassphrase", &s.MinPassphrase, "problem", &s.Problem, "findings", &s.Findings)
	return s
}

// readLink reads where a credential is saved, if it is.
func readLink(v value) *wire.SavedRef {
	if v.fields == nil {
		return nil
	}
	return &wire.SavedRef{Store: v.str("store"), Credential: v.str("credential")}
}

func readField(v value) (f wire.Field) {
	v.into("name", &f.Name, "label", &f.Label, "secret", &f.Secret, "optional", &f.Optional, "step", &f.Step,
		"autocomplete", &f.Autocomplete, "inputMode", &f.InputMode, "hint", &f.Hint, "lines", &f.Lines,
		"default", &f.Default, "when", &f.When)
	for _, choice := range v.get("choices").items {
		f.Choices = append(f.Choices, wire.Choice{Value: choice.str("value"), Label: choice.str("label")})
	}
	return f
}

// readWay reads the card of a way to log in.
func readWay(v value) *wire.Card {
	c := &wire.Card{Fields: each(v.get("fields"), readField)}
	v.into("id", &c.ID, "title", &c.Title, "summary", &c.Summary, "kinds", &c.Kinds, "extension", &c.Extension, "group", &c.Group)
	c.Uses, c.Elsewhere = v.str("uses"), v.yes("elsewhere")
	return c
}

func writePattern(p wire.HostPattern) string {
	return new(object).str("pattern", p.Pattern).str("stage", p.Stage).String()
}
