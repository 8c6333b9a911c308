package token

import (
	"strings"
	"time"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// Where in a text a token stood.
const (
	sourceText   = "text"
	sourceHeader = "authorization header"
	sourceCurl   = "curl"
	sourceString = "json string"
	sourceXML    = "xml response"
	sourceURL    = "url"
)

// place is a piece of a text that looks like a token.
type place struct {
	text, source, label string
	findings            []wire.Finding
}

// reader collects the places of one text.
type reader struct {
	places   []place
	findings []wire.Finding
	url      string
	seen     map[string]bool
	// marketplace: the text is about the package repository, so are its keys.
	marketplace bool
	depth       int // of texts within texts: JSON in a JSON string
	ahead       int // how many more times a part of the text may be read twice
}

func newReader() *reader { return &reader{seen: map[string]bool{}, ahead: 4 * maxTokens} }

// say adds a finding about the text as a whole, once.
//
//go:noinline
func (r *reader) say(code string, params ...string) {
	for _, f := range r.findings {
		if f.Code == code {
			return
		}
	}
	r.findings = append(r.findings, wire.NewFinding(code, params...))
}

// lookAhead takes from the allowance for reading a part of the text twice, which
// keeps the time for a text in proportion to its length.
func (r *reader) lookAhead() bool {
	r.ahead--
	return r.ahead >= 0
}

func (r *reader) add(p place) {
	switch {
	case len(p.text) > maxToken:
		r.say("token_too_long", "limit", "64 KB")
	case r.seen[p.text]:
	case len(r.places) == maxTokens:
		r.say("many_tokens", "limit", "50")
	default:
		r.seen[p.text] = true
		r.places = append(r.places, p)
	}
}

// read takes a text for what it is: JSON, a curl command, one word, prose.
func (r *reader) read(text, source string) {
	text = strings.TrimSpace(text)
	if text == "" || r.depth > 3 {
		return
	}
	r.depth++
	defer func() { r.depth-- }()
	r.marketplace = r.marketplace || isMarketplace(text)
	r.four(text, source)
	switch {
	case isFour(text):
	case r.json(text, source), r.curl(text), r.pieces(text, source):
	case strings.ContainsAny(text, " \t\r\n"):
		r.request(text)
		r.scan(text, source)
	default:
		r.oneWord(text, source)
	}
}

// oneWord reads a text without blanks: code or XML perhaps, else a credential.
func (r *reader) oneWord(text, source string) {
	places, said := len(r.places), len(r.findings)
	r.scan(text, source)
	if len(r.places) == places && len(r.findings) == said {
		r.word(text, source, nil)
	}
}

// report makes tokens of the places.
func (r *reader) report(now time.Time) Report {
	report := Report{URL: r.openURL()}
	for _, p := range r.places {
		report.Tokens = append(report.Tokens, p.token(now))
	}
	r.countUnlabelled()
	if len(report.Tokens)+len(r.findings) == 0 {
		r.say("nothing_found")
	}
	wire.SortFindings(r.findings)
	report.Findings = r.findings
	return report
}

// token says what the text at a place is.
func (p place) token(now time.Time) Token {
	t := parse(p.text, p.label, now)
	t.Source, t.Text = p.source, secret.New(p.text)
	t.Findings = append(t.Findings, p.findings...)
	wire.SortFindings(t.Findings)
	return t
}

// parse tells the formats apart by their look alone.
func parse(text, label string, now time.Time) Token {
	switch {
	case strings.HasPrefix(text, "{"):
		return parseJWEObject(text, now)
	case isFour(text):
		return parseFour(text)
	case isSession(text):
		return parseSession()
	case isOAuth1(text):
		return parseOAuth1(text)
	case looksSigned(text):
		return parseParts(strings.Split(text, "."), now)
	case isOpaque(text):
		return parseOpaque(text, label)
	}
	return parseUnknown(text, label)
}
