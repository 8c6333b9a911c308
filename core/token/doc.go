// Package token reads what people paste and says what token it holds: format,
// kind, whose, since when and until when. It never asks a store and never
// verifies a signature, so it never says that a token is good: only the store
// knows the key.
//
//   - [Inspect] reads any text: a bare token, a header, a curl command, JSON,
//     XML, a log line. Most callers want this.
//   - [Parse] reads one token that is already cut out.
//
// The way of a text: clean.go takes out what cannot be seen, read.go finds
// the places that look like tokens (with header.go, curl.go and json.go for
// the shapes that have rules of their own), and one file per format says what
// each of them is: jws.go, jwe.go, opaque.go, oauth1.go, foreign.go.
//
// Everything odd becomes a finding; nothing is an error. Terms are those of
// RFC 7515 (JWS), RFC 7516 (JWE), RFC 7519 (JWT), RFC 6750 (bearer) and
// RFC 5849 (OAuth 1.0a).
package token
