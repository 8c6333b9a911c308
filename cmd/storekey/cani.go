package main

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/storekey/storekey/core/wire"
)

// canI holds the flags of the command can-i.
type canI struct {
	ask
	resource, path string
	operations     bool
}

func newCanI(a *app) *cobra.Command {
	k := &canI{ask: ask{path: "/v1/can-i"}}
	cmd := &cobra.Command{
		Use:   "can-i --store URL|NAME [TOKEN|-]",
		Short: "Tell what a token may do at a store",
		Long: `Asks the store for its schema without and with the token, and single routes
where that leaves something open; no data is read and nothing changed. It lists
the resources as the role editor does, each with yes, no or unknown and how that
is known: by the schema, by a probe, or inferred.

  storekey can-i --store https://shop.test -
  storekey can-i --store https://shop.test --resource 'catalog prod' -
  storekey can-i --store https://shop.test --path 'PUT /V1/products/24-MB01' -

Without TOKEN it takes STOREKEY_TOKEN, else the token that is saved with the
store, else it asks for it or reads standard input.
` + linesHelp + `
Exit status: 0 the store takes the token, 1 it does not, 2 it cannot be told.
With --path: 0 the route is allowed, 1 it is not, 2 it cannot be told.`,
		Args: arguments(0, 1),
		RunE: func(_ *cobra.Command, args []string) error { return a.canI(k, args) },
	}
	k.register(a, cmd)
	flags := cmd.Flags()
	flags.StringVar(&k.resource, "resource", "", "only resources that hold every word, in the title, the path or the ID")
	flags.StringVar(&k.path, "path", "", "only this route: [METHOD] /V1/…, as it is called or as it is listed")
	flags.BoolVar(&k.operations, "operations", false, "list the routes instead of the resources")
	return cmd
}

func (a *app) canI(k *canI, args []string) error {
	route, err := readRoute(k.path)
	if err != nil {
		return err
	}
	in, who, many, err := k.begin(a, args)
	switch {
	case err != nil:
		return err
	case many != nil && (route.path != "" || k.resource != "" || k.operations):
		return usagef("--resource, --path and --operations are for one token")
	case many != nil:
		return k.runLines(a, in.storeCall, many, newAccessLine)
	}
	var m wire.AccessMap
	if err := a.long(k.ask.path, in, &m); err != nil {
		return err
	}
	status := verdictStatus(m.Verdict)
	k.narrow(&m, route)
	if route.path != "" && m.Verdict == wire.VerdictValid {
		status = routeStatus(m.Operations)
	}
	switch {
	case a.json:
		a.printJSON(m)
	case k.markdown:
		err = a.asMarkdown("accessMap", m)
	default:
		err = a.printAccess(k, m, who)
	}
	if err != nil {
		return err
	}
	return exitWith(status)
}

// narrow keeps what the flags ask for.
func (k *canI) narrow(m *wire.AccessMap, route route) {
	if route.path != "" {
		m.Operations = route.among(m.Operations)
		asked := map[string]bool{}
		for _, o := range m.Operations {
			asked[o.Resource] = true
		}
		m.Resources = kept(m.Resources, func(r wire.Resource) bool { return asked[r.ID] })
	}
	words := strings.Fields(strings.ToLower(k.resource))
	if len(words) == 0 {
		return
	}
	asked := map[string]bool{}
	m.Resources = kept(m.Resources, func(r wire.Resource) bool {
		asked[r.ID] = holdsAll(r, words)
		return asked[r.ID]
	})
	m.Operations = kept(m.Operations, func(o wire.Operation) bool { return asked[o.Resource] })
}

// kept is a new list of what fits; never null in JSON.
func kept[T any](list []T, fits func(T) bool) []T {
	out := make([]T, 0, len(list))
	for _, item := range list {
		if fits(item) {
			out = append(out, item)
		}
	}
	return out
}

func holdsAll(r wire.Resource, words []string) bool {
	text := strings.ToLower(strings.Join(r.Path, " > ") + " " + r.ID)
	for _, word := range words {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

// routeStatus is the answer for a route: of several methods all must be allowed.
func routeStatus(list []wire.Operation) int {
	status := exitOK
	for _, o := range list {
		switch {
		case o.Allowed == wire.No:
			return exitNo
		case o.Allowed != wire.Yes:
			status = exitUnknown
		}
	}
	if len(list) == 0 {
		return exitUnknown
	}
	return status
}
