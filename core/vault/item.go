package vault

import (
	"strconv"
	"strings"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/wire"
)

// Item is one store on its way in or out. Its secrets are not sealed.
type Item struct {
	// Place says where in the file it stood.
	Place string
	Entry wire.StoreEntry
	// Address is any address of the store, where the file has no more than that.
	Address string
	Door    Door
	Logins  []Login
}

// Door is what a front door wants.
type Door struct {
	Username          string
	Password, Headers secret.Text
}

// Empty reports whether there is no door.
func (d Door) Empty() bool { return d.Username == "" && d.Password.Empty() && d.Headers.Empty() }

// Login is a saved credential on its way.
type Login struct {
	Title, Provider, Kind, Who string
	// Fields are the provider's, secret ones among them.
	Fields              map[string]secret.Text
	Token, Refresh      secret.Text
	IssuedAt, ExpiresAt string
	AutoRenew           bool
}

// Field is the value of a field that is no secret.
func (l Login) field(name string) string { return l.Fields[name].Reveal() }

// fourOf are the values of an integration that a login holds, as far as it does.
func (l Login) four() token.Four {
	f := token.Four{
		ConsumerKey: l.Fields["consumerKey"], ConsumerSecret: l.Fields["consumerSecret"],
		AccessToken: l.Fields["accessToken"], AccessTokenSecret: l.Fields["accessTokenSecret"],
	}
	for line := range strings.Lines(l.Token.Reveal()) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		if to := fourPart(&f, name); to != nil {
			*to = secret.New(value)
		}
	}
	return f
}

func fourPart(f *token.Four, name string) *secret.Text {
	switch name {
	case "consumer_key":
		return &f.ConsumerKey
	case "consumer_secret":
		return &f.ConsumerSecret
	case "access_token":
		return &f.AccessToken
	case "access_token_secret":
		return &f.AccessTokenSecret
	}
	return nil
}

// isIntegration tells a login that signs, or would.
func (l Login) isIntegration() bool {
	return l.Provider == "integration" || l.Kind == wire.KindIntegration && !l.four().ConsumerKey.Empty()
}

// isUser tells a login by user name, or a bearer token: what most programs have
// room for.
func (l Login) isUser() bool { return !l.isIntegration() && l.Kind != wire.KindSession }

// user is the first such login of a store: an administrator's before others.
func (i Item) user() Login {
	var found Login
	for n := len(i.Logins) - 1; n >= 0; n-- {
		l := i.Logins[n]
		if l.isUser() && (found.Provider != "admin" || l.Provider == "admin") {
			found = l
		}
	}
	return found
}

// username is who logs in.
func (l Login) username() string {
	if name := l.field("username"); name != "" {
		return name
	}
	return l.Who
}

// integration is the first login that signs.
func (i Item) integration() Login {
	for _, l := range i.Logins {
		if l.isIntegration() {
			return l
		}
	}
	return Login{}
}

// fullTitle is client and name, as the names of a foreign program's entries.
func (i Item) fullTitle() string {
	if i.Entry.Client == "" {
		return i.Entry.Name
	}
	return i.Entry.Client + "/" + i.Entry.Name
}

// named takes client and name out of such a title.
func (i *Item) named(title string) {
	client, name, found := strings.Cut(title, "/")
	if !found || strings.TrimSpace(client) == "" || strings.TrimSpace(name) == "" {
		client, name = "", title
	}
	i.Entry.Client, i.Entry.Name = strings.TrimSpace(client), strings.TrimSpace(name)
}

// restURL is where the web API is, guessed where the store was never asked.
func (i Item) restURL() string {
	if i.Entry.Store.RestURL != "" {
		return i.Entry.Store.RestURL
	}
	return i.Entry.Store.BaseURL + "/rest"
}

// addSigning adds the login of an integration, where there is anything of one.
func (i *Item) addSigning(f token.Four) {
	if f.ConsumerKey.Empty() && f.AccessToken.Empty() {
		return
	}
	fields := map[string]secret.Text{"consumerKey": f.ConsumerKey, "consumerSecret": f.ConsumerSecret, "accessToken": f.AccessToken, "accessTokenSecret": f.AccessTokenSecret}
	for name, value := range fields {
		if value.Empty() {
			delete(fields, name)
		}
	}
	i.Logins = append(i.Logins, Login{Provider: "integration", Kind: wire.KindIntegration, Fields: fields})
}

// fileNames names one file for each store, after it.
func fileNames(items []Item, ending string) []string {
	seen := map[string]int{}
	names := make([]string, len(items))
	for i, item := range items {
		name := slug(item.fullTitle())
		if seen[name]++; seen[name] > 1 {
			name += "-" + strconv.Itoa(seen[name])
		}
		names[i] = name + ending
	}
	return names
}

func slug(text string) string {
	var b strings.Builder
	for _, c := range []byte(strings.ToLower(text)) {
		switch {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
			b.WriteByte(c)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	name := strings.Trim(b.String()[:min(b.Len(), 80)], "-")
	if name == "" {
		return "store"
	}
	return name
}
