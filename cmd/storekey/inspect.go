package main

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

func newInspect(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "inspect [TEXT|-]",
		Short: "Say what a text holds, without asking anybody",
		Long: `Reads a token, an Authorization header, a curl command, JSON or anything with a
token in it, and says what it is, whose, and how long it lasts. Nothing is sent:
whether a store takes the token, only "check" can tell.

Without TEXT it reads standard input. A store's answer without a token in it is
explained, as "explain" does.
Exit status: 0; 1 if nothing in the text looks like a token.`,
		Args: arguments(0, 1),
		RunE: func(_ *cobra.Command, args []string) error { return a.inspect(args) },
	}
}

func (a *app) inspect(args []string) error {
	text, err := a.text(args)
	if err != nil {
		return err
	}
	report, err := a.inspection(a.handler(), text)
	if err != nil {
		return err
	}
	if len(report.Tokens) == 0 {
		return a.noToken(report, text)
	}
	if a.json {
		a.printJSON(report)
	} else {
		a.printInspection(report, time.Now())
	}
	return nil
}

// noToken says that nothing looks like a token, and what the text is where it is
// an answer of a store.
func (a *app) noToken(report wire.Inspect, text secret.Text) error {
	var answer struct {
		Findings []wire.Finding `json:"findings"`
	}
	in := map[string]string{"text": text.Reveal()}
	if err := a.call(a.handler(), http.MethodPost, "/v1/explain", in, &answer); err != nil {
		return err
	}
	switch {
	case a.json:
		a.printJSON(struct {
			wire.Inspect
			Explanation []wire.Finding `json:"explanation,omitempty"`
		}{report, answer.Findings})
	default:
		a.printInspection(report, time.Now())
		if len(answer.Findings) > 0 {
			fmt.Fprintln(a.out)
			a.heading(a.pens.bold("It is an answer of a store. What it means:"))
			a.findings(answer.Findings)
		}
	}
	return exitWith(exitNo)
}

func (a *app) inspection(h http.Handler, text secret.Text) (wire.Inspect, error) {
	var report wire.Inspect
	in := map[string]string{"text": text.Reveal()}
	err := a.call(h, http.MethodPost, "/v1/inspect", in, &report)
	return report, err
}

// text is the one argument of a command, or standard input.
func (a *app) text(args []string) (secret.Text, error) {
	if len(args) == 1 && args[0] != "-" {
		a.journal.hide(secret.New(args[0]))
		return secret.New(args[0]), nil
	}
	if a.tty != nil {
		a.tell("note", "Paste the text, then press Ctrl-D on a line of its own.")
	}
	text, err := a.readStdin("Text")
	return secret.New(text), err
}

func (a *app) printInspection(report wire.Inspect, now time.Time) {
	if len(report.Tokens) == 0 {
		a.heading(a.pens.bold("Nothing here looks like a token."))
	}
	for i, t := range report.Tokens {
		if i > 0 {
			fmt.Fprintln(a.out)
		}
		a.heading(a.tokenTitle(t, now))
		a.tokenLines(t, now)
		a.line("Form", t.Format+", from "+t.Source)
		a.line("Token", t.Masked)
		a.findings(t.Findings)
	}
	if report.URL != "" {
		a.line("Address", report.URL)
	}
	a.findings(report.Findings)
}

var kindNames = map[string]string{
	wire.KindAdmin:       "Admin token",
	wire.KindCustomer:    "Customer token",
	wire.KindIntegration: "Integration token",
	wire.KindGuest:       "Guest token",
	wire.KindIMS:         "Adobe IMS token",
	wire.KindOAuth2:      "OAuth 2.0 token",
	wire.KindSession:     "Session cookie",
}

func kindName(kind string) string {
	if name, ok := kindNames[kind]; ok {
		return name
	}
	return "Token of unknown kind"
}

func (a *app) tokenTitle(t wire.Token, now time.Time) string {
	title := a.pens.bold(kindName(t.Kind))
	expires, err := time.Parse(time.RFC3339, t.ExpiresAt)
	switch {
	case err != nil:
		return title
	case expires.Before(now):
		return title + ", " + a.pens.red("expired "+duration(now.Sub(expires))+" ago")
	}
	return title + ", " + "expires in " + duration(expires.Sub(now))
}

// lower begins a phrase in the middle of a sentence.
func lower(text string) string { return strings.ToLower(text[:1]) + text[1:] }
