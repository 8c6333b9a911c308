package main

import (
	"net/http"

	"github.com/spf13/cobra"

	"github.com/storekey/storekey/core/wire"
)

func newExplain(a *app) *cobra.Command {
	var status int
	cmd := &cobra.Command{
		Use:   "explain [--status N] [-]",
		Short: "Say what an answer of Magento means and what to do",
		Long: `Reads the body of an answer (JSON, XML, or the message alone) from standard
input. Exit status: 0; 1 if the answer is not known.`,
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
	text, err := a.readStdin("Answer")
	if err != nil {
		return err
	}
	var out struct {
		Findings []wire.Finding `json:"findings"`
	}
	in := map[string]any{"text": text, "status": status}
	if err := a.call(a.handler(), http.MethodPost, "/v1/explain", in, &out); err != nil {
		return err
	}
	exit := exitOK
	if len(out.Findings) == 0 {
		exit = exitNo
	}
	if a.json {
		a.printJSON(out)
	} else if exit == exitNo {
		a.heading("Storekey does not know this answer.")
	} else {
		a.heading(a.pens.bold("What this answer means"))
		a.findings(out.Findings)
	}
	return exitWith(exit)
}
