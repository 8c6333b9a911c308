package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/storekey/storekey/core/api"
	"github.com/storekey/storekey/core/wire"
)

// Exit statuses. 64 is EX_USAGE of sysexits.h, 130 what a shell makes of Ctrl-C.
const (
	exitOK         = 0
	exitNo         = 1 // refused, invalid, nothing found
	exitUnknown    = 2 // the store was not reached, or nothing can be said
	exitUsage      = 64
	exitInterrupts = 130
)

// usageError says that the command line cannot be carried out as it is.
type usageError struct {
	message string
	missing bool // of a value that came in no way
}

func (e *usageError) Error() string { return e.message }

func usagef(format string, args ...any) error {
	return &usageError{message: fmt.Sprintf(format, args...)}
}

// statusError ends the program with a status after a report that said it all.
type statusError struct{ status int }

func (e *statusError) Error() string { return "" }

func exitWith(status int) error {
	if status == exitOK {
		return nil
	}
	return &statusError{status}
}

// unreached are the codes of errors where no answer of the store's web API
// came.
var unreached = map[string]bool{
	"unreachable": true, "timeout": true, "certificate": true, "redirected": true, "not_magento": true,
	"answer_too_large": true, "page_not_found": true, "web_page_answer": true, "not_json": true,
	"waf_page": true, "basic_auth": true, "maintenance": true, "store_error": true, "not_a_token": true,
	"rate_limited": true, "server_error": true,
	"certificate_self_signed": true, "certificate_over": true, "certificate_name": true, "bot_challenge": true, "agent_blocked": true,
	"access_login": true, "origin_down": true, "origin_silent": true, "origin_slow": true, "origin_tls": true, "cdn_unknown_host": true,
	"php_down": true, "php_silent": true, "php_fatal": true, "php_memory": true, "report_page": true,
}

// finish tells an error and returns the exit status.
func (a *app) finish(cmd *cobra.Command, err error) int {
	var usage *usageError
	var status *statusError
	var name *nameError
	var refused *api.Error
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &status):
		return status.status
	case errors.As(err, &usage):
		a.tellUsage(cmd, usage)
		return exitUsage
	case errors.As(err, &name):
		return a.tellName(cmd, name)
	case errors.As(err, &refused):
		return a.tellRefusal(cmd, refused)
	}
	a.printError("failed", err.Error(), "")
	a.tell("error", err.Error())
	return exitNo
}

// printError prints an error of the program's own as one of the API's.
func (a *app) printError(code, message, hint string) {
	if a.json {
		a.printJSON(wire.ErrorBody{Error: wire.Error{Code: code, Message: message, Hint: hint}})
	}
}

func (a *app) tellUsage(cmd *cobra.Command, usage *usageError) {
	a.printError("invalid_request", usage.message, cmd.CommandPath()+" --help tells more.")
	a.tell("error", usage.message)
	a.tell("usage", cmd.UseLine())
	a.tell("hint", cmd.CommandPath()+" --help tells more.")
}

// tellName tells that a name names no store, or several. Where the command is
// about saved stores that is its answer, elsewhere it was called wrongly: for
// check, 1 is a verdict.
func (a *app) tellName(cmd *cobra.Command, name *nameError) int {
	a.printError(name.code, name.message, name.hint)
	a.tell("error", name.message)
	a.tell("hint", name.hint)
	if cmd.HasParent() && cmd.Parent().Name() == "stores" {
		return exitNo
	}
	return exitUsage
}

// tellRefusal prints what the API refused: words to standard error and, with
// --json, the error as it is to standard output.
func (a *app) tellRefusal(cmd *cobra.Command, refused *api.Error) int {
	detail := terminalHints(a.troubled(refused).Detail)
	detail.Hint = first(a.hint, detail.Hint)
	if a.json {
		a.printJSON(wire.ErrorBody{Error: detail})
	}
	a.tell("error", detail.Message)
	a.tell("hint", detail.Hint)
	for _, f := range detail.Findings {
		a.tell(f.Level, f.Message)
		a.tell("hint", hintHere(f.Code, f.Hint))
	}
	for _, e := range detail.Evidence {
		a.tell("asked", a.evidenceLine(e))
	}
	return statusOf(cmd, refused)
}

// troubled says what failed on this computer, which the API does not know.
func (a *app) troubled(refused *api.Error) *api.Error {
	if a.state == nil || a.state.trouble.Load() == nil || !slices.Contains([]string{"server_error", "state_failed"}, refused.Detail.Code) {
		return refused
	}
	refused.Detail.Code, refused.Detail.Message, refused.Detail.Hint = "state_failed", *a.state.trouble.Load(), ""
	return refused
}

