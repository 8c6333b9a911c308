package vault

import (
	"encoding/json"
	"strings"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/wire"
)

var _ = register(Format{
	Card: wire.Card{
		ID:        "n8n",
		Title:     "n8n credential",
		Summary:   "OAuth1 credentials of n8n, one for each integration, for n8n import:credentials.",
		Extension: "json",
	},
	Order: 90,
	Is:    func(f *File) bool { return f.at("type").Exists() && f.at("data").Exists() },
	Read:  readN8N,
	Write: writeN8N,
	Keeps: partName | partClient | partIntegration,
	Holds: wire.SecretsAll,
	Warns: func(items []Item) []wire.Finding {
		for _, item := range items {
			if !item.integration().isIntegration() {
				return []wire.Finding{wire.NewFinding("n8n_no_integration", "store", item.fullTitle())}
			}
		}
		return nil
	},
})

const (
	n8nOAuth1      = "oAuth1Api"
	n8nAccessPath  = "/oauth/token/access"
	n8nRequestPath = "/oauth/token/request"
)

// n8nCredential is an entry of what n8n export:credentials --decrypted writes.
type n8nCredential struct {
	ID   string  `json:"id"`
	Name string  `json:"name"`
	Type string  `json:"type"`
	Data n8nData `json:"data"`
}

// n8nData are the fields of the credential type oAuth1Api; oauthTokenData is
// what n8n has after a handshake, which Magento does not want for an integration
// that is active.
type n8nData struct {
	AuthURL         string            `json:"authUrl"`
	AccessTokenURL  string            `json:"accessTokenUrl"`
	RequestTokenURL string            `json:"requestTokenUrl"`
	ConsumerKey     string            `json:"consumerKey"`
	ConsumerSecret  string            `json:"consumerSecret"`
	SignatureMethod string            `json:"signatureMethod"`
	OAuthTokenData  map[string]string `json:"oauthTokenData,omitempty"`
}

func readN8N(f *File, given Given) (Import, error) {
	var list []struct {
		Name, Type string
		Data       json.RawMessage
	}
	if err := f.into(&list); err != nil {
		return Import{}, err
	}
	var in Import
	for i, c := range list {
		var data n8nData
		base, code := given.Address, ""
		switch {
		case c.Type != n8nOAuth1:
			code = "import_other_kind"
		case json.Unmarshal(c.Data, &data) != nil:
			code = "n8n_encrypted"
		default:
			if address, found := strings.CutSuffix(data.AccessTokenURL, n8nAccessPath); found {
				base = address
			}
			if base == "" {
				code = "import_no_address"
			}
		}
		if code != "" {
			in.Findings = append(in.Findings, wire.NewFinding(code, "place", placeOf(i)))
			continue
		}
		item := Item{Place: placeOf(i), Address: base}
		item.named(c.Name)
		item.addSigning(token.Four{
			ConsumerKey: secret.New(data.ConsumerKey), ConsumerSecret: secret.New(data.ConsumerSecret),
			AccessToken: secret.New(data.OAuthTokenData["oauth_token"]), AccessTokenSecret: secret.New(data.OAuthTokenData["oauth_token_secret"]),
		})
		in.Items = append(in.Items, item)
	}
	return in, nil
}

func writeN8N(items []Item, with Writing) ([]Output, error) {
	list := []n8nCredential{}
	for _, item := range items {
		if !item.integration().isIntegration() {
			continue
		}
		f, base := item.integration().four(), item.Entry.Store.BaseURL
		c := n8nCredential{ID: clipID(with.NewID()), Name: item.fullTitle(), Type: n8nOAuth1, Data: n8nData{
			AuthURL: base + "/oauth/authorize", AccessTokenURL: base + n8nAccessPath, RequestTokenURL: base + n8nRequestPath,
			ConsumerKey: f.ConsumerKey.Reveal(), ConsumerSecret: f.ConsumerSecret.Reveal(), SignatureMethod: "HMAC-SHA256",
		}}
		if !f.AccessToken.Empty() {
			c.Data.OAuthTokenData = map[string]string{"oauth_token": f.AccessToken.Reveal(), "oauth_token_secret": f.AccessTokenSecret.Reveal()}
		}
		list = append(list, c)
	}
	text, err := indented(list)
	return []Output{{Name: "credentials.n8n.json", Text: text}}, err
}

// clipID: n8n's own ids have 16 characters.
func clipID(id string) string { return id[:min(len(id), 16)] }
