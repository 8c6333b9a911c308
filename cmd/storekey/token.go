package main

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

func newToken(a *app) *cobra.Command {
	t := &anyToken{}
	cmd := &cobra.Command{
		Use:   "token [PROVIDER] --store URL|NAME",
		Short: "Get a token from a store and print it",
		Long: `Logs in to a store and prints the token alone; --json prints all that is known
of it. One login is tried, never more: Magento locks an account after six. With
the name of a saved store, the login that is saved there is used.

Without PROVIDER the saved store knows how: the saved token is printed while it
lives, and only then a login made. It asks nothing where nobody sits at a terminal.

  storekey token admin --store https://shop.test --username me
  TOKEN=$(storekey token --store acme/live)

Exit status: 0; 1 the store refused; 2 the store was not reached.`,
		Args: cobra.ArbitraryArgs,
		RunE: func(_ *cobra.Command, args []string) error { return a.tokenAny(t, args) },
	}
	cards, err := a.cards("providers")
	if err != nil {
		panic(err) // the registry is part of the program
	}
	t.register(a, cmd, cards)
	for _, card := range cards {
		cmd.AddCommand(newProvider(a, card))
	}
	return cmd
}

func (a *app) unknownProvider(args []string) error {
	cards, err := a.cards("providers")
	if err != nil {
		return err
	}
	var names []string
	for _, card := range cards {
		names = append(names, card.ID)
	}
	if len(args) > 0 && looksLikeName(args[0]) {
		return usagef("there is no provider %s; there are: %s", args[0], strings.Join(names, ", "))
	}
	return usagef("the provider is missing, or --store with the name of a saved store; there are: %s", strings.Join(names, ", "))
}

// tokenCommand obtains a credential in one way.
type tokenCommand struct {
	card   wire.Card
	reach  reach
	values []*value
	insist bool
	plain  bool
}

// newProvider makes the command of a provider from its card.
func newProvider(a *app, card wire.Card) *cobra.Command {
	t := &tokenCommand{card: card}
	cmd := &cobra.Command{
		Use:   card.ID + " --store URL|NAME",
		Short: card.Title + ": " + lower(card.Summary),
		Args:  arguments(0, 0),
		RunE:  func(*cobra.Command, []string) error { return a.token(t) },
	}
	t.reach.register(a, cmd)
	for _, field := range card.Fields {
		v := &value{name: kebab(field.Name), label: field.Label, hint: fieldHint(field), secret: field.Secret, seen: field.Step > 1}
		v.register(cmd)
		t.values = append(t.values, v)
	}
	cmd.Flags().BoolVar(&t.insist, "insist", false, "try once more after three refusals")
	cmd.Flags().BoolVar(&t.plain, "plain-http", false, "send the password unencrypted where the store has no https")
	return cmd
}

// fieldHint is what the help says of a field beside its label.
func fieldHint(f wire.Field) string {
	var choices []string
	for _, c := range f.Choices {
		choices = append(choices, c.Value)
	}
	hint := f.Hint
	if len(choices) > 0 {
		hint += " One of: " + strings.Join(choices, ", ") + "."
	}
	if f.Default != "" {
		hint += " " + f.Default + " unless you say otherwise."
	}
	return strings.TrimSpace(hint)
}

// kebab writes a field's name as a flag: accessToken becomes access-token.
func kebab(name string) string {
	var b strings.Builder
	for _, r := range name {
		if 'A' <= r && r <= 'Z' {
			b.WriteByte('-')
			r += 'a' - 'A'
		}
		b.WriteRune(r)
	}
	return b.String()
}

func (a *app) token(t *tokenCommand) error {
	call, err := t.reach.call(a)
	if err != nil {
		return err
	}
	got, err := t.sign(a, t.agreed(call))
	if err != nil {
		return err
	}
	return a.printCredential(a.handler(), got)
}

// agreed says what the flags say yes to.
func (t *tokenCommand) agreed(call storeCall) storeCall {
	if t.insist {
		call.Consent = append(call.Consent, "locked")
	}
	if t.plain {
		call.Consent = append(call.Consent, "plain_http")
	}
	return call
}

// fields gathers the values. Those of a second step are asked for when the
// store wants them, and optional ones not at all.
func (t *tokenCommand) fields(a *app) (map[string]string, error) {
	fields := map[string]string{}
	for i, field := range t.card.Fields {
		read, needed := t.values[i].read, needs(t.card, field, fields)
		if needed {
			read = t.values[i].readOrAsk
		}
		text, err := read(a)
		if err != nil {
			return nil, err
		}
		if text.Empty() && needed {
			return nil, missing(t.values[i])
		}
		if !text.Empty() {
			fields[field.Name] = text.Reveal()
		}
	}
	return fields, nil
}

// needs reports whether a field has to have a value, with the values of the fields
// before it.
func needs(card wire.Card, f wire.Field, fields map[string]string) bool {
	return !f.Optional && f.Step < 2 && f.Default == "" && card.Wants(f, func(name string) string { return fields[name] })
}

func missing(v *value) error {
	switch {
	case v.name == "": // it is only asked for
		return &usageError{"the " + lower(v.label) + " is missing", true}
	case v.secret:
		return &usageError{fmt.Sprintf("the %s is missing: --%s-stdin, --%s-file or %s", lower(v.label), v.name, v.name, v.variable()), true}
	}
	return &usageError{"--" + v.name + " is missing", true}
}

// printCredential prints the token alone, or with --json everything and the
// token.
func (a *app) printCredential(h http.Handler, c wire.Credential) error {
	var revealed struct{ Text string }
	in := map[string]string{"ref": c.Ref, "as": "token"}
	if err := a.call(h, http.MethodPost, "/v1/reveal", in, &revealed); err != nil {
		return err
	}
	a.journal.hide(secret.New(revealed.Text))
	if a.json {
		a.printJSON(struct {
			AccessToken string `json:"access_token"` // as in RFC 6749 §5.1
			wire.Credential
		}{revealed.Text, c})
		return nil
	}
	fmt.Fprintln(a.out, revealed.Text)
	a.describe(c)
	for _, f := range c.Findings {
		if f.Level != wire.LevelInfo {
			a.tell(f.Level, f.Message)
			a.tell("hint", hintHere(f.Code, f.Hint))
		}
	}
	return nil
}

// describe tells somebody at a terminal what they got; a script wants silence.
func (a *app) describe(c wire.Credential) {
	if a.tty == nil {
		return
	}
	text := kindName(c.Token.Kind)
	if c.Who != "" {
		text += " of " + c.Who
	}
	if expires := moment(c.Token.ExpiresAt, time.Now()); expires != "" {
		text += ", expires " + expires
	}
	a.tell("note", text+".")
}
