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

// byRule are the headers that fetch does not carry: the browser puts them in by
// a rule for the time of the request.
var byRule = [...]string{"Cookie", "User-Agent"}

// special are those of them that a request has, by their names in a rule.
func special(req *http.Request) map[string]string {
	headers := map[string]string{}
	for _, name := range byRule {
		value := strings.Join(req.Header.Values(name), "; ")
		if value != "" && (name != "User-Agent" || value != ownAgent()) {
			headers[strings.ToLower(name)] = value
		}
	}
	return headers
}

func ownAgent() string {
	if navigator := js.Global().Get("navigator"); navigator.Truthy() {
		return navigator.Get("userAgent").String()
	}
	return ""
}

// admit waits for the way to a request's origin to be free, and sets the rule
// that gives it what fetch does not carry, if it has such headers. leave undoes
// both.
func admit(req *http.Request) (leave func(), err error) {
	to, err := destinationOf(req)
	if err != nil {
		return nil, err
	}
	headers := special(req)
	if len(headers) == 0 {
		return everyone.enter(req.Context(), to.origin, false)
	}
	filter := to.filter(isSession(headers["cookie"]))
	if filter == "" {
		return nil, ErrSession
	}
	for name, value := range headers {
		if !isVisible(value) {
			return nil, fmt.Errorf("%w: %q", ErrHeader, name)
		}
	}
	if held, err := webext.HasOrigin(to.origin); err != nil || !held {
		return nil, refused(err)
	}
	out, err := everyone.enter(req.Context(), to.origin, true)
	if err != nil {
		return nil, err
	}
	id := int(rules.Add(1))
	if err := updateRules("addRules", rule(id, filter, headers)); err != nil {
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

// isSession knows a login's cookie from those that only open a front door.
func isSession(cookies string) bool {
	for cookie := range strings.SplitSeq(cookies, ";") {
		name, _, _ := strings.Cut(strings.TrimSpace(cookie), "=")
		if name == "PHPSESSID" || name == "admin" {
			return true
		}
	}
	return false
}

func isVisible(text string) bool {
	for _, c := range []byte(text) {
		if c < ' ' && c != '\t' || c == 0x7f {
			return false
		}
	}
	return true
}

func refused(err error) error {
	if err != nil {
		return err
	}
	return fmt.Errorf("fetch: sending a cookie or another User-Agent: %w", webext.ErrNoAccess)
}

// destination is where a request goes, as the browser spells it. base is the
// address of the REST API that it is for, empty for any other.
type destination struct {
	origin, base, path string
	query              bool
}

func destinationOf(req *http.Request) (destination, error) {
	url, err := promise.Try(func() js.Value { return js.Global().Get("URL").New(address(req.URL)) })
	if err != nil {
		return destination{}, failed(errors.New("not an address"))
	}
	to := destination{origin: url.Get("origin").String(), path: url.Get("pathname").String(), query: url.Get("search").String() != ""}
	if before, _, found := strings.Cut(to.path, "/rest/"); found {
		to.base = to.origin + before + "/rest/"
	}
	return to, nil
}

// filter is the urlFilter of a rule for the request: the REST API as a whole,
// and of all else, where no session goes, the one address alone. It is empty
// where there can be none.
func (d destination) filter(session bool) string {
	filter := "|" + d.base
	switch {
	case d.base != "":
	case session:
		return ""
	case d.query:
		filter = "|" + d.origin + d.path + "?"
	default:
		filter = "|" + d.origin + d.path
	}
	if strings.ContainsAny(filter[1:], "*^|") { // they mean something in a rule
		return ""
	}
	if d.base == "" && !d.query {
		filter += "|" // and ends there
	}
	return filter
}

// rule lets the extension's own requests that fit filter carry headers. By their
// initiator: by "no tab" it would take in the page's own service worker, which
// then sends them (measured).
func rule(id int, filter string, headers map[string]string) map[string]any {
	self := js.Global().Get("URL").New(webext.PageURL("")).Get("host").String() // Firefox: not the extension's id
	var set []any
	for _, name := range byRule {
		if value, there := headers[strings.ToLower(name)]; there {
			set = append(set, map[string]any{"header": strings.ToLower(name), "operation": "set", "value": value})
		}
	}
	return map[string]any{
		"id":     id,
		"action": map[string]any{"type": "modifyHeaders", "requestHeaders": set},
		"condition": map[string]any{
			"initiatorDomains":         []any{self},
			"urlFilter":                filter,
			"isUrlFilterCaseSensitive": true,
			"resourceTypes":            []any{"xmlhttprequest", "other"},
		},
	}
}

func updateRules(what string, item any) error {
	return webext.UpdateSessionRules(map[string]any{what: []any{item}})
}
