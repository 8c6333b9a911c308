// Package provider holds the ways to obtain a credential from a store: one file
// each, with a card that forms, flags and lists are made from.
//
// A provider sends its credential once per call and never a second time by itself:
// failures count towards the account's lock. It goes to the store's own web API,
// or, where Asks says so (OAuth 2.0, Adobe IMS), to a token service that may stand
// elsewhere; the store's front door never goes there.
//
// To add one, write one file <id>.go that declares
//
//	var _ = register(Provider{Card: wire.Card{ID: "<id>", …}, Order: …, Obtain: …})
package provider
