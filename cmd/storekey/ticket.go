package main

import (
	"net/http"
	"strings"

	"github.com/spf13/cobra"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// ticketCommand holds the flags of the command ticket.
type ticketCommand struct {
	read   string
	check  bool
	keep   []string
	shape  shape
	reach  reach
	given  answerGiven
	carry  carry
	writes writing
}

func newTicket(a *app) *cobra.Command {
	c := &ticketCommand{}
	cmd := &cobra.Command{
		Use:   "ticket METHOD PATH --store URL|NAME",
		Short: "Send a request and write it down for a ticket, without what is secret or personal",
		Long: `Sends a request to a store and writes one Markdown text of it: the curl command,
which runs once STOREKEY_TOKEN is set, the answer, what the token is and, with
--check, what the store says of it. Names, addresses, keys and tokens are replaced;
what was is told on standard error, and --keep takes a replacement back, by its
number or for all of its kind. The text can be pasted into "request --read" again.

A request that may change something is sent after a yes, or with --yes; in
production also the host has to be typed, or given by --host.

  storekey ticket GET /V1/products/24-MB01 --store acme/live --check
  storekey ticket PUT /V1/products/24-MB01 --store acme/dev --data-file product.json --yes
  storekey ticket GET /V1/customers/7 --store acme/dev --keep email --keep 3

With --read or --answer nothing is sent: the request is one that was pasted, and
the answer what curl -i printed, or a body with --status.

  storekey ticket --read request.txt --answer answer.txt
  storekey ticket GET /V1/modules --store acme/live --answer answer.json --status 401

Exit status: 0 the answer is written down, a refusal of the store, too; 1 nothing was
sent; 2 the store was not reached.`,
		Args: arguments(0, 2),
		RunE: func(_ *cobra.Command, args []string) error {
			switch {
			case c.read != "" && len(args) > 0:
				return usagef("--read takes method and address from the pasted request")
			case c.read == "" && len(args) < 2:
				return usagef("METHOD and PATH are missing, or --read")
			}
			return a.ticket(c, args)
		},
	}
	c.register(a, cmd)
	return cmd
}

func (c *ticketCommand) register(a *app, cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&c.read, "read", "", "take a pasted request from this `file`, - from standard input: curl, fetch, PowerShell, .http, a ticket")
	flags.BoolVar(&c.check, "check", false, "ask the store about the token, too, and write the verdict down")
	flags.StringArrayVar(&c.keep, "keep", nil, "number or kind of replacements that are not to be made; may be repeated")
	c.shape.register(cmd)
	c.given.register(cmd)
	c.writes.register(cmd)
	c.reach.register(a, cmd)
	c.carry.token = value{name: "token", label: "Token", secret: true}
	c.carry.token.register(cmd)
	c.carry.whose.register(cmd)
	flags.StringVar(&c.carry.four, "four", "", "`file` with the four values of an integration; - reads standard input (or STOREKEY_FOUR)")
}

// ticketCall is the body of POST /v1/ticket.
type ticketCall struct {
	Request wire.Request `json:"request"`
	Sent    *wire.Sent   `json:"sent,omitempty"`
	Check   *wire.Check  `json:"check,omitempty"`
	Store   wire.Store   `json:"store"`
	Token   *wire.Token  `json:"token,omitempty"`
	Keep    []int        `json:"keep,omitempty"`
}

func (a *app) ticket(c *ticketCommand, args []string) error {
	var in ticketCall
	var err error
	if c.read != "" {
		err = a.pastedTicket(c, &in)
	} else {
		err = a.sentTicket(c, &in, args[0], args[1])
	}
	if err != nil {
		return err
	}
	return a.writeTicket(in, c.keep)
}

// pastedTicket is about a request that was sent elsewhere.
func (a *app) pastedTicket(c *ticketCommand, in *ticketCall) error {
	text, err := a.fileOrStdin(c.read, "Request")
	if err != nil {
		return err
	}
	a.journal.hide(secret.New(text))
	var read wire.ReadRequest
	if err := a.call(a.handler(), http.MethodPost, "/v1/request/read", map[string]string{"text": text}, &read); err != nil {
		return err
	}
	in.Request, in.Store = read.Request, wire.Store{BaseURL: read.Origin}
	if read.Inspect != nil && len(read.Inspect.Tokens) == 1 {
		in.Token = &read.Inspect.Tokens[0]
	}
	in.Sent, err = c.given.sent(a)
	return err
}

// sentTicket is about a request that is sent now, unless its answer is there.
func (a *app) sentTicket(c *ticketCommand, in *ticketCall, method, path string) error {
	built, err := c.shape.call(a, method, path)
	if err != nil {
		return err
	}
	call, err := c.reach.call(a)
	if err != nil {
		return err
	}
	built.Store = call.Store
	var made struct{ Request wire.Request }
	if err := a.call(a.handler(), http.MethodPost, "/v1/request", built, &made); err != nil {
		return err
	}
	in.Request, in.Store = made.Request, c.reach.placeOf(made.Request)
	who, err := c.subject(a, made.Request.Headers)
	if err != nil {
		return err
	}
	if who.ref != nil {
		if in.Token, err = a.offline(a.handler(), who); err != nil {
			return err
		}
	}
	if in.Sent, err = c.given.sent(a); err != nil {
		return err
	}
	if in.Sent == nil {
		if in.Sent, err = a.send(&c.writes, sendCall{storeCall: call, Request: made.Request, Credential: who.ref}); err != nil {
			return err
		}
	}
	if c.check && who.ref != nil {
		a.checkTicket(in, askCall{call, who.ref})
	}
	return nil
}

// checkTicket adds the verdict. What was sent was sent: a check that fails must not
// lose its text.
func (a *app) checkTicket(in *ticketCall, ask askCall) {
	var report wire.Check
	if err := a.long("/v1/check", ask, &report); err != nil {
		a.tell("warning", "There is no verdict: "+excused(err))
		return
	}
	in.Check, in.Store = &report, report.Store
}

// subject is whose request it is: the token that is given, else the saved one.
func (c *ticketCommand) subject(a *app, headers []wire.Header) (subject, error) {
	if authorizes(headers) {
		return subject{}, nil
	}
	if err := c.carry.whose.fit(c.reach.saved); err != nil {
		return subject{}, err
	}
	token, err := c.carry.token.read(a)
	if err != nil {
		return subject{}, err
	}
	four, err := a.readFour(c.carry.four)
	switch saved := c.reach.saved; {
	case err != nil:
		return subject{}, err
	case strings.TrimSpace(token.Reveal()) != "" && c.carry.four != "":
		return subject{}, usagef("--token or --four: one of them is enough")
	case strings.TrimSpace(token.Reveal()) != "":
		return subject{ref: credential(token), text: token}, nil
	case c.carry.four != "":
		return subject{ref: credential(four), text: four}, nil
	case saved != nil && len(saved.Credentials) > 0:
		entry, err := c.carry.whose.among(*saved)
		if err != nil {
			return subject{}, err
		}
		ref, card, err := a.savedToken(&c.reach.passphrase, entry)
		return subject{ref: ref, card: card}, err
	}
	a.tell("note", "No token was given, so the request is anonymous. --token - reads one.")
	return subject{}, nil
}

// placeOf is what is known of the store before it is asked.
func (r *reach) placeOf(request wire.Request) wire.Store {
	if r.saved != nil {
		return r.saved.Store
	}
	base, _, _ := strings.Cut(request.URL, "/rest/")
	return wire.Store{BaseURL: base}
}
