package provider

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/oauth1"
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/wire"
)

var _ = register(Provider{
	Card: wire.Card{
		ID:      "integration",
		Title:   "Integration",
		Summary: "The four values of an integration, as they stand on its page in the panel; for one that was just activated by its endpoint, key, secret and verifier.",
		Kinds:   []string{wire.KindIntegration},
		Fields: []wire.Field{
			{Name: "block", Label: "All values at once", Secret: true, Optional: true, Lines: true, Hint: "Paste them with their labels, in any order."},
			{Name: "consumerKey", Label: "Consumer Key", Optional: true},
			{Name: "consumerSecret", Label: "Consumer Secret", Secret: true, Optional: true},
			{Name: "accessToken", Label: "Access Token", Secret: true, Optional: true},
			{Name: "accessTokenSecret", Label: "Access Token Secret", Secret: true, Optional: true},
			{Name: "verifier", Label: "OAuth verifier", Secret: true, Optional: true,
				Hint: "Only where the store sent consumer key, secret and verifier to your endpoint: they are exchanged for the rest within five minutes."},
		},
	},
	Order:  18,
	Obtain: obtainIntegration,
})

// obtainIntegration puts the values together; with a verifier it exchanges them
// for the access token (RFC 5849 §2).
func obtainIntegration(ctx context.Context, env Env, in Input) (Credential, error) {
	f, err := fourOf(in, env)
	if err != nil {
		return Credential{}, err
	}
	var evidence []wire.Evidence
	if verifier := in.Fields["verifier"]; !verifier.Empty() && f.AccessToken.Empty() {
		if evidence, err = exchange(ctx, env, in, &f, verifier); err != nil {
			return Credential{}, err
		}
	}
	if !f.Complete() {
		return Credential{}, &TextError{Code: "four_incomplete_check"}
	}
	return Credential{Token: f.Text(), Kind: wire.KindIntegration, Evidence: evidence}, nil
}

// fourOf takes the values from their fields, and what is missing there from the
// block.
func fourOf(in Input, env Env) (token.Four, error) {
	f := token.Four{
		ConsumerKey: in.Fields["consumerKey"], ConsumerSecret: in.Fields["consumerSecret"],
		AccessToken: in.Fields["accessToken"], AccessTokenSecret: in.Fields["accessTokenSecret"],
	}
	block := in.Fields["block"]
	if block.Empty() {
		return f, nil
	}
	for _, t := range token.Inspect(block.Reveal(), env.Now()).Tokens {
		if t.Four != nil {
			return merged(f, *t.Four), nil
		}
	}
	return f, &TextError{Code: "four_not_found"}
}

func merged(f, block token.Four) token.Four {
	for _, v := range []struct{ to, from *secret.Text }{
		{&f.ConsumerKey, &block.ConsumerKey}, {&f.ConsumerSecret, &block.ConsumerSecret},
		{&f.AccessToken, &block.AccessToken}, {&f.AccessTokenSecret, &block.AccessTokenSecret},
	} {
		if v.to.Empty() {
			*v.to = *v.from
		}
	}
	return f
}

// exchange asks for a request token, then for the access token
// (Magento_Integration's oauth/token/request and oauth/token/access).
func exchange(ctx context.Context, env Env, in Input, f *token.Four, verifier secret.Text) ([]wire.Evidence, error) {
	credentials := oauth1.Credentials{ConsumerKey: f.ConsumerKey, ConsumerSecret: f.ConsumerSecret}
	var evidence []wire.Evidence
	for _, step := range []struct {
		path     string
		verifier secret.Text
	}{{"/oauth/token/request", secret.Text{}}, {"/oauth/token/access", verifier}} {
		answer, values, err := askToken(ctx, env, in, step.path, credentials, step.verifier)
		if err != nil {
			return nil, err
		}
		evidence = append(evidence, answer.Evidence(http.MethodPost, in.Store.BaseURL+step.path, wire.NewFinding("token_issued").Message))
		credentials.Token, credentials.TokenSecret = secret.New(values.Get("oauth_token")), secret.New(values.Get("oauth_token_secret"))
	}
	f.AccessToken, f.AccessTokenSecret = credentials.Token, credentials.TokenSecret
	return evidence, nil
}

func askToken(ctx context.Context, env Env, in Input, path string, c oauth1.Credentials, verifier secret.Text) (magento.Answer, url.Values, error) {
	address := in.Store.BaseURL + path
	header, err := oauth1.Sign(oauth1.Request{Method: http.MethodPost, URL: address}, c, oauth1.Options{Now: env.Now(), Verifier: verifier})
	if errors.Is(err, oauth1.ErrIncomplete) {
		return magento.Answer{}, nil, &TextError{Code: "four_incomplete_check"}
	}
	if err != nil {
		return magento.Answer{}, nil, fmt.Errorf("provider: signing: %w", err)
	}
	req, err := http.NewRequest(http.MethodPost, address, io.NopCloser(http.NoBody))
	if err != nil {
		return magento.Answer{}, nil, fmt.Errorf("provider: %w", magento.ErrNotAddress)
	}
	for _, h := range in.Headers {
		req.Header.Add(h.Name, h.Value)
	}
	req.Header.Set("Authorization", header)
	answer, err := magento.Send(ctx, env.Doer, req)
	if err != nil {
		return answer, nil, fmt.Errorf("provider: exchanging the verifier: %w", err)
	}
	values, err := url.ParseQuery(string(answer.Body))
	if answer.Status != http.StatusOK || err != nil || values.Get("oauth_token") == "" || values.Get("oauth_token_secret") == "" {
		return answer, nil, notExchanged(answer, address)
	}
	return answer, values, nil
}

func notExchanged(answer magento.Answer, address string) error {
	refusal := magento.Refused(answer)
	if refusal == nil {
		refusal = &magento.Refusal{Status: answer.Status, Code: "not_a_token"}
	}
	refusal.Evidence = []wire.Evidence{answer.Evidence(http.MethodPost, address, refusal.Finding().Message)}
	return refusal
}
