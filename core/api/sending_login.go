package api

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/tidwall/gjson"

	"github.com/storekey/storekey/core/jsontext"
	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/wire"
)

// sentLogin is a password in a request that somebody wrote by hand: the store
// counts it like any other.
type sentLogin struct{ kind, user string }

// loginsIn finds what a request tries to log in with, over REST, GraphQL or SOAP.
func loginsIn(r wire.Request) []sentLogin {
	u, err := url.Parse(r.URL)
	if err != nil || r.Body == nil || !strings.EqualFold(r.Method, http.MethodPost) {
		return nil
	}
	path := strings.ToLower(strings.TrimRight(u.Path, "/")) // the store looks at no slash there
	on := apiIn(path)
	switch {
	case on == overGraphQL:
		return graphQLLogins(*r.Body)
	case on == overSOAP:
		return soapLogins(*r.Body)
	case strings.HasSuffix(path, "/v1/integration/customer/token"):
		return []sentLogin{{wire.KindCustomer, userIn(*r.Body)}}
	case strings.HasSuffix(path, "/v1/integration/admin/token"), strings.Contains(path, "/v1/tfa/") && strings.Contains(*r.Body, "password"):
		return []sentLogin{{wire.KindAdmin, userIn(*r.Body)}}
	}
	return nil
}

// onlyLogsIn reports whether a request does nothing else.
func onlyLogsIn(r wire.Request) bool {
	if len(loginsIn(r)) == 0 {
		return false
	}
	u, _ := url.Parse(r.URL)
	switch apiIn(u.Path) {
	case overGraphQL:
		query, ok := onlyMember(*r.Body, "query")
		return ok && onlyTokens(query.String())
	case overSOAP:
		name, ok := soapOperation(*r.Body)
		return ok && (strings.HasSuffix(name, "V1CreateCustomerAccessToken") || strings.HasSuffix(name, "V1CreateAdminAccessToken"))
	}
	return true
}

// onlyTokens reports whether a GraphQL document is one operation that asks for
// nothing but tokens.
func onlyTokens(document string) bool {
	operations := 0
	for w := range graphQLWords(document) {
		switch alias := strings.HasPrefix(afterIgnored(w.after), ":"); {
		case w.depth == 0 && w.text == "{":
			operations++
		case w.depth == 1 && !alias && w.text != loginMutation && strings.Trim(w.text, "{}:") != "":
			return false
		}
	}
	return operations == 1
}

// userIn is the user's name in a body of JSON or XML (Magento_Webapi takes both).
func userIn(body string) string {
	if jsontext.Valid(body) {
		user, _ := onlyMember(body, "username")
		return user.String()
	}
	return xmlValue(body, "username")
}

func soapLogins(envelope string) []sentLogin {
	switch {
	case strings.Contains(envelope, "CreateCustomerAccessTokenRequest"):
		return []sentLogin{{wire.KindCustomer, xmlValue(envelope, "username")}}
	case strings.Contains(envelope, "CreateAdminAccessTokenRequest"):
		return []sentLogin{{wire.KindAdmin, xmlValue(envelope, "username")}}
	}
	return nil
}

const loginMutation = "generateCustomerToken"

// graphQLLogins finds each call of generateCustomerToken (Magento_CustomerGraphQl):
// under aliases one request can hold several. A name that is an operation's counts
// for none.
func graphQLLogins(body string) []sentLogin {
	if !jsontext.Valid(body) {
		return nil
	}
	var logins []sentLogin
	gjson.Parse(body).ForEach(func(key, query gjson.Result) bool {
		if key.String() != "query" {
			return true
		}
		for w := range graphQLWords(query.String()) {
			if arguments, is := strings.CutPrefix(afterIgnored(w.after), "("); is && w.depth > 0 && w.text == loginMutation {
				logins = append(logins, sentLogin{wire.KindCustomer, emailIn(arguments, gjson.Get(body, "variables"))})
			}
		}
		return true
	})
	return logins
}

