package magento

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/storekey/storekey/core/wire"
)

// MaxAnswer is the largest body that is read: the schema of a large store fits.
const MaxAnswer = 8 << 20

// Doer makes one request. It follows no redirect and adds no credential that
// the browser holds.
type Doer interface {
	Do(*http.Request) (*http.Response, error)
}

// Answer is a response with its body read.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte
	// Via is "tab" where the request went from the open tab.
	Via string
}

// Send makes req with ctx and reads the answer. It asks for JSON unless the
// request says otherwise: a browser's own Accept gets XML (Magento_Webapi).
func Send(ctx context.Context, d Doer, req *http.Request) (Answer, error) {
	req = req.WithContext(ctx)
	if req.Header == nil {
		req.Header = http.Header{}
	}
	if req.Header.Get("Accept") == "" {
		req.Header.Set("Accept", "application/json")
	}
	resp, err := d.Do(req)
	if err != nil {
		return Answer{}, unanswered(err)
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(resp.Body, MaxAnswer+1))
	if err != nil {
		return Answer{}, unanswered(err)
	}
	if len(body) > MaxAnswer {
		return Answer{}, fmt.Errorf("magento: reading the answer: %w", ErrTooLarge)
	}
	return Answer{Status: resp.StatusCode, Header: resp.Header, Body: body, Via: viaOf(resp)}, nil
}

// Get sends an anonymous GET with the headers given.
func Get(ctx context.Context, d Doer, url string, headers ...wire.Header) (Answer, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return Answer{}, fmt.Errorf("magento: %w", errors.Join(ErrNotAddress, err))
	}
	for _, h := range headers {
		req.Header.Add(h.Name, h.Value)
	}
	return Send(ctx, d, req)
}

// MarkVia notes on a response which way it went. It is kept beside the headers,
// because those are the store's to choose.
func MarkVia(resp *http.Response, via string) {
	resp.Body = viaBody{resp.Body, via}
}

type viaBody struct {
	io.ReadCloser
	via string
}

func viaOf(resp *http.Response) string {
	body, _ := resp.Body.(viaBody)
	return body.via
}

// Cached reports whether the answer came out of a cache in front of the store,
// so that it says nothing about this request (RFC 9111 §5.1 for Age).
func (a Answer) Cached() bool {
	if age, err := strconv.Atoi(a.Header.Get("Age")); err == nil && age > 0 {
		return true
	}
	for _, name := range []string{"X-Cache", "Cf-Cache-Status", "X-Magento-Cache-Debug"} {
		if strings.HasPrefix(strings.ToUpper(a.Header.Get(name)), "HIT") {
			return true
		}
	}
	return false
}

// Evidence notes the request and what came of it.
func (a Answer) Evidence(method, url, note string) wire.Evidence {
	return wire.Evidence{Method: method, URL: url, Status: a.Status, Note: note, Via: a.Via}
}

// Route is the address of a web API path ("/V1/…") on a store view, or on the
// default one where code is empty.
func Route(store wire.Store, code, path string) string {
	if code != "" {
		return store.RestURL + "/" + code + path
	}
	return store.RestURL + path
}

// APIRoot is what the paths of GraphQL and SOAP stand behind: the base URL, with
// index.php where REST needs it.
func APIRoot(store wire.Store) string { return strings.TrimSuffix(store.RestURL, "/rest") }

// CustomerView is the store code to use for a customer: "all" and "admin" are
// the admin store, where no customer of a website is found (m2#29939).
func CustomerView(code string) string {
	if code == "all" || code == "admin" {
		return ""
	}
	return code
}
