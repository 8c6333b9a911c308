package magento

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

// doer answers requests by a function and remembers them.
type doer struct {
	answer func(*http.Request) (*http.Response, error)
	urls   []string
}

func (d *doer) Do(req *http.Request) (*http.Response, error) {
	d.urls = append(d.urls, req.URL.String())
	return d.answer(req)
}

func response(status int, body string, headers ...string) *http.Response {
	resp := &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		resp.Header.Add(name, value)
	}
	return resp
}

type slow struct{}

func (slow) Error() string { return "i/o slow" }
func (slow) Timeout() bool { return true }

func TestSendMapsErrors(t *testing.T) {
	tests := []struct {
		err  error
		want error
		code string
	}{
		{errors.New("connection refused"), ErrUnreachable, "unreachable"},
		{slow{}, ErrTimeout, "timeout"},
		{fmt.Errorf("get: %w", context.DeadlineExceeded), ErrTimeout, "timeout"},
		{errors.New("tls: failed to verify certificate: x509: unknown authority"), ErrCertificate, "certificate"},
		{errors.New("tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time …"), ErrOutOfDate, "certificate_over"},
		{errors.New("tls: failed to verify certificate: x509: certificate is valid for a.test, not b.test"), ErrOtherName, "certificate_name"},
		{errors.New("x509: cannot validate certificate for 127.0.0.1 because it doesn't contain any IP SANs"), ErrOtherName, "certificate_name"},
		{fmt.Errorf("%w: x509: unknown authority", ErrSelfSigned), ErrCertificate, "certificate_self_signed"},
		{fmt.Errorf("fetch: %w", ErrRedirected), ErrRedirected, "redirected"},
		{context.Canceled, context.Canceled, ""},
	}
	for _, test := range tests {
		d := &doer{answer: func(*http.Request) (*http.Response, error) { return nil, test.err }}
		_, err := Get(context.Background(), d, "http://host/")
		if !errors.Is(err, test.want) || !errors.Is(err, test.err) || Code(err) != test.code {
			t.Errorf("%v: got %v (%s)", test.err, err, Code(err))
		}
	}
}

type brokenBody struct{ err error }

func (b brokenBody) Read([]byte) (int, error) { return 0, b.err }
func (b brokenBody) Close() error             { return nil }

func TestSendBrokenBody(t *testing.T) {
	d := &doer{answer: func(*http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: 200, Header: http.Header{}, Body: brokenBody{slow{}}}, nil
	}}
	if _, err := Get(context.Background(), d, "http://host/"); !errors.Is(err, ErrTimeout) {
		t.Errorf("got %v", err)
	}
}

func TestSendTooLarge(t *testing.T) {
	d := &doer{answer: func(*http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(io.LimitReader(zeros{}, MaxAnswer+1))}, nil
	}}
	if _, err := Get(context.Background(), d, "http://host/"); !errors.Is(err, ErrTooLarge) {
		t.Errorf("got %v", err)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { return len(p), nil }

func TestSendHeaders(t *testing.T) {
	var got http.Header
	d := &doer{answer: func(req *http.Request) (*http.Response, error) {
		got = req.Header
		resp := response(200, "{}")
		MarkVia(resp, "tab")
		return resp, nil
	}}
	a, err := Get(context.Background(), d, "http://host/", wire.Header{Name: "CF-Access-Client-Id", Value: "a"})
	if err != nil || got.Get("Accept") != "application/json" || got.Get("Cf-Access-Client-Id") != "a" {
		t.Errorf("headers %v, %v", got, err)
	}
	if a.Via != "tab" {
		t.Errorf("via %q", a.Via)
	}
	req, _ := http.NewRequest(http.MethodGet, "http://host/", nil)
	req.Header.Set("Accept", "application/xml")
	if _, err := Send(context.Background(), d, req); err != nil || got.Get("Accept") != "application/xml" {
		t.Errorf("headers %v, %v", got, err)
	}
}

func TestCached(t *testing.T) {
	for header, want := range map[string]bool{
		"Age: 1": true, "Age: 0": false, "Age: x": false, "X-Cache: HIT": true, "X-Cache: Hit from cloudfront": true,
		"X-Cache: MISS": false, "Cf-Cache-Status: HIT": true, "Cf-Cache-Status: DYNAMIC": false, "X-Magento-Cache-Debug: HIT": true, "X: y": false,
	} {
		resp := response(200, "", header)
		if got := (Answer{Header: resp.Header}).Cached(); got != want {
			t.Errorf("%s: %v", header, got)
		}
	}
}

func TestRoute(t *testing.T) {
	store := wire.Store{RestURL: "http://host/rest"}
	if got := Route(store, "", "/V1/modules"); got != "http://host/rest/V1/modules" {
		t.Error(got)
	}
	if got := Route(store, "german", "/V1/modules"); got != "http://host/rest/german/V1/modules" {
		t.Error(got)
	}
	for code, want := range map[string]string{"all": "", "admin": "", "": "", "german": "german"} {
		if got := CustomerView(code); got != want {
			t.Errorf("%s: %s", code, got)
		}
	}
}
