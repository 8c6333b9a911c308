package snippet

import (
	"errors"
	"strings"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

var unfit = []struct {
	name string
	edit func(*wire.Request)
	want error
}{
	{"method with a blank", func(r *wire.Request) { r.Method = "GET X" }, ErrMethod},
	{"method with a line break", func(r *wire.Request) { r.Method = "GET\r\nX: y" }, ErrMethod},
	{"no address", func(r *wire.Request) { r.URL = "" }, ErrURL},
	{"path alone", func(r *wire.Request) { r.URL = "/rest/V1/modules" }, ErrURL},
	{"bare host", func(r *wire.Request) { r.URL = "shop.test/rest" }, ErrURL},
	{"file address", func(r *wire.Request) { r.URL = "file:///etc/hostname" }, ErrURL},
	{"option in place of an address", func(r *wire.Request) { r.URL = "-o x http://shop.test" }, ErrURL},
	{"other scheme", func(r *wire.Request) { r.URL = "gopher://shop.test/" }, ErrURL},
	{"no host", func(r *wire.Request) { r.URL = "http:///etc" }, ErrURL},
	{"no host but a port", func(r *wire.Request) { r.URL = "http://:80/" }, ErrURL},
	{"line break in the address", func(r *wire.Request) { r.URL += "\n" }, ErrURLControl},
	{"NUL in the address", func(r *wire.Request) { r.URL += "\x00" }, ErrURLControl},
	{"escape in the address", func(r *wire.Request) { r.URL += "\x1b" }, ErrURLControl},
	{"bytes in the address", func(r *wire.Request) { r.URL += "\xff" }, ErrURLControl},
	{"no header name", withHeader("", "x"), ErrHeaderName},
	{"blank in a header name", withHeader("X Y", "x"), ErrHeaderName},
	{"colon in a header name", withHeader("X:", "x"), ErrHeaderName},
	{"file as header name", withHeader("@/etc/hostname", "x"), ErrHeaderName},
	{"semicolon in a header name", withHeader("X;", ""), ErrHeaderName},
	{"line feed in a value", withHeader("X", "a\nEvil: 1"), ErrHeaderValue},
	{"carriage return in a value", withHeader("X", "a\rEvil: 1"), ErrHeaderValue},
	{"CRLF in a value", withHeader("X", "a\r\nEvil: 1"), ErrHeaderValue},
	{"NUL in a value", withHeader("X", "a\x00b"), ErrHeaderValue},
	{"DEL in a value", withHeader("X", "a\x7fb"), ErrHeaderValue},
	{"bytes in a value", withHeader("X", "a\xff"), ErrHeaderValue},
	{"NUL in the body", withBody("a\x00b"), ErrBody},
	{"bytes in the body", withBody("a\xffb"), ErrBody},
	{"body with HEAD", func(r *wire.Request) { withBody("x")(r); r.Method = "HEAD" }, ErrHeadBody},
	{"long body", withBody(strings.Repeat("a", maxArgument)), ErrTooLong},
	{"long value", withHeader("X", strings.Repeat("a", maxArgument)), ErrTooLong},
}

func withHeader(name, value string) func(*wire.Request) {
	return func(r *wire.Request) { r.Headers = append(r.Headers, wire.Header{Name: name, Value: value}) }
}

func withBody(text string) func(*wire.Request) {
	return func(r *wire.Request) { r.Method, r.Body = "POST", &text }
}

func TestUnfitRequestsAreRefused(t *testing.T) {
	for _, test := range unfit {
		t.Run(test.name, func(t *testing.T) {
			r := wire.Request{Method: "GET", URL: "http://shop.test/"}
			test.edit(&r)
			text, err := written("curl", r)
			if !errors.Is(err, test.want) || text != "" {
				t.Errorf("got %q, %v; want %v", text, err, test.want)
			}
		})
	}
}

func TestRefusalsHoldNoValue(t *testing.T) {
	_, err := written("curl", wire.Request{Method: "GET", URL: "http://shop.test/",
		Headers: []wire.Header{{Name: "Authorization", Value: "Bearer hush\n"}}})
	if err == nil || strings.Contains(err.Error(), "hush") {
		t.Errorf("got %v", err)
	}
}

func TestHeaderNeedsAuthorization(t *testing.T) {
	if _, err := written("header", wire.Request{}); !errors.Is(err, ErrNoAuthorization) {
		t.Errorf("got %v", err)
	}
	r := wire.Request{Headers: []wire.Header{{Name: "Authorization", Value: "Bearer a\r\nX: y"}}}
	if _, err := written("header", r); !errors.Is(err, ErrHeaderValue) {
		t.Errorf("got %v", err)
	}
}

func TestRefusalsSayWhatToDo(t *testing.T) {
	for _, test := range unfit {
		var refusal *Refusal
		if !errors.As(test.want, &refusal) || refusal.Code == "" || refusal.Message == "" || refusal.Hint == "" {
			t.Errorf("%v is incomplete", test.want)
		}
	}
}

// written is the request in a target.
func written(id string, r wire.Request) (string, error) { return targets[id].Write(r) }
