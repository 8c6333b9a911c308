// Package check asks a store about a token: a verdict, with every request that
// it rests on.
//
// Magento treats a bad bearer token as none at all, so an anonymous route says
// nothing, and a refusal is the same for expired, revoked, foreign and garbage.
// Each probe is therefore a route that every token of its kind may call, asked
// once without the token (the control) and once with it; only a difference
// counts. No list is read, and nothing is asked twice.
package check
