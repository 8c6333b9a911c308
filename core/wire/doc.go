// Package wire holds the JSON that Storekey speaks, as plain structs: the
// request model, the reports of inspect and check, findings, cards, calls and
// errors. Package api writes it; the extension's page and the command line
// read it.
//
// It imports nothing of ours and no net/http, so that the page, which has no
// HTTP in it, can use the same types. Field names are a fixed interface: scripts
// outside the project read them.
package wire
