// Package host is what stands between syumai/workers and the API in the
// extension's worker: a middleware that mends the library's edges, and the
// browser's storage as the API's State.
//
// It is apart from the program so that its tests need no workers runtime.
package host
