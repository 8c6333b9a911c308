package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/storekey/storekey/core/api"
	"github.com/storekey/storekey/core/wire"
)

// runLines asks about each line, a few at a time, and writes the answers in the
// order of the lines.
func (k *ask) runLines(a *app, in storeCall, list []line, newAnswer func() lineAnswer) error {
	if k.markdown {
		return usagef("--markdown is for one token; the answers to a list are JSON")
	}
	kept, err := openAnswers(a, k.lines.resume)
	if err != nil {
		return err
	}
	r := &lineRun{a: a, ask: k, in: in, list: list, newAnswer: newAnswer, kept: kept,
		answers: make([]lineAnswer, len(list)), seen: map[string][]string{}, stores: map[string]*lineStore{}}
	if err := r.prepare(); err != nil {
		return errors.Join(err, kept.close())
	}
	r.run()
	err = r.end()
	return errors.Join(err, kept.close())
}

// lineRun is one list in the making.
type lineRun struct {
	a         *app
	ask       *ask
	in        storeCall
	list      []line
	newAnswer func() lineAnswer
	kept      *answers
	stores    map[string]*lineStore

	mu      sync.Mutex
	next    int // the line that is asked about next
	written int // how many lines are written
	done    int
	answers []lineAnswer
	// seen are the stores that take a token, by the token.
	seen    map[string][]string
	lacking int // lines without a verdict
	problem error
}

// prepare finds the store of each line.
func (r *lineRun) prepare() error {
	for i := range r.list {
		l := &r.list[i]
		l.call = r.ask.path
		if l.store == "" {
			l.store = r.ask.reach.store
		}
		if r.stores[l.store] != nil || l.problem != "" {
			continue
		}
		in, err := r.storeOf(l.store)
		if err != nil {
			return err
		}
		r.stores[l.store] = &lineStore{in: in}
	}
	r.a.handler()
	return nil
}

// storeOf is the store that a line names. The door of the command line belongs
// to the store of the command line.
func (r *lineRun) storeOf(name string) (storeCall, error) {
	switch name {
	case "":
		return storeCall{}, usagef("--store is missing, and not every line names a store")
	case r.ask.reach.store:
		return r.in, nil
	}
	saved, err := r.a.storeNamed(name)
	switch {
	case err != nil:
		return storeCall{}, err
	case saved == nil:
		return storeCall{Store: name}, nil
	case saved.HasDoor:
		err = r.ask.reach.passphrase.open(r.a, false)
	}
	return storeCall{Store: savedStore{saved.ID}}, err
}

func (r *lineRun) run() {
	var wait sync.WaitGroup
	for range min(r.ask.lines.jobs, len(r.list)) {
		wait.Go(func() {
			for i, ok := r.take(); ok; i, ok = r.take() {
				r.put(i, r.answer(r.list[i]))
			}
		})
	}
	wait.Wait()
	r.a.clearStep()
}

func (r *lineRun) take() (int, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.next == len(r.list) || r.a.ctx.Err() != nil || r.problem != nil {
		return 0, false
	}
	r.next++
	return r.next - 1, true
}

// answer asks about one line, unless that was done before.
func (r *lineRun) answer(l line) lineAnswer {
	out := r.newAnswer()
	if r.kept.find(l, out) {
		return out
	}
	*out.head() = lineHead{Line: l.number, ID: l.id()}
	if l.problem != "" {
		out.head().Error = &wire.Error{Code: "invalid_request", Message: l.problem}
		return out
	}
	err := r.stores[l.store].ask(func(in storeCall) (wire.Store, error) {
		err := r.a.call(r.a.handler(), "POST", r.ask.path, askCall{in, credential(l.token)}, out.body())
		return placeOf(out), err
	})
	var refused *api.Error
	if errors.As(err, &refused) {
		detail := terminalHints(refused.Detail)
		out.head().Error = &detail
	} else if err != nil {
		out.head().Error = &wire.Error{Code: "server_error", Message: err.Error()}
	}
	return out
}

// put keeps an answer, and writes all that are next in order.
func (r *lineRun) put(i int, out lineAnswer) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if e := out.head().Error; e != nil && e.Code == "cancelled" {
		return
	}
	r.answers[i] = out
	r.done++
	for ; r.written < len(r.list) && r.answers[r.written] != nil; r.written++ {
		r.write(r.written)
	}
	r.a.drawBar("Asking about tokens", r.done, len(r.list))
}

func (r *lineRun) write(i int) {
	out, l := r.answers[i], r.list[i]
	r.compare(l, out)
	if verdict, _, _ := out.said(); verdict == "" {
		r.lacking++
	}
	row, err := oneRow(out)
	if err == nil && r.kept.kept[lineKey{l.number, l.id()}] == nil {
		err = r.kept.keep(row)
	}
	if err == nil {
		r.a.clearStep()
		_, err = fmt.Fprint(r.a.out, row)
	}
	if err != nil && r.problem == nil {
		r.problem = err
	}
}

// oneRow is an answer as one line of JSON.
func oneRow(out lineAnswer) (string, error) {
	var text strings.Builder
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(out)
	return escaped(text.String()), err
}

// compare says of a token that another store took before what that means.
func (r *lineRun) compare(l line, out lineAnswer) {
	verdict, store, findings := out.said()
	if verdict != wire.VerdictValid {
		return
	}
	token := l.token.Reveal()
	others := r.seen[token]
	r.seen[token] = append(others, store)
	// Of lines that are asked about at once the API may know the later one first.
	*findings = slices.DeleteFunc(*findings, func(f wire.Finding) bool { return f.Code == "shared_key" || f.Code == "shared_tokens" })
	var elsewhere []string
	for _, other := range others {
		if other != store {
			elsewhere = append(elsewhere, other)
		}
	}
	if len(elsewhere) == 0 {
		return
	}
	code := "shared_tokens"
	if strings.Count(token, ".") >= 2 {
		code = "shared_key"
	}
	*findings = append(*findings, wire.NewFinding(code, "others", strings.Join(elsewhere, ", ")))
	wire.SortFindings(*findings)
}

// end tells how far it came. What was answered out of order before it was
// stopped is written, too.
func (r *lineRun) end() error {
	for i := r.written; i < len(r.list); i++ {
		if r.answers[i] != nil {
			r.write(i)
		}
	}
	switch {
	case r.problem != nil:
		return r.problem
	case r.a.ctx.Err() != nil:
		r.a.tell("note", fmt.Sprintf("Stopped: %d of %d lines have an answer.", r.done, len(r.list)))
		if r.ask.lines.resume == "" {
			r.a.tell("hint", "With --resume FILE the answers are kept there, and the next run goes on behind them.")
		}
		return exitWith(exitInterrupts)
	case r.lacking > 0:
		return exitWith(exitUnknown)
	}
	return nil
}
