package webext

import (
	"context"
	"errors"
	"strings"
	"syscall/js"
	"time"

	"github.com/storekey/storekey/core/wire"
	"github.com/storekey/storekey/wasm/promise"
)

// resends are the pauses before a message is sent again. The browser may end
// the worker at any moment; the next message starts it anew, once the old one is
// gone.
var resends = []time.Duration{100 * time.Millisecond, 200 * time.Millisecond, 400 * time.Millisecond}

// NewID makes a message's id.
func NewID() string { return js.Global().Get("crypto").Call("randomUUID").String() }

// Send gives a message to the worker and waits for the answer. When the worker
// died on the way the same message, with the same id, is sent again up to three
// times; the worker never runs an id twice. V and ID are filled in if empty. Once
// ctx has ended nothing is sent any more.
func Send(ctx context.Context, message wire.Message) (wire.Answer, error) {
	if message.V == 0 {
		message.V = wire.Version
	}
	if message.ID == "" {
		message.ID = NewID()
	}
	value, err := messageToJS(message)
	if err != nil {
		return wire.Answer{}, failed("writing a message", err)
	}
	for _, pause := range resends {
		answer, err := sendOnce(ctx, value)
		if !errors.Is(err, ErrNoAnswer) {
			return answer, err
		}
		time.Sleep(pause)
	}
	return sendOnce(ctx, value)
}

func sendOnce(ctx context.Context, message js.Value) (wire.Answer, error) {
	if err := ctx.Err(); err != nil {
		return wire.Answer{}, err
	}
	value, err := call("runtime", "sendMessage", message)
	if err != nil {
		return wire.Answer{}, sendError(err)
	}
	if value.Type() != js.TypeObject { // undefined, null: the worker ended without a word
		return wire.Answer{}, ErrNoAnswer
	}
	answer := answerFromJS(value)
	if answer.V != wire.Version || answer.Status == 0 {
		return wire.Answer{}, errors.New("webext: the answer is none of ours")
	}
	return answer, nil
}

// messageToJS and answerFromJS go field by field: encoding/json, with the
// reflection that it brings, would be a third of the page's program.
func messageToJS(m wire.Message) (js.Value, error) {
	fields := map[string]any{"v": m.V, "id": m.ID, "method": m.Method, "path": m.Path}
	if m.TabID != 0 {
		fields["tabId"] = m.TabID
	}
	if len(m.Body) > 0 {
		body, err := parse(m.Body)
		if err != nil {
			return js.Undefined(), err
		}
		fields["body"] = body
	}
	return js.ValueOf(fields), nil
}

func answerFromJS(value js.Value) wire.Answer {
	return wire.Answer{
		V: number(value, "v"), ID: optional(value, "id"), Status: number(value, "status"),
		Body: stringify(value.Get("body")),
	}
}

// workerDied are the words, of either browser, for a message that got no answer
// because the worker ended before or while it had it.
var workerDied = []string{
	"Receiving end does not exist",
	"channel closed",
	"port closed before a response",
	"went out of scope",
}

func sendError(err error) error {
	thrown, ok := errors.AsType[*promise.Error](err)
	if !ok {
		return err
	}
	if strings.Contains(thrown.Message, "context invalidated") {
		return because(ErrReloaded, err)
	}
	for _, words := range workerDied {
		if strings.Contains(thrown.Message, words) {
			return because(ErrNoAnswer, err)
		}
	}
	return failed("sending a message", err)
}
