package source

import "errors"

var (
	// ErrNoPlace says that the page has nothing into which a token could be put.
	ErrNoPlace = errors.New("source: the page has no place for a token")
	// ErrCut says that what stands in that place could not be read whole, so that
	// writing there would lose what belongs to the page.
	ErrCut = errors.New("source: the page keeps more there than could be read, so nothing is written")
	// ErrText says that the text cannot stand where this storefront keeps tokens.
	ErrText = errors.New("source: this text cannot be kept where this storefront keeps tokens")
)
