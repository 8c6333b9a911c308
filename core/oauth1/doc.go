// Package oauth1 signs requests by OAuth 1.0a (RFC 5849) with the four values of
// an integration, as Magento verifies them, and finds out why a signature is
// refused. It makes no request.
//
//   - [Sign] writes the Authorization header of a request.
//   - [BaseString] is what is signed, for showing.
//   - [ParseHeader] reads a header that somebody else wrote.
//   - [Diagnose] compares a signed request with what it should be.
//
// Magento's reading differs from the RFC's in a few places, which only a test
// vector meets: see [Reading].
package oauth1
