package api

import "github.com/storekey/storekey/core/wire"

// What can be done next about a step, as wire.ConnectionStep says.
const (
	nextAddress = "address"
	nextDoor    = "door"
	nextLogin   = "login"
	nextUnlock  = "unlock"
	nextByHand  = "hand"
	nextPlain   = "plain"
	nextOpen    = "open"
)

// nextOf are the findings that lead elsewhere than their step does; those that
// lead nowhere want time, or somebody else.
var nextOf = []struct{ code, next string }{
	{"test_locked", nextUnlock}, {"vault_locked", nextUnlock},
	{"test_needs_code", nextByHand}, {"test_untried", nextByHand}, {"test_no_password", nextByHand}, {"session_ended", nextByHand},
	{"plain_http", nextPlain},
	{"locked_out", ""}, {"account_not_confirmed", ""}, {"no_role", ""}, {"recaptcha", ""}, {"ims_only", ""},
	{"maintenance", ""}, {"store_error", ""}, {"rate_limited", ""}, {"timeout", ""}, {"php_down", ""}, {"php_silent", ""}, {"origin_slow", ""},
	{"basic_and_bearer", ""}, {"waf_page", nextOpen}, {"bot_challenge", nextOpen}, {"client_blocked", nextOpen},
}

// nextStep is what can be done about a step that was not passed.
func nextStep(s wire.ConnectionStep) string {
	if s.Result != wire.StepFailed && s.Result != wire.StepWarning {
		return ""
	}
	for _, known := range nextOf {
		for _, f := range s.Findings {
			if f.Code == known.code {
				return known.next
			}
		}
	}
	switch s.Step {
	case testAddress, testMagento:
		return nextAddress
	case testTLS:
		if s.Result == wire.StepFailed {
			return nextOpen
		}
	case testDoor:
		return nextDoor
	case testCredentials:
		return nextLogin
	}
	return ""
}
