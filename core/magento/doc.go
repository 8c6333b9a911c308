// Package magento knows the store: how its web API is addressed from any URL of
// it, how its pages are recognised, how its answers are read and what its
// refusals mean.
//
// Requests leave through a Doer, one at a time and never with a credential of
// the browser's own. Everything that can be known from a text or a page alone
// (Candidates, Recognise, ParseMessage, Explain) makes no request at all.
//
// Facts come from Magento's source and from a recorded 2.4.7; the place is named
// where a fact is used.
package magento
