package snippet

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/storekey/storekey/core/wire"
)

// Refusal is a reason why a request cannot be written down, with what to do.
type Refusal struct{ Code, Message, Hint string }

func (r *Refusal) Error() string { return r.Message }

// All the ways in which a request can be unfit.
var (
	ErrMethod = &Refusal{"bad_method",
		"The method is not a word such as GET or POST.",
		"Write the method alone, without blanks."}
	ErrURL = &Refusal{"bad_url",
		"The address does not begin with http:// or https:// and a host.",
		"Give the whole address of the request, as in https://shop.test/rest/V1/modules."}
	ErrURLControl = &Refusal{"bad_url_character",
		"The address holds a control character, such as a line break or NUL.",
		"Write it percent-encoded, a line break as %0A, or remove it."}
	ErrHeaderName = &Refusal{"bad_header_name",
		"A header's name is empty or holds a character that header names cannot have.",
		"Names consist of letters, digits and - _ . ! # $ % & ' * + ^ ` | ~."}
	ErrHeaderValue = &Refusal{"bad_header_value",
		"A header's value holds a line break, NUL or another control character.",
		"Remove it: a line break there would begin another header."}
	ErrBody = &Refusal{"bad_body",
		"The body holds a NUL or bytes that are not UTF-8 text.",
		"Save the body to a file and send that file instead."}
	ErrHeadBody = &Refusal{"head_with_body",
		"A HEAD request has no body.",
		"Remove the body, or use another method."}
	ErrTooLong = &Refusal{"too_long",
		"A part of the request is longer than the 128 KiB that one argument of a command may have.",
		"Save the body to a file and send that file instead."}
	ErrGetBody = &Refusal{"get_with_body",
		"This form has no way to send a body with GET.",
		"Write it as curl, or send it with POST if the store takes that."}
	ErrBodyType = &Refusal{"body_without_type",
		"The request has a body and no Content-Type, and this form's tool would make one up.",
		"Add a Content-Type header, application/json for Magento's REST."}
	ErrMethodForm = &Refusal{"method_in_form",
		"This form takes only methods of capital letters.",
		"Write it as curl."}
	ErrDots = &Refusal{"dot_segment",
		"The path of the address holds /./ or /../, which this form's tool would shorten.",
		"Write the path without it, or write it as curl."}
	ErrURLForm = &Refusal{"url_in_form",
		"The address holds a character that this form's tool would take out.",
		"Write it as curl."}
	ErrHeaderASCII = &Refusal{"header_not_ascii",
		"A header's value holds a character outside ASCII, which this form cannot send as it is.",
		"Write it as curl, or percent-encode the value if the store reads that."}
	ErrHeaderEmpty = &Refusal{"header_empty",
		"A header has no value, and this form's tool would leave it out.",
		"Remove the header, or write it as curl."}
	ErrHeaderForbidden = &Refusal{"header_in_form",
		"The request has a header that this form's tool sets by itself.",
		"Remove the header, or write it as curl."}
	ErrHeaderForm = &Refusal{"header_read_anew",
		"A header's name or value has a meaning of its own in this form.",
		"Write it as curl."}
	ErrSaysJSON = &Refusal{"body_says_json",
		"The Content-Type says that the body is JSON, and it is not, so that this form's tool would change it.",
		"Mend the body, or write it as curl."}
	ErrTemplate = &Refusal{"template_braces",
		"A part of the request holds {{, which this form's tool takes for a variable.",
		"Write it as curl, or in a JSON body write one of the braces as \\u007b."}
	ErrControl = &Refusal{"control_in_form",
		"The request holds a control character or a line break that this form cannot write.",
		"Write it as curl."}
	ErrNotASCII = &Refusal{"not_ascii_in_form",
		"The request holds a character outside ASCII, which this form's tool would send in another encoding.",
		"Write it as PowerShell, or in a JSON body write the character as \\u and four digits."}
	ErrBodyForm = &Refusal{"body_in_form",
		"The body holds a line that has a meaning of its own in this form.",
		"Write it as curl."}
	ErrNotJSON = &Refusal{"body_not_json",
		"The body is not JSON, and this form sends nothing else.",
		"Write it as Python (requests) or as curl."}
	ErrNotREST = &Refusal{"not_rest",
		"This form reaches only the store's REST API, at an address such as https://shop.test/rest/V1/modules.",
		"Write it as Python (requests) or as curl."}
	ErrMethodHere = &Refusal{"method_not_here",
		"This form has no such method.",
		"Write it as curl."}
	ErrNotBearer = &Refusal{"not_bearer",
		"This form sends a bearer token, and the request has none.",
		"Get or paste a token first, or write it as curl."}
	ErrHeaderBackslash = &Refusal{"header_backslash",
		"A header's value holds a backslash before one of : ; @ =, which this form's tool takes away.",
		"Write it as curl."}
	ErrHeaderBody = &Refusal{"header_without_body",
		"A header describes the body, and the request has none.",
		"Remove the header."}
	ErrTooLongHere = &Refusal{"too_long_here",
		"A part of the request is longer than this form can hold.",
		"Save the body to a file and send that file instead."}
	ErrFormBody = &Refusal{"form_body",
		"The body is a form, whose fields would have to be signed too.",
		"Send JSON: Magento's API takes no forms."}
	ErrParameterTwice = &Refusal{"parameter_twice",
		"The address has two parameters of one name, or one that begins with oauth_, and Magento would sign only the last.",
		"Number them, as in ids[0]=1&ids[1]=2."}
	ErrNoRequest = &Refusal{"no_request",
		"The text holds no request that Storekey can read.",
		"Paste a curl command, a PowerShell command, a fetch call or a block of a .http file."}
	ErrNoVariables = &Refusal{"no_variables",
		"This form cannot read the token from the environment.",
		"Copy it with the token redacted, or choose another form."}
	ErrNoStdin = &Refusal{"no_stdin",
		"This form has no way to keep the token out of the list of processes.",
		"Choose curl, or let the form read the token from the environment."}
	ErrTwoSecrets = &Refusal{"two_secrets",
		"The request has two Authorization or Cookie headers that differ, and one variable cannot stand for both.",
		"Remove one of them."}
	ErrSecretElsewhere = &Refusal{"secret_elsewhere",
		"The token stands in another part of the request too, so that it would still be seen.",
		"Remove it from the address, the body or the other header."}
	ErrNoAuthorization = &Refusal{"no_authorization",
		"The request has no Authorization header.",
		"Get or paste a token first."}
)

