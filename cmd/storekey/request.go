package main

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/storekey/storekey/core/wire"
)

// requestCommand holds the flags of the command request.
type requestCommand struct {
	as, read string
	shape    shape
	carry    carry
}

// shape holds the flags that say what a request is, beside method and path.
type shape struct {
	code           string
	query, headers []string
	data           value
}

func newRequest(a *app) *cobra.Command {
	r := &requestCommand{}
	cmd := &cobra.Command{
		Use:   "request METHOD PATH --store URL|NAME",
		Short: "Build a request and write it down, ready to run",
		Long: `Builds a request to a store and writes it in a form (see "storekey targets").
Nothing is sent. Without a token, one that is saved with the store is used. PATH is /V1/…, /<store code>/V1/…, /rest/… or any other path.

  storekey request GET /V1/modules --store https://shop.test --token -
  storekey request GET /V1/products --store https://shop.test --query 'searchCriteria[pageSize]=5'
  storekey request GET /V1/modules --store acme/live --secret env --as python
  storekey request GET /V1/modules --store https://shop.test --four values.txt --as oauthbash
  storekey request --read - --as httpie <pasted-curl`,
		Args: arguments(0, 2),
		RunE: func(_ *cobra.Command, args []string) error {
			switch {
			case r.read != "" && len(args) > 0:
				return usagef("--read takes method and address from the pasted request")
			case r.read != "":
				return a.rewrite(r)
			case len(args) < 2:
				return usagef("METHOD and PATH are missing")
			}
			return a.request(r, args[0], args[1])
		},
	}
	r.register(cmd)
	return cmd
}

func (r *requestCommand) register(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&r.read, "read", "", "read a pasted request from this `file`, - from standard input: curl, fetch, PowerShell, .http, a ticket")
	flags.StringVar(&r.as, "as", "curl", "form to write it in")
	r.shape.register(cmd)
	r.carry.register(cmd, "address of the store, any page of it will do, or the name of a saved one")
}

func (s *shape) register(cmd *cobra.Command) {
	s.data = value{name: "data", label: "Body"}
	flags := cmd.Flags()
	flags.StringVar(&s.code, "store-code", "", "store code of the path: a store view, or all")
	flags.StringArrayVar(&s.query, "query", nil, "name=value of the query, not encoded; may be repeated")
	flags.StringArrayVar(&s.headers, "header", nil, "Name: value; may be repeated")
	flags.StringVar(&s.data.flag, "data", "", "body; JSON unless a header says otherwise; - reads standard input")
	flags.StringVar(&s.data.file, "data-file", "", "read the body from this file")
}

func (a *app) request(r *requestCommand, method, path string) error {
	in, err := r.call(a, method, path)
	if err != nil {
		return err
	}
	carried := in.Credential
	if r.carry.secret != secretText || signs(r.as) {
		in.Credential = nil // the form shows it in its own way
	} else {
		carried = nil
	}
	var built struct{ Request wire.Request }
	if err := a.call(a.handler(), http.MethodPost, "/v1/request", in, &built); err != nil {
		return err
	}
	return a.write(written{r.as, built.Request, carried, r.carry.secret})
}

// requestCall is the body of POST /v1/request.
type requestCall struct {
	Store      any                 `json:"store"` // an address, or a savedStore
	Code       string              `json:"storeCode,omitempty"`
	Method     string              `json:"method"`
	Path       string              `json:"path"`
	Query      []wire.Header       `json:"query,omitempty"`
	Headers    []wire.Header       `json:"headers,omitempty"`
	Body       *string             `json:"body,omitempty"`
	Credential *wire.CredentialRef `json:"credential,omitempty"`
}

func (r *requestCommand) call(a *app, method, path string) (requestCall, error) {
	in, err := r.shape.call(a, method, path)
	switch {
	case r.carry.store == "":
		return in, usagef("--store is missing")
	case err != nil:
		return in, err
	}
	if err := r.carry.find(a); err != nil {
		return in, err
	}
	in.Store = r.carry.store
	if r.carry.saved != nil {
		in.Store = savedStore{r.carry.saved.ID}
	}
	if authorizes(in.Headers) && r.carry.token.flag+r.carry.token.file == "" && !r.carry.token.stdin {
		return in, nil
	}
	if in.Credential, err = r.carry.credential(a, r.as); err != nil || in.Credential != nil {
		return in, err
	}
	if saved := r.carry.saved; (saved == nil || len(saved.Credentials) == 0) && !signs(r.as) {
		a.tell("note", "No token was given, so the request is anonymous. --token - reads one.")
	}
	return in, nil
}

// call is the request without its store.
func (s *shape) call(a *app, method, path string) (in requestCall, err error) {
	in = requestCall{Code: s.code, Method: method, Path: path}
	if in.Query, err = pairs("--query", "=", s.query); err != nil {
		return in, err
	}
	if in.Headers, err = pairs("--header", ":", s.headers); err != nil {
		return in, err
	}
	in.Body, err = s.body(a)
	return in, err
}

func authorizes(headers []wire.Header) bool {
	return slices.ContainsFunc(headers, func(h wire.Header) bool { return strings.EqualFold(h.Name, "Authorization") })
}

// pairs cuts what was given to a flag into name and value.
func pairs(flag, separator string, texts []string) ([]wire.Header, error) {
	var list []wire.Header
	for _, text := range texts {
		name, value, ok := strings.Cut(text, separator)
		if !ok {
			return nil, usagef("%s wants name%svalue", flag, separator)
		}
		if separator == ":" {
			value = strings.TrimSpace(value)
		}
		list = append(list, wire.Header{Name: name, Value: value})
	}
	return list, nil
}

// body reads the body, nil if there is none. Its line breaks are kept.
func (s *shape) body(a *app) (*string, error) {
	if err := s.data.single(); err != nil {
		return nil, err
	}
	text, err := s.data.flag, error(nil)
	switch {
	case s.data.flag == "-", s.data.file == "-":
		text, err = a.readStdin(s.data.label)
	case s.data.file != "":
		text, err = readFile(s.data.file)
	}
	if err != nil || text == "" {
		return nil, err
	}
	return &text, nil
}

// written is a request to be written in a form, with a credential.
type written struct {
	form       string
	request    wire.Request
	credential *wire.CredentialRef
	secret     string
}

// write prints a request in a form; with --json the model, too, so that the
// output is a request again for "storekey snippet".
func (a *app) write(w written) error {
	var out struct {
		Text     string
		Findings []wire.Finding
	}
	in := map[string]any{"request": w.request, "credential": w.credential, "secret": w.secret}
	if err := a.call(a.handler(), http.MethodPost, "/v1/snippet/"+segment(w.form), in, &out); err != nil {
		return err
	}
	for _, f := range out.Findings {
		a.tell(f.Level, f.Message)
		a.tell("hint", hintHere(f.Code, f.Hint))
	}
	if a.json {
		a.printJSON(struct {
			wire.Request
			Target string `json:"target"`
			Text   string `json:"text"`
		}{w.request, w.form, out.Text})
		return nil
	}
	fmt.Fprintln(a.out, out.Text)
	return nil
}

// segment keeps a mistyped name from being a path of its own.
func segment(name string) string {
	if looksLikeName(name) && name != "" {
		return name
	}
	return "unknown"
}
