package token

import (
	"encoding/base64"
	"strings"
	"unicode/utf8"

	"github.com/storekey/storekey/core/wire"
)

// part is one part of a dotted token, decoded from base64url without padding
// (RFC 7515 §2) as far as it goes.
type part struct {
	name, text string
	bytes      []byte
	findings   []wire.Finding
}

// decodePart decodes leniently and tells in findings what was not as it should.
func decodePart(name, text string) part {
	p := part{name: name, text: text}
	if strings.HasSuffix(text, "=") {
		p.say("base64_padding")
		text = strings.TrimRight(text, "=")
	}
	if strings.ContainsAny(text, "+/") {
		p.say("base64_alphabet")
		text = strings.ReplaceAll(strings.ReplaceAll(text, "+", "-"), "/", "_")
	}
	if end := wordEnd(text); end < len(text) {
		p.say("base64_character")
		text = text[:end]
	}
	if len(text)%4 == 1 {
		p.say("base64_length")
		text = text[:len(text)-1]
	}
	p.bytes, _ = base64.RawURLEncoding.DecodeString(text)
	return p
}

//go:noinline
func (p *part) say(code string) {
	if p.name != "" {
		p.findings = append(p.findings, wire.NewFinding(code, "part", p.name))
	}
}

// object reads the part as a JSON object.
func (p part) object() (object, bool) { return readObject(string(p.bytes)) }

// json is the part for a report: the JSON object itself, in valid UTF-8.
func (p part) json() []byte {
	if _, ok := p.object(); !ok {
		return nil
	}
	if !utf8.Valid(p.bytes) {
		return []byte(strings.ToValidUTF8(string(p.bytes), "\ufffd"))
	}
	return p.bytes
}

func wordEnd(text string) int {
	for i := 0; i < len(text); i++ {
		if !isWord(text[i]) {
			return i
		}
	}
	return len(text)
}
