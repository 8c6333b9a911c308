package check

import (
	"net/http"
	"strings"

	"github.com/tidwall/gjson"

	"github.com/storekey/storekey/core/jsontext"
	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/wire"
)

// maxViews is how many further store views are asked, one of each website.
const maxViews = 3

// mePath reads two fields, and nothing more, of a customer's own data.
const mePath = "/V1/customers/me?fields=id,email"

// isOnAll reports whether the check was asked for on the admin store's code,
// where a customer is a guest.
func (r *run) isOnAll() bool {
	code := r.out.Store.StoreCode
	return code != magento.CustomerView(code)
}

// otherView looks for a website where the customer's token counts: customers are
// not shared between websites by default (customer/account_share/scope).
func (r *run) otherView() bool {
	if r.tok.Kind != wire.KindCustomer && (r.tok.Kind != wire.KindUnknown || r.tok.Format != wire.FormatOpaque) {
		return false
	}
	for _, code := range r.otherViews() {
		url := magento.Route(r.out.Store, code, mePath)
		r.step("other_view")
		answer, err := r.get(url, r.carry(url)...)
		switch {
		case err != nil:
			r.unanswered(url, err)
			return true
		case answer.Cached():
			r.note(url, answer, "cached_answer")
		case isCustomer(r, answer):
			r.note(url, answer, "with_token_accepted")
			return r.countsThere(url, code)
		default:
			code := "with_token_refused"
			if refusal := magento.Refused(answer); refusal != nil && !isMissingRight(refusal) {
				code = refusal.Code
			}
			r.note(url, answer, code)
		}
	}
	return false
}

// countsThere makes the control request that the verdict needs.
func (r *run) countsThere(url, code string) bool {
	if _, ok := r.control(probe{url: url}); ok {
		r.view = code
		r.conclude(wire.VerdictValid, "customer_other_view", "view", code)
		r.aboutClock()
	}
	return true
}

// otherViews are views of other websites than the one that was asked: those that
// the store lists to everybody, then those that its page named.
func (r *run) otherViews() []string {
	asked := magento.CustomerView(r.out.Store.StoreCode)
	list, website := r.listViews()
	if asked == "" {
		asked = list.first
	}
	seen := map[string]bool{asked: true, "": true}
	websites := map[string]bool{website[asked]: website[asked] != ""}
	var codes []string
	for _, code := range append(list.codes, r.env.Views...) {
		if seen[code] || websites[website[code]] || !isCode(code) || code != magento.CustomerView(code) || len(codes) == maxViews {
			continue
		}
		seen[code] = true
		websites[website[code]] = website[code] != ""
		codes = append(codes, code)
	}
	return codes
}

// views is what GraphQL tells: the default view and all that are listed.
type views struct {
	first string
	codes []string
}

const viewsQuery = `{"query":"{storeConfig{store_code website_code} availableStores{store_code website_code}}"}`

// listViews asks for the store views without a token. Magento lists those of the
// default view's website (Magento_StoreGraphQl AvailableStoresResolver), which is
// another one than that of a view that was asked by its code.
func (r *run) listViews() (views, map[string]string) {
	var list views
	website := map[string]string{}
	url := magento.APIRoot(r.out.Store) + "/graphql"
	if r.out.Store.BaseURL == "" {
		return list, website
	}
	r.step("listing_views")
	answer, err := r.post(url, viewsQuery)
	if err != nil {
		r.out.Evidence = append(r.out.Evidence, wire.Evidence{Method: http.MethodPost, URL: url, Note: magento.Words("views_not_listed")})
		return list, website
	}
	data := gjson.GetBytes(answer.Body, "data")
	read := func(view gjson.Result) bool {
		if code := view.Get("store_code").String(); isCode(code) {
			website[code] = view.Get("website_code").String()
			list.codes = append(list.codes, code)
		}
		return true
	}
	if answer.Status == http.StatusOK && jsontext.Valid(answer.Body) && !answer.Cached() {
		read(data.Get("storeConfig"))
		list.first = data.Get("storeConfig.store_code").String()
		data.Get("availableStores").ForEach(func(_, view gjson.Result) bool { return read(view) })
	}
	note := "views_listed"
	if len(list.codes) == 0 {
		note = "views_not_listed"
	}
	r.out.Evidence = append(r.out.Evidence, answer.Evidence(http.MethodPost, url, magento.Words(note)))
	return list, website
}

// post asks GraphQL, without a token.
func (r *run) post(url, body string) (magento.Answer, error) {
	req, err := http.NewRequestWithContext(r.ctx, http.MethodPost, url, strings.NewReader(body))
	if err != nil {
		return magento.Answer{}, err
	}
	for _, h := range r.headers {
		req.Header.Add(h.Name, h.Value)
	}
	req.Header.Set("Content-Type", "application/json")
	return magento.Send(r.ctx, r.env.Doer, req)
}

// isCode: a letter, then letters, digits and underscores (Magento_Store's
// validation of store codes).
func isCode(code string) bool {
	for i, c := range []byte(code) {
		letter := 'a' <= c|0x20 && c|0x20 <= 'z'
		if !letter && (i == 0 || c != '_' && (c < '0' || c > '9')) {
			return false
		}
	}
	return code != "" && len(code) <= 32
}
