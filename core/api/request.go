package api

import (
	"encoding/json"
	"strings"

	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/oauth1"
	"github.com/storekey/storekey/core/wire"
)

// requestCall describes a request to a store in the words that people use.
type requestCall struct {
	Store storeParam `json:"store"`
	// Code is a store code, "all" among them, for paths that name none.
	Code   string `json:"storeCode"`
	Method string `json:"method"`
	// Path is /V1/…, /<store code>/V1/…, /rest/…, or any other path of the store.
	Path       string              `json:"path"`
	Query      []wire.Header       `json:"query"`
	Headers    []wire.Header       `json:"headers"`
	Body       *string             `json:"body"`
	Credential *wire.CredentialRef `json:"credential"`
	// Params are the values of a path like /V1/products/{sku}.
	Params map[string]string `json:"params"`
	Search *searchParam      `json:"search"`
	// Mode is async or bulk for a request by way of the queue.
	Mode    string        `json:"mode"`
	GraphQL *graphQLParam `json:"graphql"`
	SOAP    *soapParam    `json:"soap"`
	// For is the credential that it will be sent with, where it is not to be in it
	// yet: what is worth knowing depends on it.
	For string `json:"for"`
}

// request makes the request model, offline: where the store's web API may be at
// several places, it takes the likeliest.
func (h *handler) request(j *job) (any, error) {
	var in requestCall
	if err := j.read(&in); err != nil {
		return nil, err
	}
	if err := h.resolve(j.ctx, &in.Store); err != nil {
		return nil, err
	}
	store, err := in.place()
	if err != nil {
		return nil, err
	}
	kind, err := in.prepare()
	if err != nil {
		return nil, err
	}
	out := wire.Request{
		Method:  strings.ToUpper(in.Method),
		URL:     in.url(store),
		Headers: append([]wire.Header{}, in.Headers...),
		Body:    in.Body,
	}
	if err := typed(&out); err != nil {
		return nil, err
	}
	if in.Credential != nil {
		if err := h.mayReveal(); err != nil {
			return nil, err
		}
		c, text, err := h.carried(j.ctx, *in.Credential, originOfURL(out.URL))
		if err != nil {
			return nil, err
		}
		c.old = c.old || oauth1.IsOld(store.Version)
		kind = c.token.Kind
		out = c.authorize(out, text.Reveal())
	}
	four := false
	if record, err := h.heldRef(j.ctx, in.For); in.For != "" && err == nil {
		c := h.carrier(record)
		kind, four = first(kind, c.token.Kind), c.token.Four != nil
	}
	findings := in.about(kind)
	if four && oauth1.Differs(out.URL) {
		findings = append(findings, wire.NewFinding("oauth1_by_version"))
	}
	return map[string]any{"request": out, "findings": findings}, nil
}

// prepare writes what was filled in into path, query and body.
func (in *requestCall) prepare() (kind string, err error) {
	if err := in.mayQueue(); err != nil {
		return "", err
	}
	in.Query = append(in.Query, in.Search.query()...)
	if in.SOAP != nil {
		in.soap()
	}
	if in.GraphQL == nil {
		return "", nil
	}
	body, err := in.GraphQL.body()
	in.Method, in.Path, in.Body = "POST", "/graphql", &body
	return "", err
}

// place is the store without asking it.
func (in requestCall) place() (wire.Store, error) {
	if in.Store.typed == "" && in.Store.RestURL != "" {
		return in.Store.Store, plausible(in.Store.Store)
	}
	address := first(in.Store.typed, in.Store.BaseURL)
	if strings.TrimSpace(address) == "" {
		return wire.Store{}, refuse("store_missing")
	}
	candidates, err := magento.Candidates(address)
	if err != nil {
		return wire.Store{}, err
	}
	return wire.Store{
		BaseURL:   candidates[0].BaseURL,
		RestURL:   candidates[0].RestURL,
		StoreCode: magento.StoreCode(address),
	}, nil
}

// url puts the path where it belongs, and the query behind it.
func (in requestCall) url(store wire.Store) string {
	path := "/" + strings.TrimLeft(in.Path, "/")
	if in.Mode != "" {
		path = queued(path, in.Mode)
	}
	path = filled(path, in.Params)
	segment, rest, _ := strings.Cut(path[1:], "/")
	next, _, _ := strings.Cut(rest, "/")
	switch {
	case isService(segment):
		path = magento.Route(store, first(in.Code, store.StoreCode), path)
	case isService(next) && segment != "rest" && segment != "index.php":
		path = store.RestURL + path
	case segment == "rest":
		path = store.RestURL + strings.TrimPrefix(path, "/rest")
	case isRootService(segment):
		path = magento.APIRoot(store) + path
	default:
		path = store.BaseURL + path
	}
	return path + in.query(strings.Contains(path, "?"))
}

// isService reports what follows /rest or the store code in every address of
// the web API (Magento_Webapi, Magento_WebapiAsync).
func isService(segment string) bool {
	return segment == "V1" || segment == "async" || segment == "schema"
}

// isRootService reports what stands beside /rest (Magento_GraphQl, Magento_Webapi).
func isRootService(segment string) bool {
	segment, _, _ = strings.Cut(segment, "?")
	return segment == "graphql" || segment == "soap"
}

func (in requestCall) query(begun bool) string {
	var b strings.Builder
	for _, q := range in.Query {
		if begun {
			b.WriteByte('&')
		} else {
			b.WriteByte('?')
		}
		begun = true
		b.WriteString(encoded(q.Name) + "=" + encoded(q.Value))
	}
	return b.String()
}

// encoded percent-encodes by RFC 3986, save the brackets: search criteria stay
// readable, and every server that runs Magento takes them raw.
func encoded(text string) string { return encodedBut(text, "[]") }

// encodedBut percent-encodes all but the unreserved characters and some more.
func encodedBut(text, raw string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if c := text[i]; isUnreserved(c) || strings.IndexByte(raw, c) >= 0 {
			b.WriteByte(c)
		} else {
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		}
	}
	return b.String()
}

func isUnreserved(c byte) bool {
	letter := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
	return letter || '0' <= c && c <= '9' || strings.IndexByte("-._~", c) >= 0
}

// typed says that a body is JSON where nothing else is said, and looks whether
// it is.
func typed(r *wire.Request) error {
	if r.Body == nil {
		return nil
	}
	for _, header := range r.Headers {
		if strings.EqualFold(header.Name, "Content-Type") {
			return nil
		}
	}
	var any json.RawMessage
	if err := json.Unmarshal([]byte(*r.Body), &any); err != nil {
		return refuse("body_not_json", "problem", jsonProblem(err))
	}
	r.Headers = append(r.Headers, wire.Header{Name: "Content-Type", Value: "application/json"})
	return nil
}
