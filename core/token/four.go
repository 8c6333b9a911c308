package token

import (
	"strconv"
	"strings"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// Four are the values of an integration, by Magento's own labels: what signs
// requests by OAuth 1.0a (RFC 5849 calls them client and token credentials).
type Four struct {
	ConsumerKey, ConsumerSecret, AccessToken, AccessTokenSecret secret.Text
}

// fourNames are the names in the canonical text, in Magento's order, with the
// labels of Magento's integration page.
var fourNames = [4]struct{ name, label string }{
	{"consumer_key", labelConsumerKey},
	{"consumer_secret", labelConsumerSecret},
	{"access_token", labelAccessToken},
	{"access_token_secret", labelTokenSecret},
}

// Text is the one text of the four: a line name=value for each that is there.
func (f Four) Text() secret.Text {
	return secret.New(four{f.ConsumerKey.Reveal(), f.ConsumerSecret.Reveal(), f.AccessToken.Reveal(), f.AccessTokenSecret.Reveal()}.text())
}

// Complete reports whether all four are there.
func (f Four) Complete() bool {
	return !f.ConsumerKey.Empty() && !f.ConsumerSecret.Empty() && !f.AccessToken.Empty() && !f.AccessTokenSecret.Empty()
}

// Masked shows enough of the public half to know the integration by, and
// nothing of the secrets.
func (f Four) Masked() string {
	for _, public := range [...]secret.Text{f.ConsumerKey, f.AccessToken} {
		if !public.Empty() {
			return public.Masked()
		}
	}
	return secret.New(" ").Masked()
}

// four are the values bare, in the order of fourNames.
type four [4]string

func (f four) text() string {
	var b strings.Builder
	for i, value := range f {
		if value == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(fourNames[i].name + "=" + value)
	}
	return b.String()
}

// isFour tells the canonical text: two names or more, each once.
func isFour(text string) bool {
	_, ok := canonicalFour(text)
	return ok
}

func canonicalFour(text string) (f four, ok bool) {
	found := 0
	for line := range strings.Lines(text) {
		name, value, _ := strings.Cut(strings.TrimRight(line, "\r\n"), "=")
		at := fourIndex(name)
		if at < 0 || f[at] != "" || !isFourValue(value) {
			return four{}, false
		}
		f[at] = value
		found++
	}
	return f, found > 1
}

func fourIndex(name string) int {
	for i, n := range fourNames {
		if n.name == name {
			return i
		}
	}
	return -1
}

// isFourValue: any text that a typed field may hold, but no other token.
func isFourValue(text string) bool {
	return text != "" && len(text) <= 256 && !looksSigned(text) && isAll(text, func(c byte) bool { return c > ' ' && c < 0x7f })
}

// parseFour reads the canonical text.
func parseFour(text string) Token {
	f, _ := canonicalFour(text)
	t := Token{Kind: wire.KindIntegration, Format: wire.FormatOAuth1, Four: &Four{
		secret.New(f[0]), secret.New(f[1]), secret.New(f[2]), secret.New(f[3]),
	}}
	t.say("integration_four")
	t.judgeFour(f)
	return t
}

func (t *Token) judgeFour(f four) {
	var missing []string
	for i, value := range f {
		label := fourNames[i].label
		switch {
		case value == "":
			missing = append(missing, label)
		case isEncrypted(value):
			t.say("four_value_encrypted", "name", label)
		case !isOpaque(value):
			t.say("four_value_form", "name", label, "count", strconv.Itoa(len(value)))
		}
	}
	if len(missing) > 0 {
		t.say("four_incomplete", "names", strings.Join(missing, ", "))
	}
	for i := range f {
		for j := range i {
			if f[i] != "" && f[i] == f[j] {
				t.say("four_same_value", "name", fourNames[j].label, "other", fourNames[i].label)
			}
		}
	}
}
