package oauth1

import "errors"

var (
	// ErrNotAddress: the URL of a request is not absolute, or not of the web.
	ErrNotAddress = errors.New("oauth1: not an http or https address")
	// ErrMethod: Magento takes HMAC-SHA256, and up to 2.4.3 HMAC-SHA1.
	ErrMethod = errors.New("oauth1: not a signature method that can be made here")
	// ErrIncomplete: consumer key and secret sign the exchange, all four the rest.
	ErrIncomplete = errors.New("oauth1: the consumer key or secret is missing")
	// ErrNotHeader: the text is no OAuth Authorization header.
	ErrNotHeader = errors.New("oauth1: not an OAuth header")
	// ErrNoTime: a signature without the time is refused everywhere.
	ErrNoTime = errors.New("oauth1: no time to sign with")
)
