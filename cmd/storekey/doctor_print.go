package main

import (
	"fmt"

	"github.com/storekey/storekey/core/wire"
)

func (a *app) printSignature(s wire.Signature, status int) {
	switch status {
	case exitOK:
		a.heading(a.pens.green("Right") + ": the signature is as it should be.")
	case exitNo:
		a.heading(a.pens.red("Wrong") + ": the signature is not as it should be, or the store wants another.")
	default:
		a.heading(a.pens.yellow("Cannot tell") + " whether the signature is right.")
	}
	a.variants(s.Variants)
	a.findings(s.Findings)
	if s.BaseString != "" {
		fmt.Fprintf(a.out, "\n  %s\n  %s\n", a.pens.dim("Signature base string"), plain(s.BaseString))
	}
	a.evidence(s.Evidence)
}

// variants writes the ways to sign that were compared or tried, one a line.
func (a *app) variants(list []wire.SignatureVariant) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(a.out, "\n  %s\n", a.pens.dim("Signed as"))
	width := 0
	for _, v := range list {
		width = max(width, len(v.URL))
	}
	for _, v := range list {
		sign, status := a.pens.dim("no  "), "   "
		if v.Matches {
			sign = a.pens.green("yes ")
		}
		if v.Status != 0 {
			status = fmt.Sprintf("%3d", v.Status)
		}
		fmt.Fprintf(a.out, "  %s %s  %-*s  %s\n", sign, status, width, plain(v.URL), plain(variantWords(v)))
	}
}

// variantNames say what is particular to a way to sign.
var variantNames = map[string]string{
	"as_sent":                 "as it should be",
	"oauth1_wrong_scheme":     "with the other scheme",
	"oauth1_wrong_port":       "with another port",
	"oauth1_wrong_host":       "with another host",
	"oauth1_wrong_path":       "with another path",
	"oauth1_query_in_address": "with the query in the address",
	"oauth1_order_natural":    "sorted as up to 2.4.7",
	"oauth1_order_name":       "sorted as from 2.4.8 on",
	"oauth1_brackets_plain":   "with plain brackets in names",
}

func variantWords(v wire.SignatureVariant) string {
	if words := variantNames[v.Name]; words != "" {
		return words
	}
	return v.Name
}
