package token

import (
	"strings"

	"github.com/storekey/storekey/core/wire"
)

// header reads what follows the word Authorization at i: the rest of a header
// line, or the value of a field of that name in JSON or code. It returns where
// to go on, or 0 where the word was only mentioned.
func (r *reader) header(text string, i int, source string) int {
	at, separated := separator(text, i+len("authorization"))
	if !separated {
		return 0
	}
	if source == sourceText {
		source = sourceHeader
	}
	scheme := text[at:schemeEnd(text, at)]
	switch strings.ToLower(scheme) {
	case "bearer":
		return r.bearer(text, at+len(scheme), source, true)
	case "oauth":
		return r.oauth1(text, at, source)
	case "basic":
		r.say("basic_header")
		return r.skipWord(text, at+len(scheme))
	}
	return r.noScheme(text, at, scheme, source)
}

// separator skips the colon or arrow after a name, with the quotes around it.
func separator(text string, i int) (at int, found bool) {
	for ; i < len(text); i++ {
		switch c := text[i]; {
		case c == ':' || c == '=' || c == ',':
			found = true
		case c == '>' && found, c == ' ', c == '\t', c == '"', c == '\'', c == '\\', c == '`':
		default:
			return i, found
		}
	}
	return i, found
}

func schemeEnd(text string, i int) int {
	for i < len(text) && isAlnum(text[i]) {
		i++
	}
	return i
}

// noScheme reads a header whose value starts with something other than a scheme
// that Magento knows.
func (r *reader) noScheme(text string, at int, scheme, source string) int {
	if !r.lookAhead() {
		return 0
	}
	word := credential(text, at)
	next := skipBlanks(text, at+len(word))
	if len(word) == len(scheme) && next < len(text) && next > at+len(word) && !isOpaque(scheme) && !tokenLike(scheme) {
		r.say("scheme_unknown", "scheme", show(scheme))
		r.word(credential(text, next), source, nil)
		return at + len(word)
	}
	if word != "" && r.word(word, source, findings("scheme_missing")) {
		return at + len(word)
	}
	return 0
}

func (r *reader) skipWord(text string, i int) int {
	i = skipBlanks(text, i)
	return i + len(credential(text, i))
}

// bearer reads what follows the word Bearer (RFC 6750 §2.1). Outside a header
// the word is also an English one, so the value must look like a token.
func (r *reader) bearer(text string, i int, source string, inHeader bool) int {
	at := skipBlanks(text, i)
	if at == i {
		return 0
	}
	var notes []wire.Finding
	if strings.Count(text[i:at], " ") > 1 && !strings.ContainsAny(text[i:at], "\r\n") {
		notes = findings("blanks_after_bearer")
	}
	if quoted := skipQuotes(text, at); quoted > at && credential(text, quoted) != "" {
		at, notes = quoted, append(notes, findings("quotes_in_header")...)
	}
	if start := len(r.places); at < len(text) && text[at] == '{' && r.object(text, at) > 0 {
		r.note(start, source, notes)
		return at + bracketEnd(text[at:])
	}
	value := credential(text, at)
	switch {
	case signedStart(value) == 0:
		return r.signed(text, at, source, notes)
	case value != "" && r.word(value, source, notes):
	case isPlaceholder(text[at:], inHeader):
		r.say("token_placeholder")
	case !inHeader:
		return 0
	case value == "", strings.ContainsAny(text[i:at], "\r\n"):
		r.say("bearer_empty")
	default:
		r.say("bearer_not_token")
	}
	return at + len(value)
}

// note adds findings to the places from start on.
func (r *reader) note(start int, source string, notes []wire.Finding) {
	for i := start; i < len(r.places); i++ {
		if source != sourceText {
			r.places[i].source = source
		}
		r.places[i].findings = append(r.places[i].findings, notes...)
	}
}

// credential is the word at i, up to a blank or whatever ends a value in JSON,
// code, a shell or XML. One that is too long for a token is cut where that shows.
func credential(text string, i int) string {
	end := i
	for end < min(len(text), i+maxToken+1) && text[end] > ' ' && text[end] < 0x7f && !endsValue(text[end]) {
		end++
	}
	return text[i:end]
}

func endsValue(c byte) bool { return strings.IndexByte("\"'`\\<>{}[](),;|", c) >= 0 }

func skipBlanks(text string, i int) int {
	for i < len(text) && isBlank(text[i]) {
		i++
	}
	return i
}

func skipQuotes(text string, i int) int {
	for i < len(text) && (text[i] == '"' || text[i] == '\'' || text[i] == '\\') {
		i++
	}
	return i
}

// isPlaceholder tells "Bearer <token>", "Bearer $TOKEN", "Bearer {{token}}", and
// in a header also "Bearer YOUR_TOKEN" and "Bearer " + token.
func isPlaceholder(value string, inHeader bool) bool {
	if value == "" {
		return false
	}
	if strings.IndexByte("<{$", value[0]) >= 0 {
		return true
	}
	if !inHeader {
		return false
	}
	if strings.IndexByte("[%\"'", value[0]) >= 0 {
		return true
	}
	value = strings.ToLower(credential(value, 0))
	return strings.Contains(value, "token") || strings.HasPrefix(value, "xxx") || strings.HasPrefix(value, "...")
}

//go:noinline
func findings(codes ...string) []wire.Finding {
	list := make([]wire.Finding, 0, len(codes))
	for _, code := range codes {
		list = append(list, wire.NewFinding(code))
	}
	return list
}

// show makes a short, printable text of a value that somebody else wrote.
func show(value string) string {
	const most = 40
	var b strings.Builder
	for i, c := range value {
		if i >= most {
			b.WriteString("…")
			break
		}
		if c < ' ' || c == 0x7f || ordinary(c) != c {
			c = '?'
		}
		b.WriteRune(c)
	}
	return b.String()
}
