package source

import (
	"strings"
	"time"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/wire"
)

var _ = register(Source{
	Card: wire.Card{
		ID:      "integration",
		Title:   "Integration page",
		Summary: "The four values of an integration, on its page in the panel and in the dialog after Activate.",
		Kinds:   []string{wire.KindIntegration},
	},
	Order: 5,
	Find:  findIntegration,
	Notes: integrationNotes,
})

// integrationForm is one of the two places where the panel shows the values
// (Magento_Integration's Tokens block, twice): by the names of the facts in
// magento.Selectors.
type integrationForm struct {
	title  string
	name   string // the fact that holds the integration's name
	values [4]string
}

var integrationForms = [...]integrationForm{
	{"Integration page", "integrationName", [4]string{"editConsumerKey", "editConsumerSecret", "editAccessToken", "editAccessTokenSecret"}},
	{"Integration dialog", "dialogName", [4]string{"dialogConsumerKey", "dialogConsumerSecret", "dialogAccessToken", "dialogAccessTokenSecret"}},
}

// integrationLabels are Magento's own of the four fields.
var integrationLabels = [4]string{"Consumer Key", "Consumer Secret", "Access Token", "Access Token Secret"}

func findIntegration(s wire.Snapshot, now time.Time) []Found {
	var list []Found
	for _, form := range integrationForms {
		if f, ok := form.find(s, now); ok {
			list = append(list, f)
		}
	}
	return list
}

// find makes a credential of two values or more: less is none yet.
func (form integrationForm) find(s wire.Snapshot, now time.Time) (Found, bool) {
	values, hidden := form.read(s)
	if known(values) < 2 {
		return Found{}, false
	}
	four := token.Four{ConsumerKey: secret.New(values[0]), ConsumerSecret: secret.New(values[1]),
		AccessToken: secret.New(values[2]), AccessTokenSecret: secret.New(values[3])}
	t := token.Parse(four.Text(), now)
	if t.Four == nil {
		return Found{}, false
	}
	f := Found{Token: t, Place: form.title, Kind: wire.KindIntegration, Who: cut(line(fact(s, form.name))), Findings: hidden}
	if f.Who != "" {
		f.Place += ": " + f.Who
	}
	f.Token.Source = f.Place
	if len(hidden) == 0 && values[0] != "" && values[1] != "" && values[2] == "" && values[3] == "" {
		f.Findings = append(f.Findings, wire.NewFinding("integration_inactive"))
	}
	return f, true
}

// read takes the values that are there, and says which are shown masked only.
func (form integrationForm) read(s wire.Snapshot) (values [4]string, hidden []wire.Finding) {
	for i, name := range form.values {
		value := strings.TrimSpace(fact(s, name))
		switch {
		case isMasked(value):
			hidden = append(hidden, wire.NewFinding("integration_masked", "name", integrationLabels[i]))
		case isValue(value):
			values[i] = value
		}
	}
	return values, hidden
}

// integrationNotes says why a page of an integration gives no credential.
func integrationNotes(s wire.Snapshot, _ time.Time) []wire.Finding {
	var notes []wire.Finding
	for _, form := range integrationForms {
		values, hidden := form.read(s)
		switch n := known(values); {
		case n > 1:
		case len(hidden) > 0:
			notes = append(notes, hidden...)
		case n == 1:
			notes = append(notes, wire.NewFinding("integration_partial"))
		}
	}
	return notes
}

func known(values [4]string) int {
	n := 0
	for _, value := range values {
		if value != "" {
			n++
		}
	}
	return n
}

// isValue: Magento's are 32 characters; other lengths are token's to judge.
func isValue(text string) bool {
	for _, c := range []byte(text) {
		if c <= ' ' || c >= 0x7f {
			return false
		}
	}
	return text != "" && len(text) <= 256
}

// isMasked knows what panels show to roles that may not see a value.
func isMasked(text string) bool {
	return strings.Contains(text, "***") || strings.Contains(text, "•••") || strings.Contains(text, "●●●")
}

// line is a text on one line.
func line(text string) string { return strings.Join(strings.Fields(text), " ") }

// fact is the first element's text of a fact.
func fact(s wire.Snapshot, name string) string {
	if values := s.Facts[name]; len(values) > 0 {
		return values[0]
	}
	return ""
}
