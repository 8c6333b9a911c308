package main

import (
	"fmt"
	"net/http"

	"github.com/spf13/cobra"

	"github.com/storekey/storekey/core/wire"
)

// soapCommand holds the flags of the command soap.
type soapCommand struct {
	as, code string
	envelope value
	// who has the flags that say which store, and whose token goes along.
	who ticketCommand
}

func newSOAP(a *app) *cobra.Command {
	c := &soapCommand{envelope: value{name: "data", label: "Envelope"}}
	cmd := &cobra.Command{
		Use:   "soap [SERVICE|OPERATION] --store URL|NAME",
		Short: "Build a SOAP request from what the store says of its services",
		Long: `Asks a store for the description of one of its SOAP services and writes a request
for an operation in a form (see "storekey targets"), with the envelope to fill in.
The operation itself is not called. A service tells its operations only to a token
that may use it; without a name the services of a stock store are listed.

  storekey soap --store acme/dev
  storekey soap catalogProductRepositoryV1 --store acme/dev
  storekey soap catalogProductRepositoryV1GetList --store acme/dev
  storekey soap backendModuleServiceV1GetModules --store https://shop.test --token - --as python
  storekey soap catalogProductRepositoryV1Save --store acme/dev --data-file envelope.xml`,
		Args: arguments(0, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return a.soapServices()
			}
			return a.soap(c, args[0])
		},
	}
	c.register(a, cmd)
	return cmd
}

func (c *soapCommand) register(a *app, cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&c.as, "as", "curl", "form to write it in")
	flags.StringVar(&c.code, "store-code", "", "store code of the address; without it default")
	flags.StringVar(&c.envelope.file, "data-file", "", "take the envelope from this file, - from standard input")
	c.who.reach.register(a, cmd)
	c.who.carry.token = value{name: "token", label: "Token", secret: true}
	c.who.carry.token.register(cmd)
	flags.StringVar(&c.who.carry.four, "four", "", "`file` with the four values of an integration; - reads standard input (or STOREKEY_FOUR)")
	flags.StringVar(&c.who.carry.secret, "secret", secretText, "how the credential shows: text, env, stdin or redacted")
}

func (a *app) soapServices() error {
	var out struct {
		Services []string `json:"services"`
	}
	if err := a.call(a.handler(), http.MethodGet, "/v1/soap/services", nil, &out); err != nil {
		return err
	}
	if a.json {
		a.printJSON(out)
		return nil
	}
	for _, name := range out.Services {
		fmt.Fprintln(a.out, name)
	}
	return nil
}

// soapCall is the body of POST /v1/soap.
type soapCall struct {
	storeCall
	Code       string              `json:"storeCode,omitempty"`
	Operation  string              `json:"operation"`
	Credential *wire.CredentialRef `json:"credential,omitempty"`
}

func (a *app) soap(c *soapCommand, operation string) error {
	if c.who.reach.store == "" {
		return usagef("--store is missing")
	}
	call, err := c.who.reach.call(a)
	if err != nil {
		return err
	}
	who, err := c.who.subject(a, nil)
	if err != nil {
		return err
	}
	var out struct {
		Operations []wire.SOAPOperation `json:"operations"`
	}
	in := soapCall{call, c.code, operation, who.ref}
	if err := a.call(a.handler(), http.MethodPost, "/v1/soap", in, &out); err != nil {
		return err
	}
	if len(out.Operations) != 1 || out.Operations[0].Name != operation {
		return a.listOperations(out.Operations)
	}
	request := out.Operations[0].Request
	if c.envelope.file != "" {
		text, err := a.fileOrStdin(c.envelope.file, c.envelope.label)
		if err != nil {
			return err
		}
		request.Body = &text
	}
	return a.write(written{c.as, request, who.ref, c.who.carry.secret})
}

// listOperations tells which operations a service has, and which of them change
// something.
func (a *app) listOperations(list []wire.SOAPOperation) error {
	if a.json {
		a.printJSON(map[string]any{"operations": list})
		return nil
	}
	for _, o := range list {
		does := "writes"
		if o.Reads {
			does = "reads"
		}
		fmt.Fprintf(a.out, "%-6s  %s\n", does, o.Name)
	}
	return nil
}
