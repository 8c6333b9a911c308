package vault

import (
	"strings"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/wire"
)

// variable is one value of an environment: what Postman, Bruno, Insomnia and
// .env files hold.
type variable struct {
	name   string
	text   secret.Text
	hidden bool // it is a secret, there or left out
}

// envKeeps are the parts of a store that variables hold.
const envKeeps = partName | partClient | partStage | partStoreCode | partUsername | partPassword | partToken | partIntegration

// variablesOf writes a store as variables, in their fixed order. A name whose
// value is not known or was left out stands for itself, so that requests that
// use it need no change.
func variablesOf(i Item) []variable {
	user, four := i.user(), i.integration().four()
	list := []variable{
		{name: "base_url", text: secret.New(i.Entry.Store.BaseURL)},
		{name: "rest_url", text: secret.New(i.restURL())},
		{name: "store_code", text: secret.New(i.Entry.Store.StoreCode)},
		{name: "client", text: secret.New(i.Entry.Client)},
		{name: "stage", text: secret.New(i.Entry.Stage)},
		{name: "username", text: secret.New(user.username())},
		{name: "password", text: user.Fields["password"], hidden: true},
		{name: "token", text: user.Token, hidden: true},
	}
	if i.integration().isIntegration() {
		list = append(list,
			variable{"consumer_key", four.ConsumerKey, false},
			variable{"consumer_secret", four.ConsumerSecret, true},
			variable{"access_token", four.AccessToken, true},
			variable{"access_token_secret", four.AccessTokenSecret, true},
		)
	}
	return list
}

// namedVariables have the name among them, where only that of the file would tell
// it.
func namedVariables(i Item) []variable {
	return append([]variable{{name: "name", text: secret.New(i.Entry.Name)}}, variablesOf(i)...)
}

// otherNames are the names that people and other programs give to the variables,
// each list after ours; case, blanks, - and _ do not count.
const otherNames = `
base_url baseurl url host domain storeurl shopurl magentourl magentobaseurl magentohost baseuri server
rest_url resturl apiurl apibaseurl
store_code storecode storeview store scope
name name
client client customer project
stage stage environment
username username user adminuser adminusername login
password password pass adminpassword
token token bearertoken authtoken admintoken bearer
consumer_key consumerkey oauthconsumerkey
consumer_secret consumersecret oauthconsumersecret
access_token accesstoken oauthtoken
access_token_secret accesstokensecret tokensecret oauthtokensecret`

// ownName is our name of a variable, "" for one that means nothing to us.
func ownName(name string) string {
	name = strings.NewReplacer("_", "", "-", "", " ", "", ".", "").Replace(strings.ToLower(name))
	for _, prefix := range []string{"storekey", "magento2", "magento"} {
		if rest := strings.TrimPrefix(name, prefix); rest != "" {
			name = rest
		}
	}
	for line := range strings.Lines(otherNames) {
		words := strings.Fields(line)
		for i := 1; i < len(words); i++ {
			if words[i] == name {
				return words[0]
			}
		}
	}
	return ""
}

// environment makes a store of the variables of one environment. The first of
// several values of the same meaning counts.
func environment(title, place string, list []variable, given Given) (Item, []wire.Finding) {
	item := Item{Place: place}
	item.named(title)
	values := map[string]secret.Text{}
	var findings []wire.Finding
	for _, v := range list {
		own := ownName(v.name)
		switch {
		case own == "":
			findings = append(findings, wire.NewFinding("import_unused", "place", place, "name", shownKey(v.name)))
		case values[own].Empty() && !isTemplate(v.text):
			values[own] = v.text
		}
	}
	item.Address = firstText(values["base_url"], values["rest_url"], secret.New(given.Address))
	if item.Address == "" {
		return item, append(findings, noAddress(place))
	}
	if client, told := values["client"]; told {
		item.Entry.Client = client.Reveal()
		item.Entry.Name = strings.TrimPrefix(title, item.Entry.Client+"/")
	}
	if name := values["name"].Reveal(); name != "" {
		item.Entry.Name = name
	}
	item.Entry.Stage, _ = stageWord(values["stage"].Reveal())
	item.Entry.Store.StoreCode = values["store_code"].Reveal()
	item.logins(values)
	return item, findings
}

// logins makes the logins that the variables hold.
func (i *Item) logins(values map[string]secret.Text) {
	four := token.Four{
		ConsumerKey: values["consumer_key"], ConsumerSecret: values["consumer_secret"],
		AccessToken: values["access_token"], AccessTokenSecret: values["access_token_secret"],
	}
	bearer := values["token"]
	if four.ConsumerKey.Empty() && bearer.Empty() {
		bearer, four.AccessToken = four.AccessToken, secret.Text{} // an access token by itself is one to bear
	}
	i.addUser(values["username"].Reveal(), values["password"].Reveal(), bearer.Reveal())
	i.addSigning(four)
}

// addUser adds the login of an administrator, where there is anything of one.
func (i *Item) addUser(username, password, bearer string) {
	l := Login{Token: secret.New(bearer), Who: username, Fields: map[string]secret.Text{}}
	if username+password != "" {
		l.Provider = "admin"
		l.Fields["username"] = secret.New(username)
	}
	if password != "" {
		l.Fields["password"] = secret.New(password)
	}
	if l.Provider != "" || bearer != "" {
		i.Logins = append(i.Logins, l)
	}
}

// isTemplate tells a value that only another program can fill in.
func isTemplate(text secret.Text) bool {
	value := strings.TrimSpace(text.Reveal())
	return strings.HasPrefix(value, "{{") && strings.HasSuffix(value, "}}") || strings.HasPrefix(value, "${") && strings.HasSuffix(value, "}")
}

func firstText(list ...secret.Text) string {
	for _, text := range list {
		if !text.Empty() {
			return text.Reveal()
		}
	}
	return ""
}
