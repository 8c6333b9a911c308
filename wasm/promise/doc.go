// Package promise turns a JavaScript promise into a Go value and error.
//
// Await blocks its goroutine, never the event loop, so it must not be called
// from inside a js.Func: start a goroutine there. A rejection and a thrown
// exception both come back as *Error, with the name and message that JavaScript
// gave it.
package promise
