package provider

import (
	"fmt"
	"strings"

	"github.com/storekey/storekey/core/wire"
)

// TwoFactor says that the password was right and that the store wants a second
// factor, one of Active. Nothing was obtained.
type TwoFactor struct {
	Active   []string
	Evidence []wire.Evidence
}

func (e *TwoFactor) Error() string {
	return "provider: the store asks for a second factor: " + strings.Join(e.Active, ", ")
}

// Answerable reports whether the one-time code field answers it.
func (e *TwoFactor) Answerable() bool {
	for _, method := range e.Active {
		if method == "google" {
			return true
		}
	}
	return false
}

// Finding puts it in words.
func (e *TwoFactor) Finding() wire.Finding {
	code := "two_factor_other"
	switch {
	case len(e.Active) == 0:
		code = "two_factor_not_set_up"
	case e.Answerable():
		code = "two_factor_required"
	}
	return wire.NewFinding(code, "methods", strings.Join(e.Active, ", "))
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