// wellFormed returns the first reason why no form can carry the request.
func wellFormed(r wire.Request, headersOnly bool) error {
	if headersOnly {
		return wellFormedHeaders(r.Headers)
	}
	if r.Method != "" && !isToken(r.Method) {
		return ErrMethod
	}
	if err := wellFormedURL(r.URL); err != nil {
		return err
	}
	if err := wellFormedHeaders(r.Headers); err != nil {
		return err
	}
	if r.Body != nil && (strings.IndexByte(*r.Body, 0) >= 0 || !utf8.ValidString(*r.Body)) {
		return ErrBody
	}
	return nil
}

// wellFormedURL lets http and https through and nothing else: a tool that was
// handed a file: address would read the file.
func wellFormedURL(url string) error {
	_, rest, found := strings.Cut(url, "://")
	scheme := strings.ToLower(url[:len(url)-len(rest)])
	switch {
	case !printable(url) && (strings.ContainsFunc(url, isControl) || !utf8.ValidString(url)):
		return ErrURLControl
	case !found || scheme != "http://" && scheme != "https://":
		return ErrURL
	case rest == "" || strings.IndexByte("/\\?#:@ ", rest[0]) >= 0:
		return ErrURL
	}
	return nil
}

func wellFormedHeaders(headers []wire.Header) error {
	for _, h := range headers {
		if err := wellFormedHeader(h); err != nil {
			return err
		}
	}
	return nil
}

func wellFormedHeader(h wire.Header) error {
	if !isToken(h.Name) {
		return ErrHeaderName
	}
	if printable(h.Value) {
		return nil
	}
	hasControl := func(r rune) bool { return r != '\t' && isControl(r) }
	if strings.ContainsFunc(h.Value, hasControl) || !utf8.ValidString(h.Value) {
		return fmt.Errorf("snippet: header %s: %w", h.Name, ErrHeaderValue)
	}
	return nil
}

// isControl reports the ASCII control characters. The others, such as U+0085,
// are ordinary bytes on the wire.
func isControl(r rune) bool { return r < ' ' || r == 0x7f }

// isToken reports whether s is a token of RFC 9110 §5.6.2, as method and header
// names are.
func isToken(s string) bool {
	for i := 0; i < len(s); i++ {
		if !isTokenByte(s[i]) {
			return false
		}
	}
	return s != ""
}

func isTokenByte(c byte) bool {
	switch {
	case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
		return true
	}
	return strings.IndexByte("!#$%&'*+-.^_`|~", c) >= 0
}
