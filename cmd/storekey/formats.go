package main

import (
	"fmt"
	"net/http"

	"github.com/spf13/cobra"

	"github.com/storekey/storekey/core/wire"
)

func newFormats(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "formats",
		Short: "List the formats in which stores are imported and exported",
		Args:  arguments(0, 0),
		RunE:  func(*cobra.Command, []string) error { return a.formats() },
	}
}

func (a *app) formats() error {
	var out struct {
		Formats []wire.Format `json:"formats"`
	}
	if err := a.call(a.handler(), http.MethodGet, "/v1/formats", nil, &out); err != nil {
		return err
	}
	if a.json {
		a.printJSON(out)
		return nil
	}
	width := 0
	for _, f := range out.Formats {
		width = max(width, len(f.ID))
	}
	for _, f := range out.Formats {
		only := ""
		if !f.Writes {
			only = a.pens.dim(" (import only)")
		}
		fmt.Fprintf(a.out, "%s  %s%s\n", a.pens.bold(fmt.Sprintf("%-*s", width, f.ID)), f.Summary, only)
	}
	return nil
}