// asksStore are the commands whose exit status is a verdict.
var asksStore = map[string]bool{"check": true, "can-i": true, "doctor": true}

// movesFiles are the commands that read or write files of stores.
var movesFiles = map[string]bool{"import": true, "export": true, "lend": true}

func statusOf(cmd *cobra.Command, refused *api.Error) int {
	switch {
	case refused.Detail.Code == "cancelled":
		return exitInterrupts
	case unreached[refused.Detail.Code]:
		return exitUnknown
	case refused.Detail.Code == "format_unknown", refused.Detail.Code == "format_only_read":
		return exitUsage
	case movesFiles[cmd.Name()] && refused.Status != 400:
		return exitNo // the file, not the command line
	case refused.Status == 400, refused.Status == 404, refused.Status == 413, refused.Status == 422:
		return exitUsage
	case asksStore[cmd.Name()]:
		return exitUnknown
	}
	return exitNo
}

// hintsHere replace those hints of the API that speak of the browser.
var hintsHere = map[string]string{
	"basic_auth":              "Give them by --door-username and --door-password-stdin, --door-password-file or STOREKEY_DOOR_PASSWORD. A bearer token cannot go through such a door, because both use the one Authorization header: ask for an exception for /rest, or use an integration.",
	"two_factor_required":     "Run it again with the code: --otp CODE, --otp-stdin or STOREKEY_OTP.",
	"locked_out":              "Magento locks a user after six refusals in 30 minutes, counting those of every program, and does not say so. Wait half an hour, or try once more with --insist.",
	"unreachable":             "Check the address, the VPN, the proxy and whether the store is running.",
	"certificate":             "Install the certificate's issuer on this computer, or accept any certificate with --insecure if the network is yours.",
	"certificate_self_signed": "Install it on this computer, or accept any certificate with --insecure if the network is yours.",
	"plain_http":              "The store answers on http only. Give its address with http:// in front, or --plain-http, to send the password all the same.",
	"session_no_browser":      "Give the cookie's value by --cookie-stdin, --cookie-file or STOREKEY_COOKIE: the browser's developer tools show it under Storage, named admin for the panel and PHPSESSID for the shop.",
	"several_tokens":          "Give the one that you want to ask about, or one a line: --lines takes standard input for a list.",
	"target_unknown":          "storekey targets lists the forms.",
	"vault_missing":           "Give one by --passphrase-stdin, --passphrase-file or STOREKEY_PASSPHRASE.",
	"vault_locked":            "Give the passphrase by --passphrase-stdin, --passphrase-file or STOREKEY_PASSPHRASE.",
	"seed_beside_password":    "Whoever opens the saved secrets would have both factors. If that is what you want: storekey stores settings --totp-beside-password on. Else save the login without the key.",
	"import_inner_asks":       "Say yes at a terminal, or with --yes, if you know these stores.",
	"not_address":             "Type a web address such as https://shop.example.com, or the name of a saved store.",
	"write_asks":              "Say yes at a terminal, or with --yes.",
	"write_production":        "Type the name of the host when it is asked for, or give it by --host.",
	"import_any_tls":          "Whoever made the file could read along. --trust takes it over, if the store is on your own network.",
	"import_ca":               "--trust takes it over, if that file on your computer is your own.",
	"address_consent":         "At a terminal you are asked; no flag says yes to it. Or save it as a store of its own.",
	"file_sealed":             "Give its passphrase by --file-passphrase-stdin, --file-passphrase-file or STOREKEY_FILE_PASSPHRASE.",
	"format_unknown":          "storekey formats lists them.",
	"format_only_read":        "storekey formats lists the others.",
	"provider_unknown":        "storekey providers lists the ways.",
	"store_unknown":           "storekey stores list shows what is saved.",
	"saved_unknown":           "storekey stores show NAME lists what is saved.",
	"secret_damaged":          "Nothing was sent. Remove the store and add it anew: storekey stores rm, storekey stores add.",
	"not_saved":               "It is printed all the same, and works.",
	"server_error":            "Run it again. If it comes back, report it with what you did.",
}

func terminalHints(e wire.Error) wire.Error {
	e.Hint = hintHere(e.Code, e.Hint)
	if e.Code == "two_factor_required" && len(e.Choices) > 0 && !slices.Contains(e.Choices, factorGoogle) {
		e.Hint = "Run it again with --factor " + strings.Join(e.Choices, " or ") + " and the code: --otp CODE, --otp-stdin or STOREKEY_OTP."
	}
	return e
}

func hintHere(code, hint string) string {
	if here, ok := hintsHere[code]; ok {
		return here
	}
	// What is saved in the browser is run here.
	return strings.ReplaceAll(hint, "save again", "run it again")
}
