package provider

import (
	"context"
	"fmt"
	"net/http"

	"github.com/tidwall/gjson"

	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// Areas of a login session.
const (
	AreaPanel    = "panel"
	AreaCustomer = "customer"
)

var _ = register(Provider{
	Card: wire.Card{
		ID:      "session",
		Title:   "Browser login",
		Summary: "The login that the browser already has at the admin panel or the storefront: no password, no code.",
		Kinds:   []string{wire.KindSession},
		Fields: []wire.Field{
			{Name: "area", Label: "Login at", Optional: true, Hint: "panel (unless you say otherwise) or customer."},
			{Name: "frontName", Label: "Panel address", Optional: true, Hint: "The path of the admin panel, admin unless it was changed."},
			{Name: "cookie", Label: "Session cookie", Secret: true, Optional: true,
				Hint: "The value of the cookie admin or PHPSESSID, where the browser is not at hand."},
		},
	},
	Order:  15,
	Obtain: obtainSession,
})

// sessionArea is what is particular to the panel or the storefront.
//
// A panel session opens the REST API when its ID travels under the name that
// REST reads, PHPSESSID; the browser keeps it as "admin", for the panel's path
// alone. A customer's wants to look like a script of the page
// (Magento_Webapi's CustomerSession context). Both as observed on 2.4.7.
type sessionArea struct {
	cookie, path, route, ended string
	headers                    []wire.Header
	proves                     func(body []byte) (who string, ok bool)
}

var sessionAreas = map[string]sessionArea{
	AreaPanel: {cookie: "admin", path: "/admin", route: "/V1/modules", ended: "panel_session_ended",
		proves: func(body []byte) (string, bool) { return "", gjson.ParseBytes(body).IsArray() }},
	AreaCustomer: {cookie: "PHPSESSID", path: "/", route: "/V1/customers/me?fields=id,email", ended: "customer_session_ended",
		headers: []wire.Header{{Name: "X-Requested-With", Value: "XMLHttpRequest"}},
		proves: func(body []byte) (string, bool) {
			email := gjson.GetBytes(body, "email")
			return email.Str, email.Type == gjson.String
		}},
}

// obtainSession reads the browser's cookie and proves by one request that the
// store still takes it.
func obtainSession(ctx context.Context, env Env, in Input) (Credential, error) {
	name := in.Fields["area"].Reveal()
	if name == "" {
		name = AreaPanel
	}
	area, known := sessionAreas[name]
	if !known {
		return Credential{}, &FieldError{Code: "value_missing", Field: wire.Field{Name: "area", Label: "Login at"}}
	}
	id, err := area.find(ctx, env, in)
	if err != nil {
		return Credential{}, err
	}
	return area.prove(ctx, env, in, name, secret.New("PHPSESSID="+id.Reveal()))
}

// find takes the session's ID from what was typed, else from the browser.
func (a sessionArea) find(ctx context.Context, env Env, in Input) (secret.Text, error) {
	if typed := in.Fields["cookie"]; !typed.Empty() {
		return typed, nil
	}
	if env.Cookie == nil {
		return secret.Text{}, &SessionError{Code: "session_no_browser"}
	}
	path := a.path
	if front := in.Fields["frontName"].Reveal(); front != "" && a.cookie == "admin" {
		path = "/" + front
	}
	value, err := env.Cookie(ctx, in.Store.BaseURL+path, a.cookie)
	if err == nil && value == "" {
		err = &SessionError{Code: "session_missing"}
	}
	return secret.New(value), err
}

func (a sessionArea) prove(ctx context.Context, env Env, in Input, name string, cookie secret.Text) (Credential, error) {
	url := magento.Route(in.Store, magento.CustomerView(in.Store.StoreCode), a.route)
	if name == AreaPanel {
		url = magento.Route(in.Store, "", a.route)
	}
	headers := append(append([]wire.Header{}, in.Headers...), a.headers...)
	answer, err := magento.Get(ctx, env.Doer, url, append(headers, wire.Header{Name: "Cookie", Value: cookie.Reveal()})...)
	if err != nil {
		return Credential{}, fmt.Errorf("provider: asking with the session: %w", err)
	}
	who, ok := a.proves(answer.Body)
	if refusal := magento.Refused(answer); refusal != nil {
		refusal.Evidence = []wire.Evidence{answer.Evidence(http.MethodGet, url, refusal.Finding().Message)}
		if refusal.Code == "not_authorized" || refusal.Code == "self_only" {
			refusal.Code = a.ended
		}
		return Credential{}, refusal
	}
	if !ok {
		return Credential{}, &magento.Refusal{Status: answer.Status, Code: "unexpected_answer",
			Evidence: []wire.Evidence{answer.Evidence(http.MethodGet, url, "")}}
	}
	note := wire.NewFinding("session_accepted")
	return Credential{Token: cookie, Kind: wire.KindSession, Area: name, Who: who,
		Evidence: []wire.Evidence{answer.Evidence(http.MethodGet, url, note.Message)}}, nil
}

// SessionError says why there is no session to use. Code is a finding code.
type SessionError struct{ Code string }

func (e *SessionError) Error() string { return "provider: " + e.Code }

// Finding puts it in words.
func (e *SessionError) Finding() wire.Finding { return wire.NewFinding(e.Code) }
