package main

import (
	"net/http"
	"strings"

	"github.com/spf13/cobra"

	"github.com/storekey/storekey/core/wire"
)

func newExplain(a *app) *cobra.Command {
	var status int
	cmd := &cobra.Command{
		Use:   "explain [--status N] [-]",
		Short: "Say what an answer of Magento means and what to do",
		Long: `Reads an answer from standard input: its body (JSON, XML, a SOAP fault, a page),
the message alone, what curl -i or curl -v prints, or what a browser or curl says
where no answer came. With the request (curl -v) the token that was sent is looked
at, too. Nothing is sent, and no token is printed.

Exit status: 0; 1 if the answer is not known.`,
		Example: `  curl -sv https://shop.test/rest/V1/modules 2>&1 | storekey explain
  storekey explain --status 401 - <answer.json`,
		Args: arguments(0, 1),
		RunE: func(_ *cobra.Command, args []string) error { return a.explain(status, args) },
	}
	cmd.Flags().IntVar(&status, "status", 0, "HTTP status of the answer")
	return cmd
}

func (a *app) explain(status int, args []string) error {
	if len(args) == 1 && args[0] != "-" {
		return usagef("the answer is read from standard input: -")
	}
	if a.tty != nil {
		a.tell("note", "Paste the answer, then press Ctrl-D on a line of its own.")
	}
	text, err := a.readStdin("Answer")
	if err != nil {
		return err
	}
	var out struct {
		Findings []wire.Finding `json:"findings"`
		// Help says what to paste where nothing is known.
		Help *wire.Finding `json:"help,omitempty"`
	}
	in := map[string]any{"text": text, "status": status}
	if err := a.call(a.handler(), http.MethodPost, "/v1/explain", in, &out); err != nil {
		return err
	}
	exit := exitOK
	if len(out.Findings) == 0 {
		exit = exitNo
	}
	switch {
	case a.json:
		a.printJSON(out)
	case len(out.Findings) > 0:
		a.heading(a.pens.bold("What this answer means"))
		a.explained(out.Findings)
	case out.Help != nil:
		a.heading(a.pens.bold(plain(out.Help.Message)))
		a.heading(plain(out.Help.Hint))
	}
	return exitWith(exit)
}

// explained writes findings one below the other; what is only possible is called
// so.
func (a *app) explained(list []wire.Finding) {
	for _, f := range list {
		if strings.HasPrefix(f.Code, "maybe_") {
			f.Level = "maybe"
		}
		a.findings([]wire.Finding{f})
	}
}
