package main

import (
	"bytes"
	"crypto/x509"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/storekey/storekey/core/api"
)

// patience is how long a store may take for one answer.
const patience = 60 * time.Second

// exits is the way out of the command line: straight to the store.
type exits struct{ direct *client }

func newExits(n *network, j *journal) exits { return exits{&client{n, j}} }

// Direct implements api.Exits.
func (e exits) Direct() api.Doer { return e.direct }

// Tab implements api.Exits: there are no tabs.
func (exits) Tab(int) api.Doer { return nil }

// client sends one request and only that: no redirect is followed, so that no
// credential goes where nobody sent it, no cookie is kept, and HTTP/1.1 is
// spoken, so that one connection carries one request at a time.
type client struct {
	network *network
	journal *journal
}

// Do implements magento.Doer.
func (c *client) Do(req *http.Request) (*http.Response, error) {
	if req.Header.Get("User-Agent") == "" {
		req.Header.Set("User-Agent", "Storekey")
	}
	way := http.Client{
		Transport:     c.network.transport(req.URL),
		Timeout:       patience,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	began := time.Now()
	resp, err := way.Do(req)
	c.report(req, resp, err, time.Since(began))
	return resp, aboutIssuer(err)
}

// report tells a request without what it carried.
func (c *client) report(req *http.Request, resp *http.Response, err error, took time.Duration) {
	line := req.Method + " " + shownURL(req.URL)
	if err != nil {
		c.journal.note("%s  %s (%d ms)", line, c.network.note(req.URL, err), took.Milliseconds())
		return
	}
	c.journal.note("%s  %d (%d ms)", line, resp.StatusCode, took.Milliseconds())
}

// OtherAgent is for a second try where this program is blocked by its name.
func (c *client) OtherAgent() string { return api.OtherAgent }

// aboutIssuer tells a self-signed certificate from one of an issuer that is not
// known here, which have the same error.
func aboutIssuer(err error) error {
	var unknown x509.UnknownAuthorityError
	if errors.As(err, &unknown) && unknown.Cert != nil && bytes.Equal(unknown.Cert.RawIssuer, unknown.Cert.RawSubject) {
		return fmt.Errorf("%w: %w", api.ErrSelfSigned, err)
	}
	return err
}
