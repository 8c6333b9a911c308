// Package fetch makes HTTP requests from the extension's worker: directly, or
// from inside a tab where only the tab gets through (an accepted self-signed
// certificate, an access proxy, HTTP Basic that the browser already knows).
//
// Both ways buffer the answer, end with the request's context, follow no
// redirect and give up after 25 silent seconds, since Chromium ends a worker
// whose fetch is silent for 30. net/http's own client is not used: it would
// double the size of the program.
package fetch
