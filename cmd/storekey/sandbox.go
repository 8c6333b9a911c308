package main

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/storekey/storekey/sandbox"
)

// sandboxCommand holds the flags of the command sandbox.
type sandboxCommand struct {
	listen  string
	tls     bool
	key     string
	options sandbox.Options
}

func newSandbox(a *app) *cobra.Command {
	s := &sandboxCommand{}
	cmd := &cobra.Command{
		Use:   "sandbox",
		Short: "Run a store to try things on",
		Long: `Answers on this machine as a Magento 2.4.7 does, with made-up accounts, until it
is stopped. It listens on loopback only.`,
		Args: arguments(0, 0),
		RunE: func(*cobra.Command, []string) error { return a.sandbox(s) },
	}
	flags := cmd.Flags()
	flags.StringVar(&s.listen, "listen", "127.0.0.1:8089", "address and port; port 0 takes a free one")
	flags.BoolVar(&s.tls, "tls", false, "speak https, with a certificate that nobody trusts")
	flags.BoolVar(&s.options.TwoFactor, "two-factor", false, "ask administrators for a one-time code")
	flags.StringVar(&s.options.Basic, "basic", "", "user:password that the web server asks for")
	flags.DurationVar(&s.options.Latency, "latency", 0, "how long the web API waits before each answer")
	flags.StringVar(&s.options.Mode, "mode", "", "how to misbehave, with commas between: "+strings.Join(sandbox.Modes()[1:], ", "))
	flags.StringVar(&s.options.Redirect, "redirect", "", "where the mode redirect leads (default a folder of the same host)")
	flags.StringVar(&s.key, "key", "", "what tokens are signed with: stores with the same one take each other's (default at random)")
	flags.StringVar(&s.options.BasePath, "base-path", "", "folder of the store, as in /shop")
	flags.StringVar(&s.options.FrontName, "front-name", "", "first part of the admin panel's path (default admin)")
	return cmd
}

func (a *app) sandbox(s *sandboxCommand) error {
	if !isLoopback(s.listen) {
		return usagef("the sandbox listens on loopback only: 127.0.0.1, [::1] or localhost, with a port")
	}
	for _, mode := range strings.Split(s.options.Mode, ",") {
		if !slices.Contains(sandbox.Modes(), mode) {
			return usagef("there is no mode %q; there are: %s", mode, strings.Join(sandbox.Modes()[1:], ", "))
		}
	}
	if s.key != "" {
		s.options.Key = []byte(s.key)
	}
	if s.options.BasePath != "" {
		s.options.BasePath = "/" + strings.Trim(s.options.BasePath, "/")
	}
	listener, err := net.Listen("tcp", s.listen)
	if err != nil {
		return fmt.Errorf("the sandbox cannot listen: %w", err)
	}
	base := "http://" + listener.Addr().String()
	if s.tls {
		base = "https://" + listener.Addr().String()
		if listener, err = encrypted(listener); err != nil {
			return err
		}
	}
	store := sandbox.New(s.options)
	a.introduce(base, s, store.Mode())
	return serveStore(a.ctx, listener, store)
}

// isLoopback takes what cannot be reached from another machine.
func isLoopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return false
	}
	return host == "localhost" || net.ParseIP(host).IsLoopback()
}

func encrypted(listener net.Listener) (net.Listener, error) {
	certificate, err := sandbox.SelfSigned()
	if err != nil {
		return nil, err
	}
	return tls.NewListener(listener, &tls.Config{Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS12}), nil
}

// serveStore answers until the context ends.
func serveStore(ctx context.Context, listener net.Listener, handler http.Handler) error {
	server := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 10 * time.Second,
		ErrorLog:          log.New(io.Discard, "", 0),
	}
	stop := context.AfterFunc(ctx, func() { _ = server.Close() })
	defer stop()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// introduce prints where the store is and who can log in.
func (a *app) introduce(base string, s *sandboxCommand, mode sandbox.Mode) {
	shop := base + strings.TrimRight(s.options.BasePath, "/") + "/"
	panel := shop + cmp.Or(s.options.FrontName, "admin")
	if a.json {
		a.printJSON(map[string]any{
			"url": shop, "adminUrl": panel, "accounts": sandbox.Accounts(), "clients": sandbox.Clients(), "otpauth": authenticator(mode),
		})
		return
	}
	fmt.Fprintln(a.out, a.pens.bold("A store to try things on. Everything in it is made up."))
	fmt.Fprintln(a.out)
	a.line("Shop", shop)
	a.line("Admin", panel)
	a.line("Controls", base+"/_sandbox/")
	fmt.Fprintln(a.out)
	for _, account := range sandbox.Accounts() {
		fmt.Fprintf(a.out, "  %-11s  %-29s  %-32s  %s\n", account.Kind, account.Name,
			cmp.Or(account.Password, account.AccessToken), account.Rights)
	}
	for _, c := range sandbox.Clients() {
		fmt.Fprintf(a.out, "  %-11s  %-29s  %s\n", c.Service, c.ID, c.Secret)
	}
	if uri := authenticator(mode); uri != "" {
		fmt.Fprintln(a.out)
		a.line("2FA", uri)
	}
	fmt.Fprintf(a.out, "\nTry: storekey token admin --store %s --username admin\nCtrl-C stops it.\n", shop)
}

// authenticator is the address that an authenticator app takes for the
// administrator's one-time codes, "" where none is asked for.
func authenticator(mode sandbox.Mode) string {
	if !mode.TwoFactor {
		return ""
	}
	for _, account := range sandbox.Accounts() {
		if account.TOTP != "" {
			return "otpauth://totp/Sandbox:" + account.Name + "?secret=" + account.TOTP + "&issuer=Sandbox"
		}
	}
	return ""
}
