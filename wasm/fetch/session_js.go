package fetch

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"syscall/js"

	"github.com/storekey/storekey/wasm/promise"
	"github.com/storekey/storekey/wasm/webext"
)

// everyone is where all requests of this program pass.
var everyone gates

// rules counts the rules that were set. Those of earlier programs are removed
// before this one starts.
var rules atomic.Int32

// admit waits for the way to a request's origin to be free, and sets the rule
// that gives it its Cookie header if it has one. leave undoes both.
func admit(req *http.Request) (leave func(), err error) {
	origin, base, err := destination(req)
	if err != nil {
		return nil, err
	}
	cookie := strings.Join(req.Header.Values("Cookie"), "; ")
	if cookie == "" {
		return everyone.enter(req.Context(), origin, false)
	}
	if base == "" {
		return nil, ErrSession
	}
	if held, err := webext.HasOrigin(origin); err != nil || !held {
		return nil, refused(err)
	}
	out, err := everyone.enter(req.Context(), origin, true)
	if err != nil {
		return nil, err
	}
	id := int(rules.Add(1))
	if err := updateRules("addRules", rule(id, base, cookie)); err != nil {
		out()
		return nil, failed(err)
	}
	return func() {
		// Whatever became of the request: not with its context.
		if updateRules("removeRuleIds", id) == nil {
			out()
		}
		// A rule that cannot be removed keeps everything else from this origin
		// until the program starts anew.
	}, nil
}

func refused(err error) error {
	if err != nil {
		return err
	}
	return fmt.Errorf("fetch: sending a session: %w", webext.ErrNoAccess)
}

// destination is a request's origin, and the address of the REST API that it
// goes to, as the browser spells them; base is empty for any other address.
func destination(req *http.Request) (origin, base string, err error) {
	url, err := promise.Try(func() js.Value { return js.Global().Get("URL").New(address(req.URL)) })
	if err != nil {
		return "", "", failed(errors.New("not an address"))
	}
	origin, path := url.Get("origin").String(), url.Get("pathname").String()
	if before, _, found := strings.Cut(path, "/rest/"); found {
		base = origin + before + "/rest/"
	}
	if strings.ContainsAny(base, "*^|") { // they mean something in a rule
		base = ""
	}
	return origin, base, nil
}

// rule lets the extension's own requests below base carry a cookie. By their
// initiator: by "no tab" it would take in the page's own service worker, which
// then sends the cookie (measured).
func rule(id int, base, cookie string) map[string]any {
	self := js.Global().Get("URL").New(webext.PageURL("")).Get("host").String() // Firefox: not the extension's id
	return map[string]any{
		"id": id,
		"action": map[string]any{
			"type":           "modifyHeaders",
			"requestHeaders": []any{map[string]any{"header": "cookie", "operation": "set", "value": cookie}},
		},
		"condition": map[string]any{
			"initiatorDomains":         []any{self},
			"urlFilter":                "|" + base,
			"isUrlFilterCaseSensitive": true,
			"resourceTypes":            []any{"xmlhttprequest", "other"},
		},
	}
}

func updateRules(what string, item any) error {
	return webext.UpdateSessionRules(map[string]any{what: []any{item}})
}
