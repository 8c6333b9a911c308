package promise

import (
	"context"
	"errors"
	"runtime"
	"syscall/js"
	"testing"
)

func eval(code string) js.Value { return js.Global().Call("eval", code) }

func TestAwait(t *testing.T) {
	for name, test := range map[string]struct{ code, value, err string }{
		"resolved":           {code: `Promise.resolve("yes")`, value: "yes"},
		"resolved later":     {code: `new Promise(done => setTimeout(done, 1, "later"))`, value: "later"},
		"thenable":           {code: `({then(done) { done("thenable") }})`, value: "thenable"},
		"no promise":         {code: `"plain"`, value: "plain"},
		"rejected":           {code: `Promise.reject(new TypeError("Failed to fetch"))`, err: "TypeError: Failed to fetch"},
		"rejected DOM error": {code: `Promise.reject(new DOMException("gone", "AbortError"))`, err: "AbortError: gone"},
		"rejected text":      {code: `Promise.reject("just text")`, err: "just text"},
		"rejected nothing":   {code: `Promise.reject()`, err: "undefined"},
		"rejected null":      {code: `Promise.reject(null)`, err: "null"},
		"rejected object":    {code: `Promise.reject({code: 3})`, err: ""},
		"no message":         {code: `Promise.reject({name: 3, message: {}})`, err: ""},
	} {
		t.Run(name, func(t *testing.T) {
			value, err := Await(eval(test.code))
			if test.value != "" {
				if err != nil || value.String() != test.value {
					t.Fatalf("got %v, %v", value, err)
				}
				return
			}
			var thrown *Error
			if !errors.As(err, &thrown) || thrown.Error() != test.err {
				t.Fatalf("got error %v, want %q", err, test.err)
			}
		})
	}
}

func TestAwaitContextGivesUp(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := AwaitContext(ctx, eval(`new Promise(() => {})`)); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
}

func TestCall(t *testing.T) {
	object := eval(`({
		answers: async (a, b) => a + b,
		throws() { throw new RangeError("too far") },
		property: 3,
	})`)
	if value, err := Call(object, "answers", 2, 3); err != nil || value.Int() != 5 {
		t.Errorf("answers: %v, %v", value, err)
	}
	if _, err := Call(object, "throws"); !Named(err, "RangeError") {
		t.Errorf("throws: %v", err)
	}
	for _, method := range []string{"property", "absent"} {
		if _, err := Call(object, method); !Named(err, "TypeError") {
			t.Errorf("%s: %v", method, err)
		}
	}
	if _, err := Call(js.Undefined(), "any"); !Named(err, "TypeError") {
		t.Errorf("no object: %v", err)
	}
}

func TestOwnPanicsGoOn(t *testing.T) {
	defer func() {
		if got := recover(); got != "ours" {
			t.Fatalf("recovered %v", got)
		}
	}()
	_, _ = Try(func() js.Value { panic("ours") })
}

// A function handed to JavaScript stays in the runtime's table, with all that it
// closes over, until it is released.
func TestAwaitReleasesItsFunctions(t *testing.T) {
	settle := eval(`(i) => i % 2 ? Promise.resolve(i) : Promise.reject(i)`)
	awaitMany := func(n int) uint64 {
		for i := range n {
			_, _ = Await(settle.Invoke(i))
		}
		for range 3 { // values of JavaScript are given back by finalizers
			runtime.GC()
			runtime.Gosched()
		}
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapObjects
	}
	before := awaitMany(1000)
	if after := awaitMany(5000); after > before+1000 {
		t.Fatalf("%d objects live after 5000 more calls, %d before", after, before)
	}
}
