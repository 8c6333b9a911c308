package main

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/spf13/cobra"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// ask holds the flags of the commands that ask a store about a token: check and
// can-i.
type ask struct {
	path     string // of the call
	reach    reach
	lines    lines
	whose    whose
	markdown bool
}

func (k *ask) register(a *app, cmd *cobra.Command) {
	k.reach.register(a, cmd)
	k.lines.register(cmd)
	k.whose.register(cmd)
	cmd.Flags().BoolVar(&k.markdown, "markdown", false, "write the report as Markdown; the token stays masked")
}

// subject is the token that is asked about.
type subject struct {
	ref *wire.CredentialRef
	// text is empty for a saved token, of which only card is known.
	text secret.Text
	card *wire.Credential
}

// askCall is the body of POST /v1/check and of POST /v1/can-i.
type askCall struct {
	storeCall
	Credential *wire.CredentialRef `json:"credential"`
}

// begin finds out what to ask about and where. For many lines it returns them.
func (k *ask) begin(a *app, args []string) (askCall, subject, []line, error) {
	var in askCall
	var who subject
	var err error
	if a.json && k.markdown {
		return in, who, nil, usagef("--json or --markdown: one of them is enough")
	}
	if k.reach.store != "" || !k.readsLines(a, args) {
		if in.storeCall, err = k.reach.call(a); err != nil {
			return in, who, nil, err
		}
	}
	if who, err = k.subject(a, args); err != nil {
		return in, who, nil, err
	}
	many, err := k.lines.split(a, who.text)
	switch {
	case err != nil || many != nil:
		return in, who, many, err
	case k.reach.store == "":
		return in, who, nil, usagef("--store is missing")
	case len(who.text.Reveal()) > maxInput:
		return in, who, nil, usagef("the input is larger than 1 MB")
	}
	in.Credential = who.ref
	return in, who, nil, nil
}

// readsLines reports whether standard input is read, and lines may name stores.
func (k *ask) readsLines(a *app, args []string) bool {
	return len(args) == 1 && args[0] == "-" || len(args) == 0 && a.tty == nil
}

// subject is the token to ask about: the argument, the environment, the one that
// is saved with the store, a prompt or standard input.
func (k *ask) subject(a *app, args []string) (subject, error) {
	v := value{name: "token", label: "Token", secret: true, stdin: len(args) == 1 && args[0] == "-", most: maxLines}
	if len(args) == 1 && !v.stdin {
		v.flag, v.seen = args[0], true
	}
	if err := k.whose.fit(k.reach.saved); err != nil {
		return subject{}, err
	}
	text, err := v.read(a)
	if err != nil {
		return subject{}, err
	}
	if text.Empty() && len(args) == 0 && k.reach.saved != nil {
		entry, err := k.whose.among(*k.reach.saved)
		if err != nil {
			return subject{}, err
		}
		if ref, card, err := a.savedToken(&k.reach.passphrase, entry); err != nil || ref != nil {
			return subject{ref: ref, card: card}, err
		}
	}
	if text.Empty() && len(args) == 0 {
		if text, err = v.readOrAsk(a); err == nil && text.Empty() {
			v.stdin = true
			text, err = v.read(a)
		}
	}
	switch {
	case err != nil:
	case strings.TrimSpace(text.Reveal()) != "":
	case k.reach.store == "":
		err = usagef("--store is missing")
	default:
		err = usagef("the token is missing: as an argument, by - on standard input, or STOREKEY_TOKEN")
	}
	return subject{ref: credential(text), text: text}, err
}

// offline is what the token says of itself, nil if that is not one thing.
func (a *app) offline(h http.Handler, s subject) (*wire.Token, error) {
	if s.card != nil {
		return &s.card.Token, nil
	}
	report, err := a.inspection(h, s.text)
	if err != nil || len(report.Tokens) != 1 {
		return nil, err
	}
	return &report.Tokens[0], nil
}

// asMarkdown prints a report as Markdown.
func (a *app) asMarkdown(name string, report any) error {
	var out struct{ Text string }
	if err := a.call(a.handler(), http.MethodPost, "/v1/report", map[string]any{name: report}, &out); err != nil {
		return err
	}
	_, err := fmt.Fprint(a.out, out.Text)
	return err
}
