package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/storekey/storekey/core/wire"
)

// connectionCommand tests the connection to a saved store.
type connectionCommand struct {
	reach   reach
	noLogin bool
}

func newStoresTest(a *app) *cobra.Command {
	c := &connectionCommand{}
	cmd := &cobra.Command{
		Use:   "test NAME|ID",
		Short: "Test the connection to a saved store, step by step",
		Long: `Looks step by step whether a saved store can be worked with: address, TLS, front
door, Magento, credentials, rights. A saved token is tried first; only where it is no
longer accepted the saved password is, once. An environment that was refreshed from
another one is told from a wrong password.

  storekey stores test acme/staging

Exit status: 0 it can be worked with, 1 a step failed.`,
		Args: arguments(1, 1),
		RunE: func(_ *cobra.Command, args []string) error { return a.storesTest(c, args[0]) },
	}
	cmd.Flags().BoolVar(&c.noLogin, "no-login", false, "leave the saved password alone")
	c.reach.trust.register(cmd)
	c.reach.registerDoor(cmd)
	c.reach.passphrase.register(cmd)
	return cmd
}

func (a *app) storesTest(c *connectionCommand, name string) error {
	entry, err := a.oneSaved(name)
	if err != nil {
		return err
	}
	if err := c.reach.trust.settle(a, entry.Store.BaseURL, &entry); err != nil {
		return err
	}
	door, err := c.reach.door(a)
	if err != nil {
		return err
	}
	if len(entry.Credentials) > 0 || entry.HasDoor && door == nil {
		if err := c.reach.passphrase.open(a, false); err != nil {
			return err
		}
	}
	in := map[string]any{"noLogin": c.noLogin}
	if door != nil {
		in["door"] = door
	}
	var out wire.ConnectionTest
	if err := a.long("/v1/stores/"+entry.ID+"/test", in, &out); err != nil {
		return err
	}
	if a.json {
		a.printJSON(out)
	} else {
		a.printConnection(shownName(entry), out)
	}
	if out.Result == wire.StepFailed {
		return exitWith(exitNo)
	}
	return nil
}

// stepTitles are the names of the steps, as people read them.
var stepTitles = map[string]string{
	"address": "Address", "tls": "TLS", "door": "Front door", "magento": "Magento", "credentials": "Credentials", "rights": "Rights",
}

func (a *app) printConnection(name string, out wire.ConnectionTest) {
	a.heading(a.pens.bold(name) + " " + out.Store.BaseURL)
	for _, s := range out.Steps {
		a.printStep(s)
	}
	a.evidence(out.Evidence)
}

func (a *app) printStep(s wire.ConnectionStep) {
	result := fmt.Sprintf("%-7s", s.Result)
	switch s.Result {
	case wire.StepOK:
		result = a.pens.green(result)
	case wire.StepFailed:
		result = a.pens.red(result)
	case wire.StepWarning:
		result = a.pens.yellow(result)
	default:
		result = a.pens.dim(result)
	}
	took := ""
	if s.Result != wire.StepSkipped {
		took = fmt.Sprintf("%d ms", s.Millis)
	}
	fmt.Fprintf(a.out, "  %-11s %s %8s\n", stepTitles[s.Step], result, took)
	for _, f := range s.Findings {
		fmt.Fprintf(a.out, "              %s\n", plain(f.Message))
		if hint := hintHere(f.Code, f.Hint); hint != "" && f.Level != wire.LevelInfo {
			fmt.Fprintf(a.out, "              %s\n", a.pens.dim(plain(hint)))
		}
	}
}
