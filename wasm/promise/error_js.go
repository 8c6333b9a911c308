package promise

import (
	"errors"
	"syscall/js"
)

// Error is what JavaScript threw or rejected with.
type Error struct {
	Name    string // TypeError, AbortError … or empty where no Error object was thrown
	Message string
}

func (e *Error) Error() string {
	if e.Name == "" {
		return e.Message
	}
	return e.Name + ": " + e.Message
}

// Named reports whether err is a JavaScript error of that name.
func Named(err error, name string) bool {
	thrown, ok := errors.AsType[*Error](err)
	return ok && thrown.Name == name
}

// asError reads what was thrown. JavaScript can throw anything, null included.
func asError(reason js.Value) *Error {
	if reason.Type() != js.TypeObject {
		return &Error{Message: text(reason)}
	}
	return &Error{Name: field(reason, "name"), Message: field(reason, "message")}
}

func field(object js.Value, name string) string {
	if value := object.Get(name); value.Type() == js.TypeString {
		return value.String()
	}
	return ""
}

func text(value js.Value) string {
	if value.Type() == js.TypeString {
		return value.String()
	}
	return js.Global().Call("String", value).String()
}
