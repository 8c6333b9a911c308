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
	store, code, as string
	query, headers  []string
	data            value
	token           value
	passphrase      passphrase
}

func newRequest(a *app) *cobra.Command {
	r := &requestCommand{
		data:  value{name: "data", label: "Body"},
		token: value{name: "token", label: "Token", secret: true},
	}
	cmd := &cobra.Command{
		Use:   "request METHOD PATH --store URL|NAME",
		Short: "Build a request and write it down, ready to run",
		Long: `Builds a request to a store and writes it in a form (see "storekey targets").
Nothing is sent. Without a token, one that is saved with the store is used. PATH is /V1/…, /<store code>/V1/…, /rest/… or any other path.

  storekey request GET /V1/modules --store https://shop.test --token -
  storekey request GET /V1/products --store https://shop.test --query 'searchCriteria[pageSize]=5'`,
		Args: arguments(2, 2),
		RunE: func(_ *cobra.Command, args []string) error { return a.request(r, args[0], args[1]) },
	}
	r.register(cmd)
	return cmd
}

func (r *requestCommand) register(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&r.store, "store", "", "address of the store, any page of it will do, or the name of a saved one")
	flags.StringVar(&r.code, "store-code", "", "store code of the path: a store view, or all")
	flags.StringVar(&r.as, "as", "curl", "form to write it in")
	flags.StringArrayVar(&r.query, "query", nil, "name=value of the query, not encoded; may be repeated")
	flags.StringArrayVar(&r.headers, "header", nil, "Name: value; may be repeated")
	flags.StringVar(&r.data.flag, "data", "", "body; JSON unless a header says otherwise; - reads standard input")
	flags.StringVar(&r.data.file, "data-file", "", "read the body from this file")
	r.token.register(cmd)
	r.passphrase.register(cmd)
}

func (a *app) request(r *requestCommand, method, path string) error {
	in, err := r.call(a, method, path)
	if err != nil {
		return err
	}
	var built struct{ Request wire.Request }
	h := a.handler()
	if err := a.call(h, http.MethodPost, "/v1/request", in, &built); err != nil {
		return err
	}
	return a.write(h, r.as, built.Request)
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
	in := requestCall{Store: r.store, Code: r.code, Method: method, Path: path}
	saved, err := a.storeNamed(r.store)
	if err != nil {
		return in, err
	}
	if saved != nil {
		in.Store = savedStore{saved.ID}
	}
	if in.Query, err = pairs("--query", "=", r.query); err != nil {
		return in, err
	}
	if in.Headers, err = pairs("--header", ":", r.headers); err != nil {
		return in, err
	}
	if in.Body, err = r.body(a); err != nil {
		return in, err
	}
	token, err := r.token.read(a)
	if err != nil {
		return in, err
	}
	switch {
	case strings.TrimSpace(token.Reveal()) != "":
		in.Credential = credential(token)
	case authorizes(in.Headers):
	case saved != nil && len(saved.Credentials) > 0:
		in.Credential, _, err = a.savedToken(&r.passphrase, *saved)
	default:
		a.tell("note", "No token was given, so the request is anonymous. --token - reads one.")
	}
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
func (r *requestCommand) body(a *app) (*string, error) {
	if err := r.data.single(); err != nil {
		return nil, err
	}
	text, err := r.data.flag, error(nil)
	switch {
	case r.data.flag == "-", r.data.file == "-":
		text, err = a.readStdin(r.data.label)
	case r.data.file != "":
		text, err = readFile(r.data.file)
	}
	if err != nil || text == "" {
		return nil, err
	}
	return &text, nil
}

// write prints a request in a form; with --json the model, too, so that the
// output is a request again for "storekey snippet".
func (a *app) write(h http.Handler, target string, request wire.Request) error {
	var out struct{ Text string }
	in := map[string]any{"request": request}
	if err := a.call(h, http.MethodPost, "/v1/snippet/"+segment(target), in, &out); err != nil {
		return err
	}
	if a.json {
		a.printJSON(struct {
			wire.Request
			Target string `json:"target"`
			Text   string `json:"text"`
		}{request, target, out.Text})
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
