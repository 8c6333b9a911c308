package main

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/storekey/storekey/core/api"
	"github.com/storekey/storekey/core/wire"
)

// check holds the flags of the command check.
type check struct {
	ask
	route string
}

// checkCall is the body of POST /v1/check.
type checkCall struct {
	askCall
	Path   string `json:"path,omitempty"`
	Method string `json:"method,omitempty"`
}

func newCheck(a *app) *cobra.Command {
	k := &check{ask: ask{path: "/v1/check"}}
	cmd := &cobra.Command{
		Use:   "check --store URL|NAME [TOKEN|-]",
		Short: "Ask a store whether it takes a token",
		Long: `Sends the token to the store with a harmless request, and the same request
without it, since Magento answers some requests whatever the token is. The
verdict comes with every request that was made.

With --path it says, too, whether the token may call that route, and which box of
the role editor is missing. Nothing but GET is sent to find out.

Without TOKEN it takes STOREKEY_TOKEN, else the token that is saved with the
store, else it asks for it or reads standard input.
` + linesHelp + `
Exit status: 0 the store takes it, 1 it does not, 2 it cannot be told.`,
		Args: arguments(0, 1),
		RunE: func(_ *cobra.Command, args []string) error { return a.check(k, args) },
	}
	k.register(a, cmd)
	cmd.Flags().StringVar(&k.route, "path", "", "look at this route, too: [METHOD] /V1/…")
	return cmd
}

func (a *app) check(k *check, args []string) error {
	route, err := readRoute(k.route)
	if err != nil {
		return err
	}
	in, who, many, err := k.begin(a, args)
	switch {
	case err != nil:
		return err
	case many != nil && route.path != "":
		return usagef("--path is for one token")
	case many != nil:
		return k.runLines(a, in.storeCall, many, newCheckLine)
	}
	var report wire.Check
	err = a.long(k.path, checkCall{in, route.path, route.method}, &report)
	if report, err = undecided(report, err); err != nil {
		return err
	}
	if report.Store.BaseURL == "" && k.reach.saved != nil {
		report.Store = k.reach.saved.Store
	}
	switch {
	case a.json:
		a.printJSON(report)
	case k.markdown:
		err = a.asMarkdown("check", report)
	default:
		err = a.printCheck(report, who)
	}
	if err != nil {
		return err
	}
	return exitWith(verdictStatus(report.Verdict))
}

// undecided is the report where something in front of the store answered, or
// nothing did: that is a verdict, too.
func undecided(report wire.Check, err error) (wire.Check, error) {
	var refused *api.Error
	if !errors.As(err, &refused) || !unreached[refused.Detail.Code] || refused.Detail.Code == "server_error" {
		return report, err
	}
	e := terminalHints(refused.Detail)
	return wire.Check{Verdict: wire.VerdictUnknown, Reason: e.Code, Kind: wire.KindUnknown, Evidence: append([]wire.Evidence{}, e.Evidence...),
		Findings: []wire.Finding{{Code: e.Code, Level: wire.LevelError, Params: e.Params, Message: e.Message, Hint: e.Hint}}}, nil
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

func (a *app) printCheck(report wire.Check, who subject) error {
	if err := a.printVerdict(report, who); err != nil {
		return err
	}
	a.findings(beyond(report.Findings, report.Reason))
	a.evidence(report.Evidence)
	return nil
}

// printVerdict begins the report of a check and of an access map.
func (a *app) printVerdict(report wire.Check, who subject) error {
	offline, err := a.offline(a.handler(), who)
	if err != nil {
		return err
	}
	a.heading(a.verdict(report.Verdict))
	a.line("Kind", kindName(report.Kind))
	a.line("Who", report.Who)
	if offline != nil {
		a.line("User", userOf(*offline))
		a.line("Expires", moment(offline.ExpiresAt, time.Now()))
		a.line("Token", offline.Masked)
	}
	a.line("Store", storeName(report.Store))
	return nil
}

// beyond leaves out the finding that says the verdict once more.
func beyond(list []wire.Finding, reason string) []wire.Finding {
	return slices.DeleteFunc(slices.Clone(list), func(f wire.Finding) bool {
		return f.Code == reason && f.Level == wire.LevelInfo && f.Hint == ""
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
