package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// doctor holds the flags of the command doctor.
type doctor struct {
	reach         reach
	four          string
	authorization string
	body          string
	form          bool
	offline       bool
}

func newDoctor(a *app) *cobra.Command {
	d := &doctor{}
	cmd := &cobra.Command{
		Use:   "doctor --store URL|NAME METHOD PATH",
		Short: "Find out why a store refuses a signature (OAuth 1.0a)",
		Long: `Signs a GET request with the four values of an integration in the ways that
proxies and versions of Magento make necessary, six at most, and says which one
the store takes and what to set. With --offline nothing is sent: it compares the
Authorization header that a client made with what it should be, and names the
mistake.

  storekey doctor --store https://shop.test GET /V1/store/storeViews --four values.txt
  storekey doctor --store https://shop.test GET '/V1/products?searchCriteria[pageSize]=5' \
      --four values.txt --offline --authorization header.txt

The values stand in a file or on standard input as on the integration's page,
with their labels, in any order; without --four they come from STOREKEY_FOUR, from
the saved store, or are asked for.

Exit status: 0 the signature is right, 1 it is not, 2 it cannot be told.`,
		Args: arguments(2, 2),
		RunE: func(_ *cobra.Command, args []string) error { return a.doctor(d, args[0], args[1]) },
	}
	d.reach.register(a, cmd)
	flags := cmd.Flags()
	flags.StringVar(&d.four, "four", "", "file with the four values; - reads standard input (or STOREKEY_FOUR)")
	flags.BoolVar(&d.offline, "offline", false, "compare a header and send nothing")
	flags.StringVar(&d.authorization, "authorization", "", "file with the Authorization header that was refused; - reads standard input")
	flags.StringVar(&d.body, "body-file", "", "file with the body of the refused request")
	flags.BoolVar(&d.form, "form", false, "the body is a form, which is signed, too")
	return cmd
}

// doctorCall is the body of POST /v1/doctor.
type doctorCall struct {
	storeCall
	Credential *wire.CredentialRef `json:"credential,omitempty"`
	Method     string              `json:"method"`
	Path       string              `json:"path"`
	Headers    []wire.Header       `json:"headers,omitempty"`
	Body       *string             `json:"body,omitempty"`
	Offline    bool                `json:"offline,omitempty"`
}

func (a *app) doctor(d *doctor, method, path string) error {
	in, err := d.call(a, method, path)
	if err != nil {
		return err
	}
	var out wire.Signature
	if err := a.long("/v1/doctor", in, &out); err != nil {
		return err
	}
	if a.json {
		a.printJSON(out)
	} else {
		a.printSignature(out, d.status(out))
	}
	return exitWith(d.status(out))
}

func (d *doctor) call(a *app, method, path string) (doctorCall, error) {
	in := doctorCall{Method: method, Path: path, Offline: d.offline}
	switch {
	case d.offline && d.authorization == "":
		return in, usagef("--authorization is missing: the header that was refused")
	case !d.offline && d.authorization+d.body != "":
		return in, usagef("--authorization and --body-file are compared with --offline")
	}
	var err error
	if in.storeCall, err = d.reach.call(a); err != nil {
		return in, err
	}
	if in.Headers, in.Body, err = d.request(a); err != nil {
		return in, err
	}
	in.Credential, err = d.credential(a)
	return in, err
}

// request reads the request that was refused.
func (d *doctor) request(a *app) (headers []wire.Header, body *string, err error) {
	if d.authorization != "" {
		text, err := a.fileOrStdin(d.authorization, "Authorization header")
		if err != nil {
			return nil, nil, err
		}
		headers = append(headers, wire.Header{Name: "Authorization", Value: headerValue(text)})
	}
	if d.body != "" {
		text, err := a.fileOrStdin(d.body, "Body")
		if err != nil {
			return nil, nil, err
		}
		body = &text
	}
	if d.form {
		headers = append(headers, wire.Header{Name: "Content-Type", Value: "application/x-www-form-urlencoded"})
	}
	return headers, body, nil
}

// headerValue takes the value out of a line that may begin with the name.
func headerValue(text string) string {
	text = strings.TrimSpace(text)
	if name, value, ok := strings.Cut(text, ":"); ok && strings.EqualFold(strings.TrimSpace(name), "Authorization") {
		return strings.TrimSpace(value)
	}
	return text
}

// credential finds the four values.
func (d *doctor) credential(a *app) (*wire.CredentialRef, error) {
	if four, err := a.readFour(d.four); err != nil || !four.Empty() {
		return credential(four), err
	}
	if saved := d.reach.saved; saved != nil {
		if list := kept(saved.Credentials, isIntegration); len(list) > 0 {
			entry := *saved
			entry.Credentials = list
			ref, _, err := a.savedToken(&d.reach.passphrase, entry)
			if err != nil || ref != nil {
				return ref, err
			}
		}
	}
	if a.tty == nil {
		return nil, usagef("the four values are missing: --four FILE, --four - or STOREKEY_FOUR")
	}
	return a.askFour()
}

// askFour asks for the values one after another, as they stand on the
// integration's page.
func (a *app) askFour() (*wire.CredentialRef, error) {
	var text strings.Builder
	for _, label := range []string{"Consumer Key", "Consumer Secret", "Access Token", "Access Token Secret"} {
		answer, err := (&value{label: label, secret: label != "Consumer Key"}).ask(a)
		if err != nil {
			return nil, err
		}
		if !answer.Empty() {
			fmt.Fprintf(&text, "%s: %s\n", label, answer.Reveal())
		}
	}
	if text.Len() == 0 {
		return nil, usagef("the four values are missing")
	}
	return credential(secret.New(text.String())), nil
}

// fileOrStdin reads what a flag names: a file, or - for standard input.
func (a *app) fileOrStdin(name, what string) (string, error) {
	if name == "-" {
		return a.readStdin(what)
	}
	return readFile(name)
}

// status: only a comparison or an answer of the store tells.
func (d *doctor) status(s wire.Signature) int {
	settled := d.offline && len(s.Variants) > 0
	for _, v := range s.Variants {
		settled = settled || v.Matches
	}
	for _, f := range s.Findings {
		settled = settled || f.Code == "oauth1_store_refuses"
	}
	switch {
	case s.Matches:
		return exitOK
	case settled:
		return exitNo
	}
	return exitUnknown
}
