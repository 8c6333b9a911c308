package snippet

import (
	"strings"

	"github.com/storekey/storekey/core/wire"
)

// secretHeaders are those whose value lets somebody in, and the environment
// variable that stands for each.
var secretHeaders = []struct{ name, env string }{
	{"Authorization", envToken},
	{"Cookie", envCookie},
}

// hide replaces the credentials of the headers as the options want it: by the
// name of a variable, or by a word.
func (c *call) hide(l limits) error {
	mode := c.options.Secret
	switch {
	case mode == SecretText:
		return nil
	case mode == SecretStdin && l.has(noStdin):
		return ErrNoStdin
	case mode == SecretRedacted:
		c.redact()
		return nil
	}
	for _, secret := range secretHeaders {
		first := ""
		for i := range c.headers {
			h := &c.headers[i]
			if !strings.EqualFold(h.Name, secret.name) {
				continue
			}
			scheme, credential := splitScheme(h.Header)
			switch {
			case l.has(noVariables):
				return ErrNoVariables
			case first != "" && first != credential:
				return ErrTwoSecrets
			}
			first = credential
			h.Value, h.env = scheme, secret.env
		}
		if c.holds(first) {
			return ErrSecretElsewhere
		}
	}
	return nil
}

// splitScheme parts a header's value into the scheme of RFC 9110 §11.4, which
// is no secret, and what follows.
func splitScheme(h wire.Header) (scheme, credential string) {
	if strings.EqualFold(h.Name, "Cookie") {
		return "", h.Value
	}
	blank := strings.IndexByte(h.Value, ' ')
	if blank <= 0 || strings.Trim(h.Value[:blank], "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") != "" {
		return "", h.Value
	}
	return h.Value[:blank+1], trimBlanks(h.Value[blank:])
}

// shortest is how long a text must be to be taken for a secret wherever else
// it stands.
const shortest = 8

// holds tells whether a secret stands anywhere that it was not taken out of.
func (c *call) holds(secret string) bool {
	if len(secret) < shortest {
		return false
	}
	found := strings.Contains(c.url, secret) || c.body != nil && strings.Contains(*c.body, secret)
	for _, h := range c.headers {
		found = found || strings.Contains(h.Value, secret)
	}
	return found
}

func (c *call) redact() {
	for _, secret := range secretHeaders {
		for i := range c.headers {
			h := &c.headers[i]
			if !strings.EqualFold(h.Name, secret.name) {
				continue
			}
			scheme, credential := splitScheme(h.Header)
			h.Value = scheme + redacted
			c.redactAll(credential)
		}
	}
}

// redactAll takes a secret out of the rest of the request.
func (c *call) redactAll(secret string) {
	if !c.holds(secret) {
		return
	}
	c.url = strings.ReplaceAll(c.url, secret, redacted)
	if c.body != nil {
		body := strings.ReplaceAll(*c.body, secret, redacted)
		c.body = &body
	}
	for i := range c.headers {
		c.headers[i].Value = strings.ReplaceAll(c.headers[i].Value, secret, redacted)
	}
}
