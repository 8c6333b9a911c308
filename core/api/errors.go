package api

import (
	"context"
	"errors"
	"net/http"

	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/provider"
	"github.com/storekey/storekey/core/wire"
)

// statuses gives the HTTP status of every error code of the API. A code that a
// store's answer leads to and that is not here answers 502: the store refused.
var statuses = map[string]int{
	"invalid_request": http.StatusBadRequest,
	"field_required":  http.StatusBadRequest,
	"store_missing":   http.StatusBadRequest,
	"not_address":     http.StatusBadRequest,
	"no_page":         http.StatusBadRequest,

	"door_header_refused": http.StatusBadRequest,
	"body_not_json":       http.StatusBadRequest,
	"unknown_call":        http.StatusNotFound,
	"call_unknown":        http.StatusNotFound,
	"credential_unknown":  http.StatusNotFound,
	"target_unknown":      http.StatusNotFound,
	"provider_unknown":    http.StatusNotFound,
	"too_large":           http.StatusRequestEntityTooLarge,
	"other_origin":        http.StatusForbidden,
	"snippet_refused":     http.StatusUnprocessableEntity,
	"nothing_token_like":  http.StatusUnprocessableEntity,
	"several_tokens":      http.StatusUnprocessableEntity,

	"four_incomplete_check": http.StatusUnprocessableEntity,

	"value_missing":    http.StatusBadRequest,
	"value_unreadable": http.StatusBadRequest,
	"value_nul":        http.StatusBadRequest,
	"value_not_xml":    http.StatusBadRequest,
	"value_not_known":  http.StatusBadRequest,
	"asks_not_address": http.StatusBadRequest,
	"extra_unreadable": http.StatusBadRequest,

	"store_unknown":    http.StatusNotFound,
	"saved_unknown":    http.StatusNotFound,
	"value_refused":    http.StatusBadRequest,
	"address_user":     http.StatusBadRequest,
	"host_letters":     http.StatusBadRequest,
	"store_name_taken": http.StatusConflict,
	"pattern_refused":  http.StatusBadRequest,
	"passphrase_short": http.StatusBadRequest,
	"passphrase_long":  http.StatusBadRequest,
	"stores_full":      http.StatusUnprocessableEntity,
	"credentials_full": http.StatusUnprocessableEntity,
	"patterns_full":    http.StatusUnprocessableEntity,
	"learnt_large":     http.StatusUnprocessableEntity,
	"csv_empty":        http.StatusUnprocessableEntity,
	"csv_refused":      http.StatusUnprocessableEntity,
	"csv_long":         http.StatusUnprocessableEntity,
	"saved_no_token":   http.StatusConflict,
	"saved_no_login":   http.StatusConflict,
	"store_newer":      http.StatusConflict,
	"store_damaged":    http.StatusConflict,
	"secret_damaged":   http.StatusConflict,
	"vault_damaged":    http.StatusConflict,
	"vault_limits":     http.StatusConflict,
	"vault_newer":      http.StatusConflict,
	"vault_missing":    http.StatusConflict,
	"vault_exists":     http.StatusConflict,
	"vault_locked":     http.StatusLocked,
	"address_changed":  http.StatusConflict,
	"address_consent":  http.StatusConflict,
	"passphrase_wrong": http.StatusForbidden,

	// The user has to say yes, or to wait.
	"plain_http":           http.StatusConflict,
	"tab_consent_required": http.StatusConflict,
	"asks_elsewhere":       http.StatusConflict,
	"oauth2_other_body":    http.StatusConflict,
	"basic_auth":           http.StatusConflict,
	"locked_out":           http.StatusTooManyRequests,
	"cancelled":            http.StatusConflict,
	"interrupted":          http.StatusConflict,
	"interrupted_before":   http.StatusConflict,
	"interrupted_check":    http.StatusConflict,
	"interrupted_send":     http.StatusConflict,
	"send_logins":          http.StatusUnprocessableEntity,
	"send_plain":           http.StatusConflict,
	"operation_unknown":    http.StatusNotFound,
	"example_secret":       http.StatusUnprocessableEntity,
	"example_long":         http.StatusUnprocessableEntity,
	"examples_full":        http.StatusUnprocessableEntity,
	"tab_left":             http.StatusConflict,

	"api_not_named":      http.StatusForbidden,
	"api_private":        http.StatusForbidden,
	"api_plain_http":     http.StatusForbidden,
	"put_production":     http.StatusConflict,
	"put_no_place":       http.StatusConflict,
	"put_nothing":        http.StatusConflict,
	"put_tab_left":       http.StatusConflict,
	"put_no_access":      http.StatusForbidden,
	"put_not_bearer":     http.StatusUnprocessableEntity,
	"session_no_access":  http.StatusForbidden,
	"door_no_access":     http.StatusForbidden,
	"session_no_browser": http.StatusBadRequest,
	"session_missing":    http.StatusNotFound,
	"private_not_saved":  http.StatusForbidden,
	"part_missing":       http.StatusNotFound,

	// The store looked at the credential.
	"sign_in_refused":     http.StatusUnauthorized,
	"wrong_code":          http.StatusUnauthorized,
	"two_factor_required": http.StatusUnauthorized,

	"oauth2_password":       http.StatusUnauthorized,
	"oauth2_grant":          http.StatusUnauthorized,
	"oauth2_client":         http.StatusUnauthorized,
	"oauth2_refresh_used":   http.StatusUnauthorized,
	"oauth2_not_for_client": http.StatusForbidden,
	"oauth2_throttled":      http.StatusTooManyRequests,
	"oauth2_no_address":     http.StatusConflict,
	"refresh_none":          http.StatusConflict,
	"refresh_lost":          http.StatusBadGateway,
	"refresh_lost_before":   http.StatusUnauthorized,

	"two_factor_sent_sms":  http.StatusUnauthorized,
	"two_factor_sent_call": http.StatusUnauthorized,
	"two_factor_sent_app":  http.StatusUnauthorized,
	"two_factor_touch":     http.StatusUnauthorized,
	"onetouch_denied":      http.StatusUnauthorized,
	"security_key_refused": http.StatusUnauthorized,
	"revoke_all":           http.StatusConflict,
	"revoke_admin":         http.StatusUnprocessableEntity,
	"revoke_integration":   http.StatusUnprocessableEntity,
	"revoke_session":       http.StatusUnprocessableEntity,
	"revoke_unknown":       http.StatusUnprocessableEntity,
	"revoke_elsewhere":     http.StatusUnprocessableEntity,
	"revoke_dead":          http.StatusGone,
	"revoke_no_route":      http.StatusNotFound,
	"login_over":           http.StatusGone,
	"key_other_tab":        http.StatusConflict,
	"key_no_access":        http.StatusForbidden,
	"key_not_touched":      http.StatusConflict,
	"key_no_browser":       http.StatusBadRequest,
	"code_unreadable":      http.StatusBadRequest,
	"assertion_unreadable": http.StatusBadRequest,

	"panel_session_ended":    http.StatusUnauthorized,
	"customer_session_ended": http.StatusUnauthorized,

	// Files.
	"file_large": http.StatusUnprocessableEntity, "file_encoding": http.StatusUnprocessableEntity, "file_pickle": http.StatusUnprocessableEntity,
	"file_syntax": http.StatusUnprocessableEntity, "file_deep": http.StatusUnprocessableEntity, "file_many": http.StatusUnprocessableEntity,
	"file_key": http.StatusUnprocessableEntity, "file_twice": http.StatusUnprocessableEntity, "file_type": http.StatusUnprocessableEntity,
	"file_line": http.StatusUnprocessableEntity, "file_unknown": http.StatusUnprocessableEntity, "file_other": http.StatusUnprocessableEntity,
	"file_empty": http.StatusUnprocessableEntity, "file_yaml": http.StatusUnprocessableEntity, "import_refused": http.StatusUnprocessableEntity,
	"export_large": http.StatusUnprocessableEntity, "export_value": http.StatusUnprocessableEntity, "lend_damaged": http.StatusUnprocessableEntity,
	"lend_long": http.StatusUnprocessableEntity, "format_unknown": http.StatusNotFound, "format_only_read": http.StatusUnprocessableEntity,
	"file_newer": http.StatusConflict, "file_damaged": http.StatusConflict, "file_sealed": http.StatusLocked, "file_passphrase": http.StatusForbidden,
	"import_inner_asks": http.StatusConflict, "import_changed_meanwhile": http.StatusConflict, "export_none": http.StatusNotFound,
	"lend_over": http.StatusGone, "lent_over": http.StatusGone, "seed_beside_password": http.StatusConflict,
	"policy_no_reveal": http.StatusForbidden, "policy_no_saving": http.StatusForbidden, "policy_read_only": http.StatusForbidden,

	"timeout":      http.StatusGatewayTimeout,
	"server_error": http.StatusInternalServerError,
	"state_failed": http.StatusInsufficientStorage,
}

