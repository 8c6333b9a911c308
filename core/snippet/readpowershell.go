package snippet

import (
	"strings"

	"github.com/storekey/storekey/core/shellwords"
)

// powershell reads Invoke-RestMethod and Invoke-WebRequest, with the variables
// set before them.
func (r *reading) powershell(text string) bool {
	lower := strings.ToLower(text)
	if !strings.Contains(lower, "invoke-restmethod") && !strings.Contains(lower, "invoke-webrequest") && commandStart(text, "irm", "iwr") < 0 {
		return false
	}
	p := powershellReader{reading: r, tokens: powershellTokens(text), values: map[string]powershellValueRead{}}
	p.statements()
	return r.request.URL != ""
}

// powershellToken is a string, or a word or sign as it stands.
type powershellToken struct {
	text   string
	quoted bool
}

// powershellTokens splits a text; a line break is a token too.
func powershellTokens(text string) (tokens []powershellToken) {
	for at := 0; at < len(text); {
		if value, length, ok := shellwords.PowerShellString(text[at:]); ok {
			tokens = append(tokens, powershellToken{value, true})
			at += length
			continue
		}
		c := text[at]
		switch {
		case strings.HasPrefix(text[at:], "`\n"), strings.HasPrefix(text[at:], "`\r\n"):
			at += 1 + strings.IndexByte(text[at:], '\n')
			continue
		case c == ' ' || c == '\t' || c == '\r':
			at++
			continue
		case c == '#':
			end := strings.IndexByte(text[at:], '\n')
			if end < 0 {
				return tokens
			}
			at += end
			continue
		}
		end := at + 1
		if strings.IndexByte("\n;(){}=,@+|[]", c) < 0 {
			for end < len(text) && strings.IndexByte(" \t\r\n;(){}=,+|[]\"'", text[end]) < 0 {
				end++
			}
		}
		tokens = append(tokens, powershellToken{text[at:end], false})
		at = end
	}
	return tokens
}

// powershellValueRead is a text or a table.
type powershellValueRead struct {
	text  string
	pairs []powershellPair
	known bool
}

type powershellPair struct {
	name  string
	value powershellValueRead
}

type powershellReader struct {
	*reading
	tokens []powershellToken
	at     int
	values map[string]powershellValueRead
}

// is steps over a sign or word where it is the next.
func (p *powershellReader) is(text string) bool {
	if p.at < len(p.tokens) && !p.tokens[p.at].quoted && strings.EqualFold(p.tokens[p.at].text, text) {
		p.at++
		return true
	}
	return false
}

func (p *powershellReader) statements() {
	for p.at < len(p.tokens) {
		token := p.tokens[p.at]
		p.at++
		switch lower := strings.ToLower(token.text); {
		case token.quoted:
		case strings.HasSuffix(lower, ".cookies.add"):
			p.cookie()
		case strings.HasPrefix(lower, "$") && strings.HasSuffix(lower, ".add") && p.is("("):
			p.set(strings.TrimSuffix(lower, ".add"), ",")
		case strings.HasPrefix(lower, "$") && p.is("["):
			p.set(lower, "=")
		case strings.HasPrefix(lower, "$") && p.is("="):
			if p.at < len(p.tokens) && !isPowerShellCall(p.tokens[p.at]) {
				p.values[lower] = p.value()
			}
		case isPowerShellCall(token):
			p.call()
			return
		}
	}
}

func isPowerShellCall(token powershellToken) bool {
	return !token.quoted && strings.Contains(" invoke-restmethod invoke-webrequest irm iwr ", " "+strings.ToLower(token.text)+" ")
}

// set reads $table.Add("name", "value") and $table["name"] = "value".
func (p *powershellReader) set(table, between string) {
	name := p.term()
	p.is("]")
	if !p.is(between) {
		return
	}
	v := p.values[table]
	v.known = true
	v.pairs = append(v.pairs, powershellPair{name.text, p.value()})
	p.values[table] = v
}

// cookie reads $session.Cookies.Add((New-Object System.Net.Cookie("n", "v", …))).
func (p *powershellReader) cookie() {
	var texts []string
	for p.at < len(p.tokens) && p.tokens[p.at].text != "\n" {
		if p.tokens[p.at].quoted {
			texts = append(texts, p.tokens[p.at].text)
		}
		p.at++
	}
	if len(texts) < 2 {
		return
	}
	cookies := p.values["cookies"]
	if cookies.text != "" {
		cookies.text += "; "
	}
	cookies.text += texts[0] + "=" + texts[1]
	p.values["cookies"] = cookies
}

// value reads a string, a sum of them, a table, a variable, or the bytes of a
// string by whatever name the encoding goes.
func (p *powershellReader) value() powershellValueRead {
	v := p.term()
	for p.is("+") {
		more := p.term()
		v.text += more.text
	}
	return v
}

func (p *powershellReader) term() (v powershellValueRead) {
	if p.at == len(p.tokens) {
		return v
	}
	token := p.tokens[p.at]
	p.at++
	switch {
	case token.quoted:
		return powershellValueRead{text: token.text, known: true}
	case token.text == "@" && p.is("{"):
		return p.table()
	case token.text == "[": // a type, as in [ordered]@{ and [Text.Encoding]::UTF8
		for p.at < len(p.tokens) && !p.is("]") {
			p.at++
		}
		return p.term()
	case token.text == "(":
		v = p.value()
		for depth := 0; p.at < len(p.tokens) && (depth > 0 || !p.is(")")); p.at++ {
			v.known = false // it goes on with what only a program could tell
			switch p.tokens[p.at].text {
			case "(":
				depth++
			case ")":
				depth--
			}
		}
		return v
	case strings.HasSuffix(strings.ToLower(token.text), ".getbytes"), strings.HasSuffix(strings.ToLower(token.text), "::utf8.getbytes"):
		return p.term()
	case strings.HasPrefix(token.text, "$"):
		if known, ok := p.values[strings.ToLower(token.text)]; ok {
			return known
		}
		if name, found := strings.CutPrefix(strings.ToLower(token.text), "$env:"); found {
			return powershellValueRead{text: "$" + strings.ToUpper(name), known: true}
		}
		return v
	}
	return powershellValueRead{text: token.text, known: true}
}

func (p *powershellReader) table() (v powershellValueRead) {
	v.known = true
	for p.at < len(p.tokens) && !p.is("}") {
		name := p.tokens[p.at]
		p.at++
		if p.is("=") {
			v.pairs = append(v.pairs, powershellPair{name.text, p.value()})
		}
	}
	return v
}
