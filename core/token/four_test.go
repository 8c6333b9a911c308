package token

import (
	"strings"
	"testing"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

func TestFour(t *testing.T) {
	for _, c := range fourTexts {
		t.Run(c.name, func(t *testing.T) {
			got := Parse(secret.New(c.text), now)
			if got.Four == nil || !got.Four.Complete() || got.Kind != wire.KindIntegration || got.Format != wire.FormatOAuth1 {
				t.Fatalf("read as %s", summary(Inspect(c.text, now)))
			}
			if !got.Text.Equal(secret.New(fourCanonical)) || !got.Four.Text().Equal(got.Text) {
				t.Errorf("another value has a label: %s", diffFour(got.Four))
			}
		})
	}
}

// diffFour names the values that are not where they belong.
func diffFour(f *Four) string {
	var wrong []string
	for i, c := range []struct {
		got  secret.Text
		want string
	}{{f.ConsumerKey, fourKey}, {f.ConsumerSecret, fourSecret}, {f.AccessToken, fourToken}, {f.AccessTokenSecret, fourTokenSecret}} {
		if c.got.Reveal() != c.want {
			wrong = append(wrong, fourNames[i].name)
		}
	}
	return strings.Join(wrong, ", ")
}

// TestFourMasked: the integration can be told, the secrets not.
func TestFourMasked(t *testing.T) {
	got := Parse(secret.New(fourCanonical), now)
	if masked := got.Wire(now).Masked; masked != secret.New(fourKey).Masked() {
		t.Errorf("masked as %q", masked)
	}
	half := Four{AccessToken: secret.New(fourToken), AccessTokenSecret: secret.New(fourTokenSecret)}
	if masked := half.Masked(); masked != secret.New(fourToken).Masked() || half.Complete() {
		t.Errorf("half of it masked as %q", masked)
	}
	if only := (Four{ConsumerSecret: secret.New(fourSecret), AccessTokenSecret: secret.New(fourTokenSecret)}); strings.Trim(only.Masked(), "•") != "" || only.Masked() == "" {
		t.Error("the secrets alone show something")
	}
}

// TestFourText: typed values of any form come back the same.
func TestFourText(t *testing.T) {
	f := Four{
		ConsumerKey: secret.New("key with=equals"), ConsumerSecret: secret.New("a/b+c=="),
		AccessToken: secret.New("0:3:" + strings.Repeat("aB3+", 10)), AccessTokenSecret: secret.New("x"),
	}
	f.ConsumerKey = secret.New("key=with=equals")
	got := Parse(f.Text(), now)
	if got.Four == nil || *got.Four != f {
		t.Errorf("read as %s", tokenSummary(got))
	}
	if (Four{}).Text().Reveal() != "" {
		t.Error("nothing has a text")
	}
}
