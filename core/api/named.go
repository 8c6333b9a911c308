package api

import (
	"net/url"

	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/wire"
)

// unfit says why an origin that a page names for its API is not one to offer: a
// page's word leads into no private network that the page is not in itself, and
// from an encrypted page to no unencrypted place. It is nil where nothing is
// wrong.
func unfit(page, named string) error {
	u, err := url.Parse(named)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http":
		return refuse("api_not_named", "origin", named)
	case magento.IsInner(u.Host) && !magento.IsInner(originHost(page)):
		return refuse("api_private", "origin", named)
	case u.Scheme == "http" && len(page) > 6 && page[:6] == "https:":
		return refuse("api_plain_http", "origin", named)
	}
	return nil
}

// offered is the API that a page names if it can be offered, and else why not.
func offered(page, named string) (string, []wire.Finding) {
	if named == "" {
		return "", nil
	}
	if err := unfit(page, named); err != nil {
		return "", []wire.Finding{findingOf(err)}
	}
	return named, nil
}
