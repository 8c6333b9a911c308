package fetch

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"syscall/js"
	"time"

	"github.com/storekey/storekey/wasm/promise"
	"github.com/storekey/storekey/wasm/webext"
)

// tabLimit ends a request that the tab itself no longer answers for: a page
// that is frozen or shows a dialog runs no timer either.
const tabLimit = 60 * time.Second

// InTab sends from inside a tab: the page's cookies take part, and its service
// worker can see what goes. It implements magento.Doer.
type InTab struct {
	id      int
	silence time.Duration
}

// Tab is the way out of a tab, to the origin that it shows and no other.
func Tab(tabID int) *InTab { return &InTab{tabID, Silence} }

// Do sends req once, as Worker.Do does.
func (t *InTab) Do(req *http.Request) (*http.Response, error) {
	if len(special(req)) > 0 {
		return nil, ErrSession // the page's own would go instead
	}
	leave, err := admit(req)
	if err != nil {
		return nil, err
	}
	defer leave()
	defer note(req)()
	request, err := t.request(req)
	if err != nil {
		return nil, err
	}
	answer, err := t.inject(req.Context(), request)
	if err != nil {
		return nil, err
	}
	if thrown := answer.Get("error"); thrown.Truthy() {
		return nil, named(&promise.Error{Name: thrown.Get("name").String(), Message: thrown.Get("message").String()})
	}
	return readAnswer(req, answer)
}

// note tells extension/background/observe.js which of the tab's requests is
// Storekey's.
func note(req *http.Request) (done func()) {
	underWay := js.Global().Get("storekey").Get("underWay")
	if !underWay.Truthy() {
		return func() {}
	}
	name := methodOf(req) + " " + address(req.URL)
	underWay.Call("add", name)
	return func() { underWay.Call("delete", name) }
}

// request is what extension/content/fetch.js takes.
func (t *InTab) request(req *http.Request) (map[string]any, error) {
	if _, err := headersOf(req.Header); err != nil {
		return nil, err
	}
	body, err := bodyOf(req)
	if err != nil {
		return nil, err
	}
	request := map[string]any{
		"id":      webext.NewID(),
		"url":     address(req.URL),
		"method":  methodOf(req),
		"headers": pairs(req.Header),
		"silence": t.silence.Milliseconds(),
		"cap":     MaxBody,
	}
	if body != nil {
		request["body"] = base64.StdEncoding.EncodeToString(body)
	}
	return request, nil
}

func pairs(header http.Header) []any {
	list := []any{}
	for name, values := range header {
		for _, value := range values {
			list = append(list, []any{name, value})
		}
	}
	return list
}

// inject sends and waits. When ctx ends first, a second injection aborts the
// request in the tab.
func (t *InTab) inject(ctx context.Context, request map[string]any) (js.Value, error) {
	limited, cancel := context.WithTimeoutCause(ctx, tabLimit, ErrTimeout)
	defer cancel()
	answer, err := webext.Inject(limited, t.id, "tabFetch", js.ValueOf(request))
	if limited.Err() != nil {
		go t.abort(request["id"])
		return js.Undefined(), context.Cause(limited)
	}
	if err != nil {
		return js.Undefined(), failed(err)
	}
	if answer.IsNull() {
		return js.Undefined(), failed(errors.New("the tab went elsewhere"))
	}
	return answer, nil
}

// abort is done in vain where the tab is gone.
func (t *InTab) abort(id any) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	_, _ = webext.Inject(ctx, t.id, "tabFetch", js.ValueOf(map[string]any{"abort": id}))
}

func readAnswer(req *http.Request, answer js.Value) (*http.Response, error) {
	if location := answer.Get("location"); location.Type() == js.TypeString {
		return redirect(req, location.String()), nil
	}
	body, err := base64.StdEncoding.DecodeString(answer.Get("body").String())
	if err != nil {
		return nil, fmt.Errorf("fetch: reading the tab's answer: %w", err)
	}
	return respond(req, answer.Get("status").Int(), headerOf(answer.Get("headers")), body), nil
}
