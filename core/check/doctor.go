package check

import (
	"context"
	"net/http"
	"strings"

	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/oauth1"
	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/wire"
)

// Examine looks offline at a request that somebody signed by OAuth 1.0a: what
// must have been signed, and which mistake leads to the signature in hand.
func Examine(env Env, store wire.Store, request wire.Request, four token.Four) wire.Signature {
	known := oauth1.Known{Credentials: credentials(four), Now: env.Now()}
	for _, url := range []string{store.BaseURL, store.RestURL} {
		if url != "" {
			known.BaseURLs = append(known.BaseURLs, url)
		}
	}
	return oauth1.Diagnose(observed(request), known)
}

func observed(request wire.Request) oauth1.Observed {
	o := oauth1.Observed{Method: request.Method, URL: request.URL}
	for _, h := range request.Headers {
		switch {
		case isAuthorization(h.Name) && (o.Authorization == "" || strings.Contains(strings.ToLower(h.Value), "oauth ")):
			o.Authorization = h.Value
		case strings.EqualFold(h.Name, "Content-Type"):
			o.IsForm = strings.HasPrefix(strings.ToLower(h.Value), "application/x-www-form-urlencoded")
		}
	}
	if request.Body != nil {
		o.Body = *request.Body
	}
	return o
}

func credentials(f token.Four) oauth1.Credentials {
	return oauth1.Credentials{ConsumerKey: f.ConsumerKey, ConsumerSecret: f.ConsumerSecret, Token: f.AccessToken, TokenSecret: f.AccessTokenSecret}
}

// Doctor asks store for url, signed in one way after another, six at most, until
// it takes one, and says which and what to set. url must be a route of the store
// that a guest is refused; headers are those of the store's front door.
func Doctor(ctx context.Context, env Env, store wire.Store, url string, four token.Four, headers []wire.Header) wire.Signature {
	tok := token.Token{Kind: wire.KindIntegration, Format: wire.FormatOAuth1, Text: four.Text(), Four: &four}
	r := newRun(ctx, env, store, tok, headers)
	d := &doctor{run: r, url: url, credentials: credentials(four)}
	d.ask()
	out := wire.Signature{BaseString: d.base(), Matches: d.accepted == "as_sent", Variants: d.tried, Evidence: r.out.Evidence, Findings: r.out.Findings}
	wire.SortFindings(out.Findings)
	return out
}

// doctor is one round of questions to the store.
type doctor struct {
	*run
	url         string
	credentials oauth1.Credentials
	tried       []wire.SignatureVariant
	accepted    string // the variant's name
	method      string
}

// base is the base string of the request as it should be signed, for comparing.
func (d *doctor) base() string {
	value, err := oauth1.Sign(oauth1.Request{Method: http.MethodGet, URL: d.url}, d.credentials, oauth1.Options{Now: d.now(), Method: d.method})
	if err != nil {
		return ""
	}
	return oauth1.Diagnose(oauth1.Observed{Method: http.MethodGet, URL: d.url, Authorization: value}, oauth1.Known{Credentials: d.credentials}).BaseString
}

func (d *doctor) ask() {
	d.tried = []wire.SignatureVariant{}
	variants, err := oauth1.Variants(d.url, d.out.Store.BaseURL)
	switch {
	case !d.tok.Four.Complete():
		d.add(wire.NewFinding("four_incomplete_check"))
		return
	case err != nil || !d.isOfStore():
		d.add(wire.NewFinding("oauth1_get_only"))
		return
	}
	d.total = 1 + len(variants)
	control, ok := d.control(probe{url: d.url})
	if !ok {
		return
	}
	for _, v := range variants {
		if !d.try(v, control) {
			return
		}
	}
	d.add(wire.NewFinding("oauth1_store_refuses"))
}

// isOfStore: nothing is sent to another address than the store's API.
func (d *doctor) isOfStore() bool {
	rest := d.out.Store.RestURL
	return rest != "" && strings.HasPrefix(d.url, rest+"/")
}

