// Package vault keeps saved stores: what is known of each, in clear, and its
// secrets, sealed.
//
//	record.go      what one store's record holds
//	store.go       list, add, change, delete: one write of one record each
//	batch.go       several stores at once, all or none
//	migrate.go     records of older versions
//	header.go      the vault's header: how the key is made from a passphrase
//	seal.go        sealing one secret so that it opens only in its place
//	lock.go        open and locked: where the open key is, and for how long
//	saved.go       credentials and front doors within a record
//	match.go       which store a tab belongs to
//	host.go        which stage a host is of
//	csv.go         a pasted list of stores: csvsplit.go cuts it into values,
//	               csvguess.go names its columns
//	bind.go        where the secrets of a store may go
//	learnt.go      what a store told of itself
//	tidy.go        removing what can no longer be restored
//
// Every secret is sealed with AES-256-GCM under a random data key; the header
// holds that key, sealed under one that Argon2id makes from the passphrase (RFC
// 9106; parameters of the OWASP password storage cheat sheet). The additional
// data names vault, store, credential and field, so nothing can be moved. A new
// passphrase changes the header and nothing else.
package vault
