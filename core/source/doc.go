// Package source finds the credentials that a page already holds, in a snapshot
// of it, and says how another would be put in their place: one file per place
// where storefronts keep them. Callers want [FindAll], and [Get] for the Put of
// the source that found something.
//
// To add one, write one file <id>.go that declares
//
//	var _ = register(Source{Card: wire.Card{ID: "<id>", …}, Order: …, Find: …, Put: writer(…)})
//
// and snapshots in testdata/<id>/: {{customer}} and the other names in
// golden_test.go stand for tokens. go test -update writes what is found in them
// and what is put; the tests put tokens of every form there and read them back.
//
// What sources share: value.go reads and changes JSON as scripts do, place.go
// makes a credential of a text and its place, lifetime.go compares the page's
// lifetime with the token's, write.go prepares what is to be put, layers.go opens
// any value for the source generic, and name.go knows what names say.
//
// A page is never trusted: every count and every depth is bounded, and what it
// calls its store view, its API or its customer is only ever shown.
package source
