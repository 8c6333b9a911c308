package main

import (
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/storekey/storekey/core/wire"
)

// writeTicket prints the text, and on standard error what was replaced.
func (a *app) writeTicket(in ticketCall, keep []string) error {
	out, err := a.ticketText(in)
	if err != nil {
		return err
	}
	// What was sent was sent: nothing of --keep may lose its text.
	in.Keep = a.keptNumbers(keep, out.Replacements)
	if len(in.Keep) > 0 {
		if out, err = a.ticketText(in); err != nil {
			return err
		}
	}
	for i := range out.Replacements {
		if r := &out.Replacements[i]; secretKinds[r.Kind] {
			r.Original = masked
		}
	}
	if a.json {
		a.printJSON(out)
		return nil
	}
	for _, r := range out.Replacements {
		a.tell(madeWord(r.Made), fmt.Sprintf("%d  %s  %s, %s", r.Number, r.Placeholder, short(r.Original), times(r.Times)))
	}
	_, err = io.WriteString(a.out, out.Text)
	return err
}

func (a *app) ticketText(in ticketCall) (out wire.Ticket, err error) {
	err = a.call(a.handler(), http.MethodPost, "/v1/ticket", in, &out)
	return out, err
}

// secretKinds are the replacements of which not even their owner is shown what
// was there.
var secretKinds = map[string]bool{"password": true, "secret": true, "token": true, "key": true, "cart": true, "card": true, "trace": true}

// keptNumbers are the replacements that --keep names, by number or by kind.
func (a *app) keptNumbers(keep []string, list []wire.Replacement) (numbers []int) {
	for _, text := range keep {
		n, err := strconv.Atoi(text)
		found := false
		for _, r := range list {
			if err == nil && r.Number == n || err != nil && r.Kind == text {
				numbers, found = append(numbers, r.Number), true
			}
		}
		if !found {
			a.tell("warning", "--keep "+text+" names no replacement; there are: "+kindsOf(list)+".")
		}
	}
	return numbers
}

func kindsOf(list []wire.Replacement) string {
	var kinds []string
	for _, r := range list {
		if !slices.Contains(kinds, r.Kind) {
			kinds = append(kinds, r.Kind)
		}
	}
	return first(strings.Join(kinds, ", "), "none")
}

func madeWord(made bool) string {
	if made {
		return "replaced"
	}
	return "kept"
}

// short is the beginning of a text.
func short(text string) string {
	const most = 40
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return strconv.Itoa(n) + " times"
}
