// Package api is the one door to Storekey's core: an http.Handler that speaks
// the JSON of package wire. The extension's worker and the command line use the
// same handler; neither decides anything by itself.
//
// Read routes.go first: it is the table of every call. A call that goes to a
// store runs as a job (job.go) and leaves through an exit (exit.go), which knows
// the two ways out, asks for a yes where one is due and marks the moment at
// which a credential leaves. errors.go is the one place that turns Go errors
// into wire errors.
//
// What the handler remembers, it writes through State, one record a key, so that
// the browser may stop the worker at any moment.
package api
