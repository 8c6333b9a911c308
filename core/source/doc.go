// Package source finds the credentials that a page already holds, in a snapshot
// of it: one file per place where storefronts keep them.
//
// To add one, write one file <id>.go that declares
//
//	var _ = register(Source{Card: wire.Card{ID: "<id>", …}, Order: …, Find: …})
package source
