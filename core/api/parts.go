package api

import (
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/wire"
)

// The values of an integration, by RFC 5849's words and Magento's labels.
const (
	partConsumerKey       = "consumer_key"
	partConsumerSecret    = "consumer_secret"
	partAccessToken       = "access_token"
	partAccessTokenSecret = "access_token_secret"
)

var partNames = []string{partConsumerKey, partConsumerSecret, partAccessToken, partAccessTokenSecret}

// part is one value of an integration.
func part(f *token.Four, name string) secret.Text {
	if f == nil {
		return secret.Text{}
	}
	switch name {
	case partConsumerKey:
		return f.ConsumerKey
	case partConsumerSecret:
		return f.ConsumerSecret
	case partAccessToken:
		return f.AccessToken
	}
	return f.AccessTokenSecret
}

// partsOf lists the values of an integration, masked; nil for all else.
func partsOf(f *token.Four) []wire.Part {
	if f == nil {
		return nil
	}
	var parts []wire.Part
	for _, name := range partNames {
		parts = append(parts, wire.Part{Name: name, Masked: part(f, name).Masked()})
	}
	return parts
}
