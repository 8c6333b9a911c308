package host

import (
	"context"
	"fmt"
	"syscall/js"
	"testing"
)

// memory is a browser whose storage answers late, and later to the first write
// than to the second.
const memory = `{
	data: new Map(), delay: 20,
	storage: { session: {
		async get(key) { const { data } = globalThis.chrome; return key === null ? Object.fromEntries(data) : { [key]: data.get(key) } },
		async set(items) {
			const fake = globalThis.chrome;
			const delay = (fake.delay -= 5);
			await new Promise((done) => setTimeout(done, delay));
			for (const [key, value] of Object.entries(items)) fake.data.set(key, value);
		},
		async remove(key) { globalThis.chrome.data.delete(key) },
	} },
}`

func TestStateWritesInOrder(t *testing.T) {
	js.Global().Set("chrome", js.Global().Call("eval", "("+memory+")"))
	t.Cleanup(func() { js.Global().Delete("chrome") })
	ctx, state := context.Background(), new(State)

	done := make(chan error)
	for i := range 3 {
		turn := make(chan struct{})
		go func() {
			close(turn)
			done <- state.Set(ctx, "session", "call:1", fmt.Appendf(nil, `{"n":%d}`, i))
		}()
		<-turn
	}
	for range 3 {
		if err := <-done; err != nil {
			t.Fatal(err)
		}
	}
	if got, err := state.Get(ctx, "session", "call:1"); err != nil || string(got) != `{"n":2}` {
		t.Errorf("%s, %v", got, err)
	}
	if keys, err := state.Keys(ctx, "session", "call:"); err != nil || len(keys) != 1 {
		t.Errorf("%v, %v", keys, err)
	}
	if err := state.Delete(ctx, "session", "call:1"); err != nil {
		t.Fatal(err)
	}
	if got, err := state.Get(ctx, "session", "call:1"); got != nil || err != nil {
		t.Errorf("absent: %q, %v", got, err)
	}
}