// standard maps our codes to those of RFC 6749 §5.2 where the RFC has one.
var standard = map[string]string{
	"sign_in_refused": "invalid_grant",

	"oauth2_password":       "invalid_grant",
	"oauth2_grant":          "invalid_grant",
	"oauth2_refresh_used":   "invalid_grant",
	"oauth2_client":         "invalid_client",
	"oauth2_not_for_client": "unauthorized_client",
	"oauth2_scope":          "invalid_scope",
}

// refusal is an error that the API itself raises: a finding, as an error.
type refusal struct{ finding wire.Finding }

func (r *refusal) Error() string { return "api: " + r.finding.Message }

// Finding puts it in words.
func (r *refusal) Finding() wire.Finding { return r.finding }

func refuse(code string, params ...string) error {
	return &refusal{wire.NewFinding(code, params...)}
}

// withEvidence adds the requests made before err happened.
func withEvidence(err error, evidence []wire.Evidence) error {
	if err == nil || len(evidence) == 0 {
		return err
	}
	return &evidencedError{err, evidence}
}

type evidencedError struct {
	error
	evidence []wire.Evidence
}

func (e *evidencedError) Unwrap() error { return e.error }

// wireError is the one place that turns Go errors into wire errors.
func wireError(err error) (int, wire.ErrorBody) {
	finding := findingOf(err)
	status, ok := statuses[finding.Code]
	if !ok {
		status = http.StatusBadGateway
	}
	out := wire.Error{Code: finding.Code, Message: finding.Message, Hint: finding.Hint, Params: finding.Params}
	if code, ok := standard[out.Code]; ok {
		out.Code = code
	}
	addDetails(err, &out)
	return status, wire.ErrorBody{Error: out}
}

