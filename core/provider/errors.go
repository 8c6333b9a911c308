package provider

import (
	"fmt"
	"strings"

	"github.com/storekey/storekey/core/wire"
)

// TwoFactor says that the password was right and that a second factor has to
// answer. Nothing was obtained, and what was sent is on its way.
type TwoFactor struct {
	// Active are the user's second factors, by Magento's codes; none where the
	// store was not asked for them by this request.
	Active []string
	// Factor is the one that a step was about, Sent what was done for it: sms,
	// call or onetouch.
	Factor, Sent string
	// Challenge is what a security key has to answer: the options of
	// navigator.credentials.get as the store writes them, JSON.
	Challenge string
	Evidence  []wire.Evidence
}

func (e *TwoFactor) Error() string {
	return "provider: the store asks for a second factor: " + strings.Join(e.Active, ", ") + e.Factor
}

// Answerable reports whether one of them is known here.
func (e *TwoFactor) Answerable() bool {
	for _, code := range e.Active {
		if _, known := factorCalls[code]; known {
			return true
		}
	}
	return false
}

// Finding puts it in words.
func (e *TwoFactor) Finding() wire.Finding {
	titles := make([]string, len(e.Active))
	for i, code := range e.Active {
		titles[i] = factorTitle(code)
	}
	return wire.NewFinding(e.code(), "methods", strings.Join(titles, ", "))
}

func (e *TwoFactor) code() string {
	switch {
	case e.Challenge != "":
		return "two_factor_touch"
	case e.Sent == sendSMS:
		return "two_factor_sent_sms"
	case e.Sent == sendCall:
		return "two_factor_sent_call"
	case e.Sent != "":
		return "two_factor_sent_app"
	case len(e.Active) == 0:
		return "two_factor_not_set_up"
	case e.Answerable():
		return "two_factor_required"
	}
	return "two_factor_other"
}

// FieldError says that a field cannot be sent. Code is a finding code.
type FieldError struct {
	Code  string
	Field wire.Field
}

func (e *FieldError) Error() string {
	return fmt.Sprintf("provider: field %s: %s", e.Field.Name, e.Code)
}

// Finding puts it in words.
func (e *FieldError) Finding() wire.Finding {
	return wire.NewFinding(e.Code, "label", e.Field.Label)
}