// try asks in one way, and reports whether to go on with the next.
func (d *doctor) try(v oauth1.Variant, control *magento.Refusal) bool {
	answer, err := d.send(v)
	if err != nil {
		d.unanswered(d.url, err)
		return false
	}
	tried := wire.SignatureVariant{Name: v.Name, URL: v.Signed, Status: answer.Status}
	refusal := magento.Refused(answer)
	if refusal != nil {
		refusal = d.redacted(refusal)
	}
	switch {
	case answer.Cached():
		d.note(d.url, answer, "cached_answer")
		d.add(wire.NewFinding("cached_answer"))
	case refusal != nil && refusal.Code == "signature_invalid":
		d.note(d.url, answer, refusal.Code)
		d.tried = append(d.tried, tried)
		return true
	case isMissingRight(refusal):
		tried.Matches = d.lacksRight(answer, control)
	case isTaken(refusal):
		d.note(d.url, answer, "signature_accepted")
		tried.Matches = true
		d.accept(v)
	default:
		d.note(d.url, answer, refusal.Code)
		d.add(refusal.Finding())
	}
	if tried.Matches {
		d.accepted = v.Name
	}
	d.tried = append(d.tried, tried)
	return false
}

// isTaken: whatever the route then says of its own input comes after the
// signature and the right.
func isTaken(refusal *magento.Refusal) bool {
	switch {
	case refusal == nil:
		return true
	case refusal.Code == "field_missing":
		return !strings.HasPrefix(refusal.Params["field"], "oauth_")
	}
	// What Magento says of a signature has status 400 or 401; a thing that is
	// not there has 404.
	return (refusal.Code == "refused" || refusal.Code == "record_missing") && refusal.Status > http.StatusForbidden
}

// accept says what to set, where another signature than the right one was taken.
func (d *doctor) accept(v oauth1.Variant) {
	switch v.Name {
	case "as_sent":
		d.add(wire.NewFinding("oauth1_store_accepts"))
	case "oauth1_brackets_plain":
		d.add(wire.NewFinding("oauth1_store_brackets"))
	case "oauth1_path_decoded":
		d.add(wire.NewFinding("oauth1_store_path"))
	case "oauth1_order_natural", "oauth1_order_name":
		d.add(wire.NewFinding("oauth1_store_order"))
	default:
		d.add(wire.NewFinding("oauth1_store_wants", "signed", v.Signed))
	}
}

// lacksRight: the answer is that of a guest. Either the signature was taken and
// the right is missing, or the header never arrived.
func (d *doctor) lacksRight(answer magento.Answer, control *magento.Refusal) bool {
	d.note(d.url, answer, "with_token_refused")
	where := arrived
	if len(d.tried) == 0 { // a signature that was refused has shown it already
		where = d.arrives(probe{url: d.url}, control)
	}
	switch where {
	case arrived:
		d.add(wire.NewFinding("oauth1_store_right"))
		return true
	case lost:
		d.add(wire.NewFinding("header_lost"))
	case unclear:
		// What stood in the way is said already.
	}
	return false
}

// send asks once, and where the store is too old for HMAC-SHA256 once more with
// HMAC-SHA1.
func (d *doctor) send(v oauth1.Variant) (magento.Answer, error) {
	for {
		d.step("with_signature")
		value, err := v.Sign(d.url, d.credentials, oauth1.Options{Now: d.now(), Method: d.method})
		if err != nil {
			return magento.Answer{}, err
		}
		answer, err := magento.Get(d.ctx, d.env.Doer, d.url, withOAuth(d.headers, value)...)
		if err != nil {
			return answer, err
		}
		refusal := magento.Refused(answer)
		if refusal == nil || refusal.Code != "signature_method" || d.method == oauth1.SHA1 {
			return answer, nil
		}
		d.note(d.url, answer, refusal.Code)
		d.method = oauth1.SHA1
		d.add(wire.NewFinding("signature_sha1"))
	}
}

// withOAuth are the front door's headers with a signed one, in one Authorization
// header where the door has its own.
func withOAuth(door []wire.Header, signed string) []wire.Header {
	var list []wire.Header
	for _, h := range door {
		if isAuthorization(h.Name) {
			signed = oauth1.Beside(h.Value, signed)
			continue
		}
		list = append(list, h)
	}
	return append(list, wire.Header{Name: "Authorization", Value: signed})
}
