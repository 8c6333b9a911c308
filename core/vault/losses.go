package vault

import (
	"strconv"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// part is something of a store that a format has a place for, or has not.
type part uint32

const (
	partClient part = 1 << iota
	partStage
	partColor
	partOrigins
	partStoreCode
	partViews
	partLimits
	partAgent
	partNotes
	partDoor
	partUsername
	partPassword
	partToken
	partIntegration
	partOtherLogins
	partRenewal
	partTitles
	partName
	partTrust
	partLearnt

	partEverything = 1<<iota - 1
)

// losses says for each part how a store is told that has it, and what is said
// where it does not go along.
var losses = []struct {
	part part
	code string
	has  func(Item) bool
}{
	{partClient, "loses_client", func(i Item) bool { return i.Entry.Client != "" }},
	{partName, "loses_name", func(i Item) bool { return i.Entry.Name != "" && i.Entry.Name != OwnName(i.Entry.Store.BaseURL) }},
	{partStage, "loses_stage", func(i Item) bool { return i.Entry.Stage != "" }},
	{partColor, "loses_color", func(i Item) bool { return i.Entry.Color != "" }},
	{partOrigins, "loses_origins", func(i Item) bool { return len(i.Entry.Origins) > 1 }},
	{partStoreCode, "loses_store_code", func(i Item) bool { return i.Entry.Store.StoreCode != "" }},
	{partViews, "loses_views", func(i Item) bool { return len(i.Entry.StoreViews) > 0 }},
	{partLimits, "loses_limits", func(i Item) bool { return i.Entry.Concurrency > 0 || i.Entry.RecoverRateLimits }},
	{partAgent, "loses_agent", func(i Item) bool { return i.Entry.UserAgent != "" }},
	{partNotes, "loses_notes", func(i Item) bool { return i.Entry.Notes != "" }},
	{partDoor, "loses_door", func(i Item) bool { return !i.Door.Empty() }},
	{partUsername, "loses_username", func(i Item) bool { return i.user().username() != "" }},
	{partPassword, "loses_password", func(i Item) bool { return !i.user().Fields["password"].Empty() }},
	{partToken, "loses_token", func(i Item) bool { return !i.user().Token.Empty() }},
	{partIntegration, "loses_integration", func(i Item) bool { return i.integration().Provider+i.integration().Kind != "" }},
	{partOtherLogins, "loses_logins", otherLogins},
	{partRenewal, "loses_renewal", func(i Item) bool { return some(i, func(l Login) bool { return l.AutoRenew || !l.Refresh.Empty() }) }},
	{partTrust, "loses_trust", func(i Item) bool { return i.Entry.TLS != nil }},
	{partLearnt, "loses_learnt", func(i Item) bool { return len(i.Entry.Routes)+len(i.Entry.ACL) > 0 }},
	{partTitles, "loses_titles", func(i Item) bool { return some(i, func(l Login) bool { return l.Title != "" }) }},
}

// otherLogins reports whether there is more than one login of a user and one
// integration, or more to one than user, password and token.
func otherLogins(i Item) bool {
	users, signers := 0, 0
	for _, l := range i.Logins {
		switch {
		case l.isIntegration():
			signers++
		case l.isUser():
			users++
			for name := range l.Fields {
				if name != "username" && name != "password" {
					return true
				}
			}
			if l.Provider != "" && l.Provider != "admin" {
				return true
			}
		default:
			return true
		}
	}
	return users > 1 || signers > 1
}

func some(i Item, is func(Login) bool) bool {
	for _, l := range i.Logins {
		if is(l) {
			return true
		}
	}
	return false
}

// Carries counts the secrets of the stores that the format has a place for.
func (f Format) Carries(items []Item) (n int) {
	count := func(part part, values ...secret.Text) {
		for _, value := range values {
			if f.Keeps&part != 0 && !value.Empty() {
				n++
			}
		}
	}
	for _, item := range items {
		user, four := item.user(), item.integration().four()
		count(partDoor, item.Door.Password, item.Door.Headers)
		count(partPassword, user.Fields["password"])
		count(partToken, user.Token)
		count(partIntegration, four.ConsumerSecret, four.AccessToken, four.AccessTokenSecret)
	}
	return n
}

// Loses tells what of the stores has no place in the format, before it is
// written.
func (f Format) Loses(items []Item) []wire.Finding {
	findings := []wire.Finding{}
	for _, loss := range losses {
		count := 0
		for _, item := range items {
			if f.Keeps&loss.part == 0 && loss.has(item) {
				count++
			}
		}
		if count > 0 {
			findings = append(findings, wire.NewFinding(loss.code, "count", strconv.Itoa(count)))
		}
	}
	if f.Warns != nil {
		findings = append(findings, f.Warns(items)...)
	}
	return findings
}
