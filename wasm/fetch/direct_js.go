package fetch

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"syscall/js"
	"time"

	"github.com/storekey/storekey/wasm/promise"
)

// Worker sends from the extension's worker, without any cookie or password that
// the browser holds. It implements magento.Doer.
type Worker struct{ silence time.Duration }

// Direct is the way out of the worker itself.
func Direct() *Worker { return &Worker{Silence} }

// Do sends req once and buffers the answer. fetch hides where a redirect leads,
// so the answer to one is a 307 whose Location says it only if the target is on
// the same origin; the header Storekey-Redirect: opaque marks it.
//
// A Cookie header and another User-Agent, which fetch does not carry, go along by
// a rule of the browser's for the time of the request: that needs host permission,
// and for a login's cookie an address of the REST API.
func (d *Worker) Do(req *http.Request) (*http.Response, error) {
	resp, err := d.once(req)
	if err != nil || resp != nil {
		return resp, err
	}
	target, _ := d.Where(req.Context(), address(req.URL))
	return redirect(req, target), nil
}

// once is nil without an error for a redirect.
func (d *Worker) once(req *http.Request) (*http.Response, error) {
	options, err := optionsOf(req)
	if err != nil {
		return nil, err
	}
	leave, err := admit(req)
	if err != nil {
		return nil, err
	}
	defer leave()
	watch := newWatch(req.Context(), d.silence)
	defer watch.end()
	response, err := start(watch, address(req.URL), options)
	if err != nil {
		return nil, err
	}
	if response.Get("type").String() == "opaqueredirect" {
		return nil, nil
	}
	body, err := readAll(watch, response)
	if err != nil {
		return nil, err
	}
	return respond(req, response.Get("status").Int(), headerOf(response.Get("headers")), body), nil
}

// Where follows a redirect of url and returns where it led: a GET without
// credential and body. Across origins the browser refuses.
func (d *Worker) Where(ctx context.Context, url string) (string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return "", failed(err)
	}
	leave, err := admit(req)
	if err != nil {
		return "", err
	}
	defer leave()
	watch := newWatch(ctx, d.silence)
	defer watch.end()
	options := defaults(http.MethodGet)
	options["redirect"] = "follow"
	response, err := start(watch, url, options)
	if err != nil {
		return "", err
	}
	target := response.Get("url").String()
	watch.abort() // of the body
	return target, nil
}

// redirect is what a redirect becomes whose status and target the browser hides.
func redirect(req *http.Request, target string) *http.Response {
	header := http.Header{"Storekey-Redirect": {"opaque"}}
	if target != "" && target != address(req.URL) {
		header.Set("Location", target)
	}
	return respond(req, http.StatusTemporaryRedirect, header, nil)
}

// start sends and waits for the answer's head.
func start(watch *watch, url string, options map[string]any) (js.Value, error) {
	options["signal"] = watch.controller.Get("signal")
	response, err := promise.Call(js.Global(), "fetch", url, options)
	if err != nil {
		return js.Undefined(), watch.explain(err)
	}
	watch.heard()
	return response, nil
}

func defaults(method string) map[string]any {
	return map[string]any{
		"method":         method,
		"credentials":    "omit",
		"redirect":       "manual",
		"cache":          "no-store",
		"referrerPolicy": "no-referrer",
	}
}

func optionsOf(req *http.Request) (map[string]any, error) {
	options := defaults(methodOf(req))
	carried := req.Header.Clone()
	for _, name := range byRule {
		carried.Del(name)
	}
	headers, err := headersOf(carried)
	if err != nil {
		return nil, err
	}
	options["headers"] = headers
	body, err := bodyOf(req)
	if err != nil {
		return nil, err
	}
	if body != nil {
		options["body"] = bytesToJS(body)
	}
	return options, nil
}

func methodOf(req *http.Request) string {
	if req.Method == "" {
		return http.MethodGet
	}
	return req.Method
}

// bodyOf is nil where there is no body: fetch takes none with GET.
func bodyOf(req *http.Request) ([]byte, error) {
	if req.Body == nil || req.Body == http.NoBody {
		return nil, nil
	}
	defer func() { _ = req.Body.Close() }()
	return io.ReadAll(req.Body)
}

// address leaves out the user and password, which fetch refuses and repeats in
// its error, and the fragment.
func address(u *url.URL) string {
	bare := *u
	bare.User, bare.Fragment, bare.RawFragment = nil, "", ""
	return bare.String()
}
