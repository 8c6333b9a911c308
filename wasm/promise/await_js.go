package promise

import (
	"context"
	"errors"
	"syscall/js"
)

// Await waits until p settles. A value that is no promise is returned as it is.
func Await(p js.Value) (js.Value, error) {
	return AwaitContext(context.Background(), p)
}

// AwaitContext is Await that gives up when ctx ends. It cannot stop what the
// promise stands for: whoever made it does that.
func AwaitContext(ctx context.Context, p js.Value) (js.Value, error) {
	settled := make(chan outcome, 1)
	watch(p, settled)
	select {
	case o := <-settled:
		return o.value, o.err
	case <-ctx.Done():
		return js.Undefined(), ctx.Err()
	}
}

// Call calls a method that answers with a promise and waits for it. What the
// method throws at once comes back as an error too.
func Call(object js.Value, method string, args ...any) (js.Value, error) {
	return CallContext(context.Background(), object, method, args...)
}

// CallContext is Call that gives up when ctx ends.
func CallContext(ctx context.Context, object js.Value, method string, args ...any) (js.Value, error) {
	p, err := Try(func() js.Value { return invoke(object, method, args) })
	if err != nil {
		return js.Undefined(), err
	}
	return AwaitContext(ctx, p)
}

// Try runs f and returns what JavaScript threw in it as an error.
func Try(f func() js.Value) (value js.Value, err error) {
	defer func() {
		if thrown := recover(); thrown != nil {
			value, err = js.Undefined(), caught(thrown)
		}
	}()
	return f(), nil
}

// invoke is object.Call for a method that a browser may lack: syscall/js panics
// with a plain string there.
func invoke(object js.Value, method string, args []any) js.Value {
	if object.Get(method).Type() != js.TypeFunction {
		panic(js.Error{Value: js.Global().Get("TypeError").New(method + " is not a function here")})
	}
	return object.Call(method, args...)
}

type outcome struct {
	value js.Value
	err   error
}

// watch sends the outcome of p once. Both functions are released by whichever
// runs, since the other never will.
func watch(p js.Value, settled chan<- outcome) {
	var fulfilled, rejected js.Func
	release := func() {
		fulfilled.Release()
		rejected.Release()
	}
	fulfilled = js.FuncOf(func(_ js.Value, args []js.Value) any {
		release()
		settled <- outcome{value: args[0]}
		return nil
	})
	rejected = js.FuncOf(func(_ js.Value, args []js.Value) any {
		release()
		settled <- outcome{value: js.Undefined(), err: asError(args[0])}
		return nil
	})
	js.Global().Get("Promise").Call("resolve", p).Call("then", fulfilled, rejected)
}

// caught makes an error of what syscall/js panics with; any other panic is a
// fault of ours and goes on.
func caught(thrown any) error {
	err, ok := thrown.(error)
	if !ok {
		panic(thrown)
	}
	if exception, ok := errors.AsType[js.Error](err); ok {
		return asError(exception.Value)
	}
	if wrongType, ok := errors.AsType[*js.ValueError](err); ok {
		return &Error{Name: "TypeError", Message: wrongType.Error()}
	}
	panic(thrown)
}
