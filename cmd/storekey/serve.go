package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/storekey/storekey/core/api"
	"github.com/storekey/storekey/core/secret"
)

// serveCommand holds the flags of the command serve.
type serveCommand struct{ listen, keyFile string }

func newServe(a *app) *cobra.Command {
	s := &serveCommand{}
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Offer the API to other programs on this machine",
		Long: `Answers the calls that Storekey itself is made of (GET /v1/providers,
POST /v1/check, …) on loopback, until it is stopped. Its address goes to standard
output; the key that every call has to carry, made anew for each run, to standard
error or into --key-file.

  storekey serve --listen 127.0.0.1:8090 --key-file key &
  curl -H "Authorization: Bearer $(cat key)" http://127.0.0.1:8090/v1/providers

No page of a browser is answered: a call with an Origin is refused, and so is one
that came by another host name. Saved secrets stay sealed until a call opens them.`,
		Args: arguments(0, 0),
		RunE: func(*cobra.Command, []string) error { return a.serve(s) },
	}
	cmd.Flags().StringVar(&s.listen, "listen", "127.0.0.1:8090", "address and port; port 0 takes a free one")
	cmd.Flags().StringVar(&s.keyFile, "key-file", "", "write the key into this `file`, which only its owner can read and which goes when the run ends")
	return cmd
}

func (a *app) serve(s *serveCommand) error {
	if !isLoopback(s.listen) {
		return usagef("serve listens on loopback only: 127.0.0.1, [::1] or localhost, with a port")
	}
	listener, err := net.Listen("tcp", s.listen)
	if err != nil {
		return fmt.Errorf("serve cannot listen: %w", err)
	}
	key := secret.New(rand.Text())
	a.journal.hide(key)
	if err := a.handOver(key, s.keyFile); err != nil {
		_ = listener.Close()
		return err
	}
	if s.keyFile != "" {
		defer os.Remove(s.keyFile)
	}
	address := listener.Addr().String()
	if a.json {
		a.printJSON(map[string]string{"url": "http://" + address, "keyFile": s.keyFile})
	} else {
		fmt.Fprintln(a.out, "http://"+address)
	}
	handler := a.handler()
	defer a.everyMinute(handler)()
	return serveCalls(a.ctx, listener, &gate{next: handler, key: key, hosts: hostNames(address), journal: a.journal})
}

// handOver gives the key to whoever started the run.
func (a *app) handOver(key secret.Text, file string) error {
	if file == "" {
		fmt.Fprintf(a.err, "storekey: key: %s\n", key.Reveal())
		return nil
	}
	if err := replace(file, []byte(key.Reveal()+"\n")); err != nil {
		return usagef("the key cannot be written: %s", err)
	}
	return nil
}

// everyMinute does what has its time: the extension's alarm makes the same call.
func (a *app) everyMinute(h http.Handler) (stop func()) {
	ctx, cancel := context.WithCancel(a.ctx)
	clock := time.NewTicker(time.Minute)
	go func() {
		for {
			select {
			case <-clock.C:
				_ = api.Call(ctx, h, http.MethodPost, "/v1/tick", nil, nil)
			case <-ctx.Done():
				return
			}
		}
	}()
	return func() { clock.Stop(); cancel() }
}

// lastWords is how long calls that are under way may go on at the end.
const lastWords = 5 * time.Second

// serveCalls answers until the context ends, and lets what was begun come to its
// end.
func serveCalls(ctx context.Context, listener net.Listener, handler http.Handler) error {
	server := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       30 * time.Second,
		MaxHeaderBytes:    16 << 10,
		ErrorLog:          log.New(io.Discard, "", 0),
	}
	ended := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(ended)
		patient, cancel := context.WithTimeout(context.Background(), lastWords)
		defer cancel()
		if server.Shutdown(patient) != nil {
			_ = server.Close()
		}
	})
	err := server.Serve(listener)
	if !errors.Is(err, http.ErrServerClosed) {
		stop()
		return err
	}
	<-ended
	return nil
}
