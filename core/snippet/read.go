package snippet

import (
	"strings"

	"github.com/storekey/storekey/core/shellwords"
	"github.com/storekey/storekey/core/wire"
)

// Read makes a request of what somebody copied: a curl command for bash, cmd.exe
// or PowerShell, Invoke-RestMethod and Invoke-WebRequest, a call of fetch, each
// as browsers copy them, or a block of a .http file, which a request as it went
// over the wire is too. Findings tell what of it was left out. ErrNoRequest says that the text is none of these.
//
// Nothing is run, expanded or read from a file, and what is returned is not
// checked: writing it down is what checks.
func Read(text string) (wire.Request, []wire.Finding, error) {
	text = strings.TrimPrefix(text, "\ufeff")
	for _, read := range []func(*reading, string) bool{(*reading).curl, (*reading).powershell, (*reading).fetch, (*reading).httpFile} {
		r := &reading{}
		if read(r, text) && r.request.URL != "" {
			r.variables()
			return r.request, r.findings, nil
		}
	}
	return wire.Request{}, nil, ErrNoRequest
}

// reading is a request in the making.
type reading struct {
	request  wire.Request
	findings []wire.Finding
}

func (r *reading) say(code string, params ...string) {
	r.findings = append(r.findings, wire.NewFinding(code, params...))
}

// add adds a header, but for those that a client counts itself.
func (r *reading) add(name, value string) {
	name = strings.Trim(name, " \t")
	if name == "" || strings.HasPrefix(name, ":") || isFraming(name) {
		return
	}
	r.request.Headers = append(r.request.Headers, wire.Header{Name: name, Value: trimBlanks(value)})
}

func (r *reading) has(name string) bool {
	for _, h := range r.request.Headers {
		if strings.EqualFold(h.Name, name) {
			return true
		}
	}
	return false
}

// variables says of values that a shell or a tool was to put them in.
func (r *reading) variables() {
	r.variable(r.request.URL)
	for _, h := range r.request.Headers {
		credential := h.Value[strings.LastIndexByte(h.Value, ' ')+1:]
		if strings.EqualFold(h.Name, "Authorization") && isVariable(credential) {
			r.say("snippet_variable", "name", credential)
			continue
		}
		r.variable(h.Value)
	}
}

// isVariable knows $NAME and %NAME% where they stand alone.
func isVariable(text string) bool {
	name, found := strings.CutPrefix(text, "$")
	if inner, cmd := strings.CutPrefix(text, "%"); cmd {
		name, found = strings.CutSuffix(inner, "%")
	}
	return found && name != "" && strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_:{}") == ""
}

func (r *reading) variable(value string) {
	for _, mark := range []string{"$STOREKEY_", "%STOREKEY_", "{{", "${"} {
		if at := strings.Index(value, mark); at >= 0 {
			name, _, _ := strings.Cut(value[at:], " ")
			r.say("snippet_variable", "name", name)
			return
		}
	}
}

// commandStart is where a line begins with one of the words, after a prompt
// perhaps; -1 if none does.
func commandStart(text string, words ...string) int {
	for at := 0; at <= len(text); {
		line := text[at:]
		skipped := len(line) - len(strings.TrimLeft(line, " \t\r$>#%"))
		line = line[skipped:]
		for _, word := range words {
			if !strings.EqualFold(line[:min(len(line), len(word))], word) {
				continue
			}
			if rest := line[len(word):]; rest == "" || strings.IndexByte(" \t\r\n\\^`(", rest[0]) >= 0 {
				return at + skipped
			}
		}
		next := strings.IndexByte(text[at:], '\n')
		if next < 0 {
			break
		}
		at += next + 1
	}
	return -1
}

// curl reads a curl command. What hands it a header on its standard input, as
// our own form does, stands before it.
func (r *reading) curl(text string) bool {
	if piped, rest, found := strings.Cut(text, "| curl "); found && strings.HasPrefix(strings.TrimLeft(piped, " $"), "printf ") {
		r.printf(piped)
		text = "curl " + rest
	}
	start := commandStart(text, "curl", "curl.exe")
	if start < 0 {
		return false
	}
	text = text[start:]
	words, length := shellwords.Split(text, shellwords.Detect(text))
	c := curlReader{reading: r, words: words[1:]}
	c.all()
	if strings.Trim(text[length:], " \t\r\n;#&|") != "" {
		r.say("snippet_more")
	}
	return true
}

// printf reads the headers that printf writes: its format's lines, with a
// variable for each %s.
func (r *reading) printf(text string) {
	words, _ := shellwords.Split(text, shellwords.POSIX)
	if len(words) < 2 {
		return
	}
	values := words[2:]
	for line := range strings.SplitSeq(words[1], `\n`) {
		name, value, found := strings.Cut(line, ":")
		if strings.HasSuffix(value, "%s") && len(values) > 0 {
			value, values = strings.TrimSuffix(value, "%s")+values[0], values[1:]
		}
		if found {
			r.add(name, value)
		}
	}
}
