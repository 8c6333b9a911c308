package api

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/wire"
)

// validPrefix begins the keys of what is remembered of valid tokens: a hash, and
// the origins that take it.
const validPrefix = "valid:"

type validRecord struct {
	V       int      `json:"v"`
	Origins []string `json:"origins"`
}

// compareOrigins says of a token that another environment took before what that
// means: one encryption key, or one database.
func (h *handler) compareOrigins(j *job, t token.Token, origin string, report *wire.Check) {
	code := sharing(t)
	if report.Verdict != wire.VerdictValid || code == "" || j.private {
		return
	}
	key := validKey(t)
	release, err := h.turns.take(j.ctx, key)
	if err != nil {
		return
	}
	defer release()
	record := validRecord{V: recordVersion}
	// What cannot be read or kept costs a remark, not the verdict.
	if _, err := h.records.read(j.ctx, AreaSession, key, &record); err != nil {
		return
	}
	if others := h.otherEnvironments(j, origin, record.Origins); len(others) > 0 {
		report.Findings = append(report.Findings, wire.NewFinding(code, "others", strings.Join(others, ", ")))
		wire.SortFindings(report.Findings)
	}
	if !slices.Contains(record.Origins, origin) {
		record.Origins = append(record.Origins, origin)
		_ = h.records.write(j.ctx, AreaSession, key, record)
	}
}

// sharing is what two stores have in common that both take a token, "" where that
// says nothing of them: a session's storage or another service may be shared.
func sharing(t token.Token) string {
	switch {
	case t.Kind == wire.KindIMS, t.Kind == wire.KindOAuth2, t.Format == wire.FormatCookie:
		return ""
	case t.Format == wire.FormatJWS, t.Format == wire.FormatJWE:
		return "shared_key"
	}
	return "shared_tokens"
}

func validKey(t token.Token) string {
	sum := sha256.Sum256([]byte(t.Text.Reveal()))
	return validPrefix + hex.EncodeToString(sum[:])
}

// otherEnvironments leaves out the origins of the same saved store: those are one
// environment.
func (h *handler) otherEnvironments(j *job, origin string, known []string) []string {
	saved := h.savedAt(j, origin)
	var others []string
	for _, other := range known {
		if other != origin && (saved == "" || saved != h.savedAt(j, other)) {
			others = append(others, other)
		}
	}
	return others
}
