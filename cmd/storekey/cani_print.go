package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/storekey/storekey/core/wire"
)

// printAccess writes an access map: the verdict, then resources or routes.
func (a *app) printAccess(k *canI, m wire.AccessMap, who subject) error {
	report := wire.Check{Verdict: m.Verdict, Kind: m.Kind, Who: m.Who, Store: m.Store}
	if err := a.printVerdict(report, who); err != nil {
		return err
	}
	if m.Verdict == wire.VerdictValid {
		fmt.Fprintln(a.out)
		switch {
		case k.operations || k.path != "":
			a.printRoutes(m)
		default:
			a.printResources(m.Resources)
		}
	}
	a.findings(beyond(m.Findings, m.Reason))
	a.evidence(m.Evidence)
	return nil
}

// printResources writes resources as the tree of the role editor. What only
// leads to one has nothing in front of it.
func (a *app) printResources(list []wire.Resource) {
	if len(list) == 0 {
		a.heading("  No resource fits.")
		return
	}
	yes := len(kept(list, func(r wire.Resource) bool { return r.Allowed == wire.Yes }))
	a.heading(fmt.Sprintf("%s  %d of %d", a.pens.bold("What this token may do (Role Resources)"), yes, len(list)))
	var above []string
	for _, r := range list {
		depth := 0
		for depth < len(r.Path)-1 && depth < len(above) && r.Path[depth] == above[depth] {
			depth++
		}
		for ; depth < len(r.Path)-1; depth++ {
			fmt.Fprintf(a.out, "  %-18s%s%s\n", "", strings.Repeat("  ", depth), plain(r.Path[depth]))
		}
		fmt.Fprintf(a.out, "  %s%s%s%s\n", a.allowed(r.Allowed, r.How), strings.Repeat("  ", len(r.Path)-1), plain(r.Title), a.pens.dim("  "+plain(r.ID)+ticked(r)))
		above = r.Path
	}
}

// ticked tells what the panel shows where that is not what the token gets.
func ticked(r wire.Resource) string {
	if r.Ticked == "" || r.Ticked == r.Allowed {
		return ""
	}
	return "  (ticked in the panel: " + r.Ticked + ")"
}

// allowed is whether something is allowed and how that is known, in a column.
func (a *app) allowed(allowed, how string) string {
	text := fmt.Sprintf("%-8s", allowed)
	switch allowed {
	case wire.Yes:
		text = a.pens.green(text)
	case wire.No:
		text = a.pens.red(text)
	default:
		text = a.pens.yellow(text)
	}
	return text + a.pens.dim(fmt.Sprintf("%-10s", how))
}

// printRoutes writes one route a line, with the resource that it asks for.
func (a *app) printRoutes(m wire.AccessMap) {
	if len(m.Operations) == 0 {
		a.heading("  The store has no such route.")
		return
	}
	width := 0
	for _, o := range m.Operations {
		width = max(width, len(o.Path))
	}
	for _, o := range m.Operations {
		allowed := o.Allowed
		if allowed == "" {
			allowed = wire.Unknown
		}
		fmt.Fprintf(a.out, "  %s%-7s%-*s  %s\n", a.allowed(allowed, ""), o.Method, width, plain(o.Path), plain(resourceOf(m.Resources, o.Resource)))
	}
}

// resourceOf names the resource of a route by ID and title path.
func resourceOf(list []wire.Resource, id string) string {
	switch id {
	case "":
		return "resource not known"
	case "anonymous":
		return "open to everybody (anonymous)"
	case "self":
		return "for customers, on their own data (self)"
	}
	at := slices.IndexFunc(list, func(r wire.Resource) bool { return r.ID == id })
	if at < 0 {
		return id
	}
	return id + "  " + strings.Join(list[at].Path, " > ")
}
