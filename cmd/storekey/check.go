package main

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

func newCheck(a *app) *cobra.Command {
	var reach reach
	cmd := &cobra.Command{
		Use:   "check --store URL|NAME [TOKEN|-]",
		Short: "Ask a store whether it takes a token",
		Long: `Sends the token to the store with a harmless request, and the same request
without it, since Magento answers some requests whatever the token is. The
verdict comes with every request that was made.

Without TOKEN it reads STOREKEY_TOKEN, asks for it, or reads standard input.
Exit status: 0 the store takes it, 1 it does not, 2 it cannot be told.`,
		Args: arguments(0, 1),
		RunE: func(_ *cobra.Command, args []string) error { return a.check(&reach, args) },
	}
	reach.register(a, cmd)
	return cmd
}

func (a *app) check(reach *reach, args []string) error {
	call, err := reach.call(a)
	if err != nil {
		return err
	}
	text, err := a.tokenOf(args)
	if err != nil {
		return err
	}
	var report wire.Check
	h := a.handler()
	in := struct {
		storeCall
		Credential *wire.CredentialRef `json:"credential"`
	}{call, credential(text)}
	if err := a.call(h, http.MethodPost, "/v1/check", in, &report); err != nil {
		return err
	}
	if a.json {
		a.printJSON(report)
	} else if err := a.printCheck(h, report, text); err != nil {
		return err
	}
	return exitWith(verdictStatus(report.Verdict))
}

// tokenOf is the token to ask about: the argument, the environment, a prompt or
// standard input.
func (a *app) tokenOf(args []string) (secret.Text, error) {
	v := value{name: "token", label: "Token", secret: true, stdin: len(args) == 1 && args[0] == "-"}
	if len(args) == 1 && !v.stdin {
		v.flag, v.seen = args[0], true
	}
	text, err := v.readOrAsk(a)
	if err == nil && text.Empty() && len(args) == 0 {
		v.stdin = true
		text, err = v.read(a)
	}
	if err == nil && strings.TrimSpace(text.Reveal()) == "" {
		return text, usagef("the token is missing")
	}
	return text, err
}

func verdictStatus(verdict string) int {
	switch verdict {
	case wire.VerdictValid:
		return exitOK
	case wire.VerdictInvalid:
		return exitNo
	}
	return exitUnknown
}

func (a *app) printCheck(h http.Handler, report wire.Check, text secret.Text) error {
	a.heading(a.verdict(report.Verdict))
	a.line("Kind", kindName(report.Kind))
	a.line("Who", report.Who)
	offline, err := a.inspection(h, text)
	if err != nil {
		return err
	}
	if len(offline.Tokens) == 1 {
		a.line("User", userOf(offline.Tokens[0]))
		a.line("Expires", moment(offline.Tokens[0].ExpiresAt, time.Now()))
		a.line("Token", offline.Tokens[0].Masked)
	}
	a.line("Store", storeName(report.Store))
	a.findings(beyond(report))
	a.evidence(report.Evidence)
	return nil
}

// beyond leaves out the finding that says the verdict once more.
func beyond(report wire.Check) []wire.Finding {
	return slices.DeleteFunc(report.Findings, func(f wire.Finding) bool {
		return f.Code == report.Reason && f.Level == wire.LevelInfo && f.Hint == ""
	})
}

func (a *app) verdict(verdict string) string {
	switch verdict {
	case wire.VerdictValid:
		return a.pens.green("Valid") + ": the store takes this token."
	case wire.VerdictInvalid:
		return a.pens.red("Invalid") + ": the store does not take this token."
	}
	return a.pens.yellow("Cannot tell") + " whether the store takes this token."
}

func storeName(s wire.Store) string {
	name := s.BaseURL
	if s.Version != "" {
		name += ", Magento " + s.Version
	}
	if s.Edition != "" {
		name += fmt.Sprintf(" (%s)", s.Edition)
	}
	if s.StoreCode != "" {
		name += ", store view " + s.StoreCode
	}
	return name
}
