package main

import (
	"encoding/json"
	"errors"

	"github.com/spf13/cobra"

	"github.com/storekey/storekey/core/wire"
)

func newSnippet(a *app) *cobra.Command {
	var file string
	c := &carry{}
	cmd := &cobra.Command{
		Use:   "snippet TARGET --request FILE|-",
		Short: "Write a request model in a form",
		Long: `Reads a request model, {"method","url","headers":[{"name","value"}],"body"}, and
writes it in a form (see "storekey targets"). A token, or one that is saved with
a store, goes in where one is named.

  storekey snippet python --request model.json
  storekey snippet curl --request model.json --store acme/live --secret env`,
		Args: arguments(1, 1),
		RunE: func(_ *cobra.Command, args []string) error { return a.snippet(c, args[0], file) },
	}
	cmd.Flags().StringVar(&file, "request", "", "file with the request model; - reads standard input")
	c.register(cmd, "name of a saved store, whose token goes along")
	return cmd
}

func (a *app) snippet(c *carry, target, file string) error {
	if err := c.find(a); err != nil {
		return err
	}
	var text string
	var err error
	switch file {
	case "":
		return usagef("--request is missing")
	case "-":
		text, err = a.readStdin("Request")
	default:
		text, err = readFile(file)
	}
	if err != nil {
		return err
	}
	var request wire.Request
	if err := json.Unmarshal([]byte(text), &request); err != nil {
		return notModel(err)
	}
	carried, err := c.credential(a, target)
	if err != nil {
		return err
	}
	return a.write(written{target, request, carried, c.secret})
}

// notModel says where the request model is wrong without repeating it.
func notModel(err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return usagef("the request is not JSON, at byte %d", syntax.Offset)
	case errors.As(err, &kind) && kind.Field != "":
		return usagef("the request's %s cannot be a JSON %s", kind.Field, kind.Value)
	}
	return usagef("the request is not a request model")
}