// emailIn is the e-mail among the arguments of a call: a text, or a variable.
func emailIn(arguments string, variables gjson.Result) string {
	for w := range graphQLWords(arguments) {
		if w.text != "email" || w.depth != 0 {
			continue
		}
		after := afterIgnored(strings.TrimPrefix(afterIgnored(w.after), ":"))
		if text, is := strings.CutPrefix(after, `"`); is {
			return text[:until(text, `"`)]
		}
		name, _ := strings.CutPrefix(after, "$")
		end := 0
		for end < len(name) && isNameByte(name[end]) {
			end++
		}
		return variables.Map()[name[:end]].String()
	}
	return ""
}

// sendLogin sends a request that logs somebody in, and counts it.
func (h *handler) sendLogin(j *job, way *exit, request wire.Request, l sentLogin) (*wire.Sent, error) {
	g, release, err := h.guard(j.ctx, originOfURL(request.URL), l.kind, l.user, false)
	if err != nil {
		return nil, err
	}
	defer release()
	if err := g.check(j.ctx); err != nil {
		return nil, err
	}
	s := &signIn{h: h, j: j}
	left, kept := false, error(nil)
	way.signsIn = true
	way.leaving = func() error {
		if kept = g.leaving(j.ctx); kept != nil {
			return kept
		}
		left = true
		return j.sent()
	}
	answer, out, err := h.sendNow(j, way, request)
	switch {
	case kept != nil:
		return out, kept
	case err != nil && left:
		return out, s.settle(g, err)
	case err != nil:
		return out, err
	}
	tokens := tokensIn(out.Body, h, true)
	if len(tokens) == 0 {
		err = loginRefused(answer)
	}
	if counted, is := s.settle(g, err).(*countedError); is {
		out.Findings = append(out.Findings, warning(counted.failures))
	}
	return out, h.takeTokens(j, request, out, tokens, l)
}

// loginRefused is what an answer without a token says of the password. GraphQL's
// words are translated, its categories are not.
func loginRefused(answer magento.Answer) error {
	refusal := magento.RefusedGraphQL(answer)
	switch {
	case refusal == nil:
		return nil
	case refusal.Code == "refused" && gjson.GetBytes(answer.Body, "errors.0.extensions.category").Str == "graphql-authentication":
		refusal.Code = "sign_in_refused"
	}
	return refusal
}

// tokensIn finds tokens in an answer: of Magento's own kinds by their look, and
// after a login whatever may be one.
func tokensIn(body string, h *handler, login bool) []token.Token {
	if !login && !strings.Contains(body, "eyJ") {
		return nil
	}
	var list []token.Token
	for _, t := range token.Inspect(body, h.now()).Tokens {
		known := t.Kind == wire.KindAdmin || t.Kind == wire.KindCustomer || t.Kind == wire.KindIntegration
		if known || login && (t.Format == wire.FormatOpaque || t.Format == wire.FormatJWS || t.Format == wire.FormatJWE) {
			list = append(list, t)
		}
	}
	return list
}

// takeTokens takes tokens out of an answer, which is kept where pages read it: they
// become credentials like those of any other login.
func (h *handler) takeTokens(j *job, request wire.Request, out *wire.Sent, tokens []token.Token, l sentLogin) error {
	u, err := url.Parse(request.URL)
	if err != nil || len(tokens) == 0 {
		return err
	}
	store := storeAt(*u)
	if record, known := h.readTab(j.ctx, j.tabID); known && record.Origin == originOf(u) {
		store = record.Recognition.Store
	}
	for _, t := range tokens {
		out.Body = strings.ReplaceAll(out.Body, t.Text.Reveal(), t.Masked())
		c := h.describe(t.Text, l.kind, store)
		c.Origin, c.Who = originOf(u), l.user
		if c.Who != "" {
			c.Provider = l.kind
		}
		if _, err := h.keep(j, t.Text, c); err != nil {
			return err
		}
	}
	out.Findings = append(out.Findings, wire.NewFinding("send_token_kept"))
	return h.badgeFor(j, originOf(u))
}
