package token

import (
	"strings"

	"github.com/storekey/storekey/core/wire"
)

// scan walks through prose, a header block, a log, code or XML, and takes
// every token-like run out of it.
func (r *reader) scan(text, source string) {
	for i := 0; i < len(text); {
		next := 0
		switch {
		case text[i] == '{':
			next = r.object(text, i)
		case text[i] == '<' && strings.HasPrefix(text[i:], "<response>"):
			next, source = i+len("<response>"), sourceXML
		case wordAt(text, i, "authorization"):
			next = r.header(text, i, source)
		case wordAt(text, i, "bearer"):
			next = r.bearer(text, i+len("bearer"), source, false)
		case wordAt(text, i, "oauth"):
			next = r.oauth1(text, i, source)
		case text[i] == '-':
			next = r.pem(text, i)
		case text[i] == 's' || text[i] == 'e':
			next = r.ssh(text, i)
		case wordAt(text, i, "phpsessid"):
			next = r.session(text, i, shopCookie, source)
		case wordAt(text, i, panelCookie):
			next = r.session(text, i, panelCookie, source)
		}
		if next == 0 && isRun(text[i]) && !isRunBefore(text, i) {
			next = r.run(text, i, source)
		}
		i = max(next, i+1)
	}
}

// runs takes every token-like run out of one word.
func (r *reader) runs(word, source string) {
	for i := 0; i < len(word); {
		if isRun(word[i]) {
			i = r.run(word, i, source)
		}
		i++
	}
}

// object reads a JSON object that stands in prose (the body under a header
// block, a bearer value).
func (r *reader) object(text string, i int) int {
	if !r.lookAhead() {
		return 0
	}
	end := bracketEnd(text[i:])
	if end == 0 || !r.json(text[i:i+end], sourceText) {
		return 0
	}
	return i + end
}

// run reads the run of token characters at i.
func (r *reader) run(text string, i int, source string) int {
	end := runEnd(text, i)
	start := signedStart(text[i:end])
	r.inAddress(text[i:end])
	switch {
	case start < 0:
		r.plainRun(text, i, end, source)
	case inURL(text, i):
		r.inURL(text[i:end])
	default:
		return r.signed(text, i+start, source, nil)
	}
	return end
}

// plainRun takes the runs that mean something without dots in them.
func (r *reader) plainRun(text string, i, end int, source string) {
	run := strings.Trim(text[i:end], ".=/")
	name, value, named := cutLast(run, '=')
	alone := len(value) == len(strings.TrimSpace(text))
	if isPassportRefresh(value) {
		r.say("refresh_token")
		return
	}
	if r.foreign(value) || len(value) != 32 && len(value) != 16 {
		return
	}
	label := labelOf(name)
	if !named {
		label = labelBefore(text, i)
	}
	if inURL(text, i) {
		r.namedInURL(label, value)
		return
	}
	switch {
	case isHex(value) && (label == labelMarketplace || r.marketplace):
		r.say("marketplace_keys")
	case label == labelFormKey && isFormKey(value):
		r.say("form_key")
	case isOpaque(value) && (hasDigitAndLetter(value) || alone):
		r.add(place{text: value, source: source, label: label})
	}
}

// namedInURL takes what a query calls a token.
func (r *reader) namedInURL(label, value string) {
	if label == labelAccessToken && isOpaque(value) {
		r.add(place{text: value, source: sourceURL, label: label, findings: findings("token_in_url")})
	}
}

func cutLast(text string, separator byte) (before, after string, found bool) {
	at := strings.LastIndexByte(text, separator)
	if at <= 0 {
		return "", text, false
	}
	return text[:at], text[at+1:], true
}

// signed takes a dotted token that starts at i, and what a line break or blank
// split off from it.
func (r *reader) signed(text string, i int, source string, findings []wire.Finding) int {
	end := runEnd(text, i)
	run := trimSigned(text[i:end])
	if joined, joinedEnd, code := r.join(text, i, end); code != "" {
		run, end = joined, joinedEnd
		findings = append(findings, wire.NewFinding(code))
	}
	if !looksSigned(run) {
		r.say("token_shortened")
		return end
	}
	r.add(place{text: run, source: source, findings: findings})
	return end
}

// inURL takes the tokens in the path or query of an address.
func (r *reader) inURL(run string) {
	for _, piece := range strings.FieldsFunc(run, func(c rune) bool { return c == '/' || c == '=' || c == '+' }) {
		start := signedStart(piece)
		if start < 0 {
			continue
		}
		if token := trimSigned(piece[start:]); looksSigned(token) {
			r.add(place{text: token, source: sourceURL, findings: findings("token_in_url")})
		}
	}
}

// word takes one word that must be the credential: the whole paste, or what
// follows "Bearer".
func (r *reader) word(word, source string, notes []wire.Finding) bool {
	word = strings.Trim(word, quotes)
	places, said := len(r.places), len(r.findings)
	r.runs(word, source)
	switch {
	case len(r.places) > places:
		r.note(places, source, notes)
	case len(r.findings) > said:
	case isFormKey(word):
		r.say("form_key")
	case isEncrypted(word):
		r.say("encrypted_value")
	case isOpaque(word), tokenLike(word):
		r.add(place{text: word, source: source, findings: notes})
	default:
		return false
	}
	return true
}
