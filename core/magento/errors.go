package magento

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/storekey/storekey/core/wire"
)

// Why a request got no answer that could be read. Each wraps the cause.
var (
	ErrNotAddress = errors.New("not the address of a store")
	// ErrHostLetters: browsers write such a host in another way.
	ErrHostLetters = fmt.Errorf("%w: a host of other letters", ErrNotAddress)
	ErrUnreachable = errors.New("the store could not be reached")
	ErrTimeout     = errors.New("the store did not answer in time")
	ErrCertificate = errors.New("the store's certificate is not trusted")
	// Why it is not, where that is told; a browser does not.
	ErrSelfSigned = fmt.Errorf("%w: it is self-signed", ErrCertificate)
	ErrOutOfDate  = fmt.Errorf("%w: it has expired", ErrCertificate)
	ErrOtherName  = fmt.Errorf("%w: it is for another name", ErrCertificate)
	ErrRedirected = errors.New("the store redirects elsewhere")
	ErrTooLarge   = errors.New("the answer is too large")
	ErrNotMagento = errors.New("no Magento web API answers there")
)

// transportCodes names the finding for each sentinel.
var transportCodes = []struct {
	err  error
	code string
}{
	{ErrHostLetters, "host_letters"},
	{ErrNotAddress, "not_address"},
	{ErrTimeout, "timeout"},
	{ErrSelfSigned, "certificate_self_signed"},
	{ErrOutOfDate, "certificate_over"},
	{ErrOtherName, "certificate_name"},
	{ErrCertificate, "certificate"},
	{ErrRedirected, "redirected"},
	{ErrTooLarge, "answer_too_large"},
	{ErrNotMagento, "not_magento"},
	{ErrUnreachable, "unreachable"},
}

// Code returns the finding code for an error of this package, "" for others.
func Code(err error) string {
	var refusal *Refusal
	if errors.As(err, &refusal) {
		return refusal.Code
	}
	for _, known := range transportCodes {
		if errors.Is(err, known.err) {
			return known.code
		}
	}
	return ""
}

// Refusal is an answer other than the one asked for: Magento's own refusal, or
// that of something in front of it. It never holds a credential.
type Refusal struct {
	Status int
	// Code is a finding code.
	Code string
	// StoreMessage is the store's own text with its parameters filled in, or the
	// title of the page that came instead.
	StoreMessage string
	// Params are for the finding's words: resources, field, target, server …
	Params map[string]string
	// ActiveProviders are the second factors that the store offers the user.
	ActiveProviders []string
	// Evidence is the request that was refused, where it was made here.
	Evidence []wire.Evidence
}

func (r *Refusal) Error() string {
	text := fmt.Sprintf("magento: refused with status %d: %s", r.Status, r.Code)
	if r.StoreMessage != "" {
		text += ": " + r.StoreMessage
	}
	return text
}

// Finding puts the refusal in words.
func (r *Refusal) Finding() wire.Finding {
	words := map[string]string{
		"status":       strconv.Itoa(r.Status),
		"storeMessage": r.StoreMessage,
		"methods":      strings.Join(r.ActiveProviders, ", "),
	}
	for name, value := range r.Params {
		words[name] = value
	}
	return finding(r.Code, words)
}

// Finding puts an error of this package in words; false for any other error.
func Finding(err error) (wire.Finding, bool) {
	var refusal *Refusal
	if errors.As(err, &refusal) {
		return refusal.Finding(), true
	}
	if code := Code(err); code != "" {
		return finding(code, nil), true
	}
	return wire.Finding{}, false
}

// used are the parameters that this package's phrases name. What is not known
// reads as a dash.
var used = []string{"status", "storeMessage", "methods", "resources", "field", "target",
	"report", "wait", "path", "resource", "module", "version", "until"}

func finding(code string, words map[string]string) wire.Finding {
	var pairs []string
	for _, name := range used {
		pairs = append(pairs, name, cmp.Or(words[name], "—"))
	}
	f := wire.NewFinding(code, pairs...)
	f.Params = nil
	for name, value := range words {
		if value != "" {
			if f.Params == nil {
				f.Params = map[string]string{}
			}
			f.Params[name] = value
		}
	}
	return f
}

// unanswered maps what a Doer returns to the sentinels. A cancelled context
// stays context.Canceled.
func unanswered(err error) error {
	for _, known := range transportCodes {
		if errors.Is(err, known.err) {
			return fmt.Errorf("magento: asking the store: %w", err)
		}
	}
	kind := ErrUnreachable
	var timeout interface{ Timeout() bool }
	switch {
	case errors.Is(err, context.Canceled):
		return fmt.Errorf("magento: asking the store: %w", err)
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		kind = ErrTimeout
	default:
		if about := aboutCertificate(err); about != nil {
			kind = about
		}
	}
	return fmt.Errorf("magento: asking the store: %w: %w", kind, err)
}

// aboutCertificate reads the text, so that crypto/x509 is not linked into the
// browser's program only to name its error types.
func aboutCertificate(err error) error {
	text := err.Error()
	switch {
	case !strings.Contains(text, "x509:") && !strings.Contains(text, "tls: failed to verify certificate"):
		return nil
	case strings.Contains(text, "has expired or is not yet valid"):
		return ErrOutOfDate
	case strings.Contains(text, "certificate is valid for "), strings.Contains(text, "is not valid for any names"),
		strings.Contains(text, "doesn't contain any IP SANs"):
		return ErrOtherName
	}
	return ErrCertificate
}

// Words is the message of a finding code alone, for a note on a request.
func Words(code string) string { return finding(code, nil).Message }
