package view

import (
	"testing"
	"time"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// Cards as the registry has them, as far as the form needs them.
var someWays = []wire.Card{
	{ID: wire.KindAdmin, Title: "Administrator", Kinds: []string{wire.KindAdmin}, Fields: []wire.Field{
		{Name: "username", Label: "User name"}, {Name: "password", Label: "Password", Secret: true},
		{Name: "otp", Label: "Code", Step: 2}, {Name: "totp", Label: "Authenticator key", Secret: true, Optional: true}}},
	{ID: wire.KindSession, Title: "Browser login"},
	{ID: wayIntegration, Title: "Integration", Fields: []wire.Field{
		{Name: "block", Label: "All values", Secret: true, Optional: true, Lines: true}, {Name: "consumerKey", Label: "Consumer Key", Optional: true}}},
	{ID: wire.KindCustomer, Title: "Customer", Kinds: []string{wire.KindCustomer}, Fields: []wire.Field{
		{Name: "username", Label: "E-mail"}, {Name: "password", Label: "Password", Secret: true}}},
	{ID: wayAsCustomer, Title: "Customer, as administrator", Kinds: []string{wire.KindCustomer}, Uses: wire.KindAdmin,
		Fields: []wire.Field{{Name: "email", Label: "E-mail"}}},
	{ID: "oauth2", Title: "OAuth 2.0", Elsewhere: true, Fields: []wire.Field{
		{Name: "grant", Label: "Grant", Optional: true, Choices: []wire.Choice{{Value: "password", Label: "P"}, {Value: "client_credentials", Label: "C"}}},
		{Name: "tokenUrl", Label: "Token endpoint", Optional: true}, {Name: "clientId", Label: "Client ID"},
		{Name: "username", Label: "User name", When: "grant=password"},
		{Name: "password", Label: "Password", Secret: true, When: "grant=password"},
		{Name: "extra", Label: "Extra", Optional: true}}},
	{ID: "xml", Title: "REST with XML", Kinds: []string{wire.KindAdmin, wire.KindCustomer}, Fields: []wire.Field{
		{Name: "kind", Label: "As", Optional: true, Choices: []wire.Choice{{Value: wire.KindAdmin, Label: "A"}, {Value: wire.KindCustomer, Label: "C"}}},
		{Name: "username", Label: "User"}, {Name: "password", Label: "Password", Secret: true}}},
}

func withWays(t *testing.T, r wire.Recognition, held ...wire.Credential) *player {
	t.Helper()
	p := play(t).at(r, held...)
	return p.answers(AskWays, 200, map[string]any{"providers": someWays})
}

func ids(rows []Row) string {
	text := ""
	for _, row := range rows {
		text += row.Of + " "
	}
	return text
}

func fieldIDs(fields []FormField) string {
	text := ""
	for _, f := range fields {
		text += f.ID + " "
	}
	return text
}

func TestOtherWaysAreListed(t *testing.T) {
	p := withWays(t, recognition())
	if rows := p.page().Ways; ids(rows) != "integration  " || rows[1].Kind != RowFold {
		t.Errorf("%q", ids(rows))
	}
	p.does(pressed("more-ways"))
	if got := ids(p.page().Ways); got != "integration  customerasadmin oauth2 xml " {
		t.Errorf("%q", got)
	}
	p = withWays(t, recognition(), credential("a", wire.KindAdmin, time.Hour)).does(pressed("another-login"))
	if got := ids(p.page().Ways); got != "integration customerasadmin  " {
		t.Errorf("%q", got)
	}
}

func TestTheFormOfAnotherWay(t *testing.T) {
	p := withWays(t, recognition()).does(pressedOf("way", "oauth2"))
	f := p.page().Login
	if f.Title != "OAuth 2.0" || !f.User || !f.Password || fieldIDs(f.First) != "field-grant field-tokenUrl field-clientId " ||
		fieldIDs(f.Fields) != "" || fieldIDs(f.More) != "field-extra " || f.MoreNote != "Extra" {
		t.Errorf("%+v", f)
	}
	if f.First[1].Usual != shop+"/oauth/token" || f.Note != "Sent to shop.test only, and not kept." {
		t.Errorf("%+v", f)
	}
	p.does(WayTyped{map[string]string{"grant": "client_credentials", "tokenUrl": "https://auth.test/token"}})
	if f := p.page().Login; f.User || f.Password || f.Note != "Sent to auth.test only, and not kept." {
		t.Errorf("%+v", f)
	}
	if got := p.m.ElsewhereOrigin(); got != "https://auth.test" {
		t.Error(got)
	}
	p.does(pressed("way-back"))
	if f := p.page().Login; f.Way != "" || f.Title != "Get a token" {
		t.Errorf("%+v", f)
	}
}

func TestWhatIsTypedIsSentAsItIs(t *testing.T) {
	p := withWays(t, recognition()).does(pressedOf("way", "oauth2"))
	values := map[string]string{"grant": "client_credentials"}
	p.does(Submitted{Values: values}).has(Focus{"login-field-clientId"})
	if f := p.page().Login; f.Missing != "Fill in: Client ID." {
		t.Errorf("%+v", f)
	}
	values["clientId"] = " 2 "
	p.does(Submitted{Values: values, Secrets: map[string]secret.Text{"extra": {}}})
	ask := p.asked(AskLogin)
	fields := bodyOf(t, ask)["fields"].(map[string]any)
	if ask.Path != "/v1/token/oauth2" || len(fields) != 2 || fields["clientId"] != " 2 " {
		t.Error(ask.Path, fields)
	}
}

func TestTheOtherFormOfABody(t *testing.T) {
	p := withWays(t, recognition()).does(pressedOf("way", "oauth2"))
	sent := submitted("x")
	sent.Values = map[string]string{"clientId": "2"}
	p.does(sent).refuses(AskLogin, 409, wire.Error{Code: codeOtherBody, Message: "Unread.", Choices: []string{"form"}})
	if r := p.page().Refusal; r.Action != "Send as a form" {
		t.Errorf("%+v", r)
	}
	fields := bodyOf(t, p.does(pressed("refusal-action")).asked(AskLogin))["fields"].(map[string]any)
	if fields["encoding"] != "form" || fields["password"] != "x" || fields["clientId"] != "2" {
		t.Error(fields)
	}
}

func TestAWayThatNeedsAnAdministrator(t *testing.T) {
	p := withWays(t, recognition()).does(pressedOf("way", wayAsCustomer))
	if f := p.page().Login; f.Uses == "" || !f.Button.Off {
		t.Errorf("%+v", f)
	}
	p.does(WayTyped{map[string]string{"email": "a@b.test"}}, pressed("uses-log-in"))
	if f := p.page().Login; f.Way != "" || f.Kind != wire.KindAdmin {
		t.Errorf("%+v", f)
	}
	p.does(submitted("x")).answers(AskLogin, 200, credential("a", wire.KindAdmin, time.Hour))
	body := bodyOf(t, p.asked(AskAsCustomer))
	if body["fields"].(map[string]any)["email"] != "a@b.test" || body["credential"].(map[string]any)["ref"] != "a" {
		t.Error(body)
	}
}

func TestXMLOfACustomerGoesToTheStoreView(t *testing.T) {
	r := onStorefront()
	p := withWays(t, r).does(pressedOf("way", "xml"))
	if p.page().Login.Views != nil {
		t.Error("an administrator has no store view")
	}
	p.does(WayTyped{map[string]string{"kind": wire.KindCustomer}})
	if len(p.page().Login.Views) != 2 {
		t.Error("no store view to choose")
	}
}

func viewedCustomer() wire.Recognition {
	r := recognition()
	r.Viewed = &wire.Viewed{Kind: wire.KindCustomer, Email: "roni@example.com"}
	return r
}

func TestATokenForTheCustomerOnThePage(t *testing.T) {
	p := withWays(t, viewedCustomer(), credential("a", wire.KindAdmin, time.Hour))
	if o := p.page().AsCustomer; !o.Shown || o.Button.Label != "Token for roni@example.com" {
		t.Errorf("%+v", o)
	}
	p.does(pressed("as-customer-go"))
	if ask := p.asked(AskAsCustomer); ask.Path != "/v1/token/customerasadmin" {
		t.Error(ask.Path)
	}
	p.refuses(AskAsCustomer, 401, wire.Error{Code: "as_admin_not_allowed", Message: "Not allowed."})
	if o := p.page().AsCustomer; o.Problem != "Not allowed." || o.Button.Busy {
		t.Errorf("%+v", o)
	}
	c := credential("c", wire.KindCustomer, time.Hour)
	c.Who = "Roni@example.com"
	p.does(pressed("as-customer-go")).answers(AskAsCustomer, 200, c)
	if page := p.page(); page.AsCustomer.Shown || page.Credential.Title != "Customer token" {
		t.Errorf("%+v", page.Credential)
	}
}

func TestTheAdministratorLogsInFirst(t *testing.T) {
	p := withWays(t, viewedCustomer()).does(pressed("as-customer-go"))
	p.has(Focus{"username"})
	if o := p.page().AsCustomer; !o.Button.Off || o.Text != "Log in below: the token for roni@example.com comes next." {
		t.Errorf("%+v", o)
	}
	p.does(submitted("x")).answers(AskLogin, 200, credential("a", wire.KindAdmin, time.Hour))
	p.asked(AskAsCustomer)
}
