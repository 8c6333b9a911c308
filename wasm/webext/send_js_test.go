package webext

import (
	"context"
	"encoding/json"
	"errors"
	"syscall/js"
	"testing"
	"time"

	"github.com/storekey/storekey/core/wire"
)

// sendMessage answers each try with the next of these.
const dying = `{
	tries: [],
	outcomes: [],
	runtime: { async sendMessage(message) {
		const { tries, outcomes } = globalThis.chrome;
		tries.push(JSON.stringify(message));
		const outcome = outcomes.shift();
		if (outcome instanceof Error) throw outcome;
		return outcome === "answer" ? { v: 1, id: message.id, status: 201, body: { got: message.body } } : outcome;
	} },
}`

func withoutPauses(t *testing.T) {
	before := resends
	resends = []time.Duration{0, 0, 0}
	t.Cleanup(func() { resends = before })
}

func TestSendAgainWhenTheWorkerDied(t *testing.T) {
	withoutPauses(t)
	for name, test := range map[string]struct {
		outcomes string
		tries    int
		err      error
	}{
		"at once":           {outcomes: `["answer"]`, tries: 1},
		"no receiver":       {outcomes: `[Error("Could not establish connection. Receiving end does not exist."), "answer"]`, tries: 2},
		"channel closed":    {outcomes: `[Error("A listener indicated an asynchronous response by returning true, but the message channel closed before a response was received"), "answer"]`, tries: 2},
		"port closed":       {outcomes: `[Error("The message port closed before a response was received."), "answer"]`, tries: 2},
		"firefox":           {outcomes: `[Error("Promised response from onMessage listener went out of scope"), "answer"]`, tries: 2},
		"undefined":         {outcomes: `[undefined, "answer"]`, tries: 2},
		"null":              {outcomes: `[null, "answer"]`, tries: 2},
		"dies three times":  {outcomes: `[undefined, undefined, undefined, "answer"]`, tries: 4},
		"dies for ever":     {outcomes: `[]`, tries: 4, err: ErrNoAnswer},
		"reloaded":          {outcomes: `[Error("Extension context invalidated.")]`, tries: 1, err: ErrReloaded},
		"something else":    {outcomes: `[Error("Could not serialize message.")]`, tries: 1, err: errAny},
		"answer of no sort": {outcomes: `[{ v: "one" }]`, tries: 1, err: errAny},
	} {
		t.Run(name, func(t *testing.T) {
			fake := browser(t, dying)
			fake.Set("outcomes", eval(test.outcomes))
			answer, err := Send(t.Context(), wire.Message{ID: "0123456789", Method: "POST", Path: "/v1/inspect", Body: json.RawMessage(`{"text":"é\u2028"}`)})
			if !matches(err, test.err) {
				t.Fatalf("error %v, want %v", err, test.err)
			}
			if err == nil && (answer.Status != 201 || answer.ID != "0123456789" || string(answer.Body) != `{"got":{"text":"é`+"\u2028"+`"}}`) {
				t.Errorf("answer %+v %s", answer, answer.Body)
			}
			tries := fake.Get("tries")
			if tries.Length() != test.tries {
				t.Fatalf("%d tries, want %d", tries.Length(), test.tries)
			}
			for i := range tries.Length() {
				if got := tries.Index(i).String(); got != tries.Index(0).String() {
					t.Errorf("try %d was another message: %s", i+1, got)
				}
			}
		})
	}
}

var errAny = errors.New("any error")

func matches(err, want error) bool {
	if errors.Is(want, errAny) {
		return err != nil && !errors.Is(err, ErrNoAnswer) && !errors.Is(err, ErrReloaded)
	}
	return errors.Is(err, want)
}

func TestSendNoMoreOnceCancelled(t *testing.T) {
	withoutPauses(t)
	for tries := range 2 {
		fake := browser(t, dying)
		ctx, cancel := context.WithCancel(t.Context())
		if tries == 0 {
			cancel()
		}
		stop := js.FuncOf(func(js.Value, []js.Value) any { cancel(); return nil })
		fake.Set("stop", stop)
		fake.Get("runtime").Set("sendMessage", eval(`async (message) => { chrome.tries.push(message); chrome.stop() }`))
		_, err := Send(ctx, wire.Message{Method: "POST", Path: "/v1/token/admin"})
		if got := fake.Get("tries").Length(); got != tries || !errors.Is(err, context.Canceled) {
			t.Errorf("sent %d times, want %d: %v", got, tries, err)
		}
		stop.Release()
		cancel()
	}
}

func TestSendFillsIn(t *testing.T) {
	fake := browser(t, dying)
	fake.Set("outcomes", eval(`["answer", "answer"]`))
	for range 2 {
		if _, err := Send(t.Context(), wire.Message{Method: "GET", Path: "/v1/targets"}); err != nil {
			t.Fatal(err)
		}
	}
	first, second := read(t, fake.Get("tries").Index(0).String()), read(t, fake.Get("tries").Index(1).String())
	if first.V != 1 || len(first.ID) < 16 || first.ID == second.ID {
		t.Errorf("sent %+v, then %+v", first, second)
	}
	if first.Body != nil || first.TabID != 0 {
		t.Errorf("sent %+v", first)
	}
}

func read(t *testing.T, text string) (m wire.Message) {
	if err := json.Unmarshal([]byte(text), &m); err != nil {
		t.Fatal(err)
	}
	return m
}
