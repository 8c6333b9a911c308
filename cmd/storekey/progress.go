package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"github.com/storekey/storekey/core/api"
	"github.com/storekey/storekey/core/wire"
)

// long makes a call that takes its time: its steps are shown where somebody sits
// at standard error, and Ctrl-C ends it.
func (a *app) long(path string, in, out any) error {
	h, id := a.handler(), rand.Text()
	a.state.follow(callKey+id, a.showStep)
	defer a.clearStep()
	// What runs under an id goes on without the caller: ending it takes a call.
	stop := context.AfterFunc(a.ctx, func() {
		_ = api.Call(context.Background(), h, http.MethodDelete, "/v1/calls/"+id, nil, nil)
	})
	defer stop()
	named := http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		req.Header.Set(api.HeaderCall, id)
		h.ServeHTTP(w, req)
	})
	return api.Call(context.WithoutCancel(a.ctx), named, http.MethodPost, path, in, out)
}

// callKey begins the keys of the records of calls.
const callKey = "call:"

// stepWords say what a step of a call is about.
var stepWords = map[string]string{
	"looking_for_store":  "Looking for the web API",
	"control":            "Asking without the token",
	"with_token":         "Asking with the token",
	"with_signature":     "Asking with a signature",
	"as_bearer":          "Asking with the access token alone",
	"header":             "Asking whether the header arrives",
	"listing_views":      "Asking which store views there are",
	"other_view":         "Asking on another website’s store view",
	"route":              "Asking the route itself",
	"schema":             "Reading what a guest may do",
	"schema_with_token":  "Reading what the token may do",
	"learning_resources": "Asking other modules’ routes for their resource",
	"probing":            "Asking one route of each resource",
	"store_busy":         "The store wants a pause",
}

// showStep draws the bar anew.
func (a *app) showStep(record []byte) {
	var call wire.Call
	if json.Unmarshal(record, &call) != nil || call.Finished() || call.Step == "" {
		return
	}
	words := stepWords[call.Step]
	if words == "" {
		words = "Asking the store"
	}
	a.journal.step(words)
	a.drawBar(words, call.Done, call.Total)
}

// barWidth is how many cells the bar has.
const barWidth = 20

func (a *app) drawBar(words string, done, total int) {
	if !a.progress {
		return
	}
	bar := ""
	if total > 0 {
		full := barWidth * min(done, total) / total
		bar = fmt.Sprintf("[%s%s] %d of %d  ", strings.Repeat("#", full), strings.Repeat(".", barWidth-full), done, total)
	}
	fmt.Fprint(a.err, "\r\x1b[K"+bar+words)
}

// clearStep leaves nothing of the bar.
func (a *app) clearStep() {
	if a.progress {
		fmt.Fprint(a.err, "\r\x1b[K")
	}
}