func findingOf(err error) wire.Finding {
	var said interface{ Finding() wire.Finding }
	switch {
	case errors.Is(err, errTabConsent):
		return wire.NewFinding("tab_consent_required")
	case errors.Is(err, errBehindBasic):
		return wire.NewFinding("basic_auth")
	case errors.As(err, &said):
		return said.Finding()
	case isCancelled(err):
		return wire.NewFinding("cancelled")
	}
	if finding, ok := magento.Finding(err); ok {
		return finding
	}
	if errors.Is(err, errState) {
		return wire.NewFinding("state_failed")
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return wire.NewFinding("timeout")
	}
	return wire.NewFinding("server_error")
}

func isCancelled(err error) bool { return errors.Is(err, context.Canceled) }

func isTimeout(err error) bool {
	var timeout interface{ Timeout() bool }
	return errors.Is(err, magento.ErrTimeout) || errors.Is(err, context.DeadlineExceeded) ||
		errors.As(err, &timeout) && timeout.Timeout()
}

// addDetails adds what the page shows beside the words: choices, requests made,
// the count of refused sign-ins.
func addDetails(err error, out *wire.Error) {
	var second *provider.TwoFactor
	if errors.As(err, &second) {
		out.Choices = second.Active
		out.Evidence = append(out.Evidence, second.Evidence...)
	}
	var body *provider.BodyError
	if errors.As(err, &body) {
		out.Choices = []string{body.Other}
	}
	if errors.Is(err, errBehindBasic) {
		out.Choices = []string{"door", consentTab}
	}
	var before *evidencedError
	if errors.As(err, &before) {
		out.Evidence = append(before.evidence, out.Evidence...)
	}
	var store *magento.Refusal
	if errors.As(err, &store) {
		out.Evidence = append(out.Evidence, store.Evidence...)
	}
	var lines *linesError
	if errors.As(err, &lines) {
		out.Findings = append(out.Findings, lines.lines...)
	}
	var counted *countedError
	if errors.As(err, &counted) {
		out.Findings = append(out.Findings, warning(counted.failures))
	}
}
