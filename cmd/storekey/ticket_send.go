package main

import (
	"errors"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/storekey/storekey/core/api"
	"github.com/storekey/storekey/core/wire"
)

// writing holds the flags that let a request be sent that may change something.
type writing struct {
	yes  bool
	host string
}

func (w *writing) register(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&w.yes, "yes", false, "send what may change something without asking")
	cmd.Flags().StringVar(&w.host, "host", "", "name of the host, to let a change go to a production store")
}

// sendCall is the body of POST /v1/send.
type sendCall struct {
	storeCall
	Request    wire.Request        `json:"request"`
	Credential *wire.CredentialRef `json:"credential,omitempty"`
	Host       string              `json:"host,omitempty"`
}

// send sends a request, once, and asks before where the API wants a yes.
func (a *app) send(w *writing, in sendCall) (*wire.Sent, error) {
	sent := new(wire.Sent)
	in.Host = w.host
	for {
		err := a.long("/v1/send", in, sent)
		var refused *api.Error
		if !errors.As(err, &refused) {
			a.tellFindings(sent.Findings)
			return sent, err
		}
		agreed := false
		var askErr error
		switch refused.Code {
		case "write_asks":
			agreed, askErr = a.agrees(w.yes, refused.Message+" Send it?")
			in.Consent = append(in.Consent, "write")
		case "write_production":
			in.Host, askErr = a.typedHost(refused.Params["host"], in.Host)
			agreed = in.Host != ""
		}
		switch {
		case askErr != nil:
			return nil, askErr
		case !agreed:
			return nil, err
		}
	}
}

// typedHost asks for the name of a host, once; "" where another one is given or
// typed.
func (a *app) typedHost(host, given string) (string, error) {
	if given != "" || a.tty == nil {
		return "", nil
	}
	answer, err := a.tty.ask(plain(host)+" is a production store. Type the name of the host to send the request: ", false)
	if err != nil && err != io.EOF {
		return "", err
	}
	if answer = strings.TrimSpace(answer); !strings.EqualFold(answer, host) {
		return "", nil
	}
	return answer, nil
}
