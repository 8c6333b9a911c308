// Command storekey obtains, reads, checks and uses Magento access tokens from
// the command line.
//
// It decides nothing by itself: every command is one or two calls of core/api,
// the same handler that the browser extension uses, and a report of the answer.
// What belongs to a terminal is here: flags, prompts, exit statuses, colour.
//
//	main.go     from arguments to an exit status
//	root.go     the table of commands
//	exit.go     which error gives which status, and how it is told
//	value.go    the ways in which a value comes: flag, stdin, file, environment, prompt
//	report.go   what people read; output.go sees that it got through
//	ask.go      what check and can-i share; lines.go asks about many tokens
//	progress.go long calls: what is going on, and their end by Ctrl-C
//	doctor.go   why a signature is refused
//	client.go   the way out to a store; network.go which certificates and addresses it takes
//	journal.go  what -v and --log-file tell; mask.go what they do not
//	state.go    what is remembered between two runs; lock.go lets one change it at a time
//	vault.go    where the passphrase comes from; keychain.go the operating system's
//	stores.go   saved stores; named.go finds one by its name
package main

import (
	"context"
	"io"
	"net/http"
	"os"
	"os/signal"
	"slices"
	"sync"
	"syscall"
)

func main() { os.Exit(start(systemKeychain{})) }

// start runs the program as its user called it.
func start(k keychain) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	a := &app{
		ctx:  ctx,
		in:   os.Stdin,
		out:  os.Stdout,
		err:  os.Stderr,
		env:  os.Getenv,
		tty:  openTerminal(ctx, os.Stdin, os.Stderr),
		pens: pens{on: isTerminal(os.Stdout) && os.Getenv("NO_COLOR") == ""},

		keychain: k,
		progress: isTerminal(os.Stderr) && os.Getenv("TERM") != "dumb",
	}
	return a.run(os.Args[1:])
}

// app is one run of the command line.
type app struct {
	ctx      context.Context
	in       io.Reader
	out, err io.Writer
	env      func(string) string
	// tty asks the user; nil where nobody sits at standard input.
	tty  asker
	pens pens
	// keychain is nil where there is none to ask.
	keychain keychain
	// progress says that somebody sees standard error as it is written.
	progress bool

	// hint, where it is set, says better what to do than the API does.
	hint string

	json    bool
	verbose bool
	logFile string

	network network
	warned  sync.Map // hosts of which it was told that any certificate is taken
	journal *journal
	// api is what all calls of this run go to.
	api   http.Handler
	state *state
	// stdin names what standard input was read for, "" while it was not.
	stdin string
}

// run executes one command line and returns the exit status.
func (a *app) run(args []string) int {
	a.network.env = a.env
	out := &output{Writer: a.out}
	a.out = out
	root := newRoot(a)
	root.SetArgs(args)
	cmd, err := root.ExecuteC()
	// A flag before it that cannot be read ends the reading.
	a.json = a.json || slices.Contains(args, "--json")
	status := a.written(cmd.Name(), out, a.finish(cmd, err))
	a.journal.note("exit status %d", status)
	a.journal.close()
	return status
}
