package main

import (
	"crypto/subtle"
	"encoding/json"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/storekey/storekey/core/api"
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// maxCall is the most that one call may carry.
const maxCall = 1 << 20

// gate lets in what a program on this machine asks with the key of this run. A
// page of a browser is kept out three times: it sends an Origin or Sec-Fetch
// headers with what it could do harm by, it comes by the name of its own host
// where that was made to lead here, and it does not know the key.
type gate struct {
	next    http.Handler
	key     secret.Text
	hosts   []string
	journal *journal
}

// ServeHTTP implements http.Handler.
func (g *gate) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	began := time.Now()
	if no := g.refusal(req); no != nil {
		g.journal.note("refused %s %s  %d %s", req.Method, shownURL(req.URL), no.Status, no.Code)
		refuseCall(w, no)
		return
	}
	inner := req.Clone(req.Context())
	inner.Header = http.Header{}
	for _, name := range []string{"Content-Type", api.HeaderCall} {
		if value := req.Header.Get(name); value != "" {
			inner.Header.Set(name, value)
		}
	}
	inner.Body = http.MaxBytesReader(w, req.Body, maxCall+1)
	g.next.ServeHTTP(w, inner)
	g.journal.note("answered %s %s (%d ms)", req.Method, shownURL(req.URL), time.Since(began).Milliseconds())
}

// refusal says why a call is not let in, nil if it is.
func (g *gate) refusal(req *http.Request) *api.Error {
	refused := func(status int, code, message string) *api.Error {
		return &api.Error{Status: status, Detail: wire.Error{Code: code, Message: message}}
	}
	given, bearer := strings.CutPrefix(req.Header.Get("Authorization"), "Bearer ")
	switch {
	case !slices.Contains(g.hosts, strings.ToLower(req.Host)):
		return refused(http.StatusMisdirectedRequest, "host_refused", "Calls come by the address that was printed at the start.")
	case fromPage(req.Header):
		return refused(http.StatusForbidden, "origin_refused", "Pages of a browser are not answered.")
	case !bearer || subtle.ConstantTimeCompare([]byte(given), []byte(g.key.Reveal())) != 1:
		return refused(http.StatusUnauthorized, "invalid_token", "The key is missing or is not the one of this run.")
	case req.ContentLength > maxCall:
		return refused(http.StatusRequestEntityTooLarge, "invalid_request", "The call is larger than 1 MB.")
	}
	return nil
}

// fromPage tells what only browsers send (Fetch §3.2, Fetch Metadata §2).
func fromPage(headers http.Header) bool {
	for _, name := range []string{"Origin", "Sec-Fetch-Site", "Sec-Fetch-Mode", "Sec-Fetch-Dest"} {
		if len(headers.Values(name)) > 0 {
			return true
		}
	}
	return false
}

func refuseCall(w http.ResponseWriter, no *api.Error) {
	if no.Status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", "Bearer")
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Connection", "close")
	w.WriteHeader(no.Status)
	_ = json.NewEncoder(w).Encode(wire.ErrorBody{Error: no.Detail})
}

// hostNames are the names under which loopback may be asked at this port.
func hostNames(address string) []string {
	_, port, _ := net.SplitHostPort(address)
	return []string{address, "localhost:" + port, "127.0.0.1:" + port, "[::1]:" + port}
}
