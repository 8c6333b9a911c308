package token

import (
	"net/url"
	"strings"
)

// curl reads a curl command: its headers, and the address it goes to. What
// stands before the command in the text is read as prose.
func (r *reader) curl(text string) bool {
	start := curlStart(text)
	if start < 0 {
		return false
	}
	if start > 0 {
		r.scan(text[:start], sourceText)
	}
	words := shellWords(text[start:])
	places, said := len(r.places), len(r.findings)
	r.arguments(words[1:])
	if len(r.places) == places && len(r.findings) == said {
		r.scan(text[start:], sourceCurl)
	}
	return true
}

// curlStart is where a line starts with curl, after a prompt perhaps.
func curlStart(text string) int {
	for at := 0; at < len(text); {
		line := at + len(text[at:]) - len(strings.TrimLeft(text[at:], " \t\r\n$>#%"))
		word := text[line : line+wordLength(text[line:])]
		if (word == "curl" || word == "curl.exe") && len(text) > line+len(word) {
			return line
		}
		next := strings.IndexByte(text[at:], '\n')
		if next < 0 {
			break
		}
		at += next + 1
	}
	return -1
}

func wordLength(text string) int {
	if end := strings.IndexAny(text, " \t\r\n"); end >= 0 {
		return end
	}
	return len(text)
}

// arguments goes through the words after curl.
func (r *reader) arguments(words []string) {
	for i := 0; i < len(words); i++ {
		name, value, joined := option(words[i])
		if !joined && takesValue(name) && i+1 < len(words) {
			i++
			value = words[i]
		}
		r.argument(name, value)
	}
}

// option takes an argument apart: "-HName: x" and "--header=x" hold their value.
func option(word string) (name, value string, joined bool) {
	switch {
	case strings.HasPrefix(word, "--"):
		name, value, joined = strings.Cut(word, "=")
		return name, value, joined
	case strings.HasPrefix(word, "-") && len(word) > 2 && takesValue(word[:2]):
		return word[:2], word[2:], true
	case strings.HasPrefix(word, "-"):
		// A cluster such as -sSLH ends in the option that takes a value.
		if last := "-" + word[len(word)-1:]; takesValue(last) {
			return last, "", false
		}
		return word, "", false
	}
	return "", word, true
}

// takesValue tells curl's options that have one.
func takesValue(name string) bool {
	if len(name) == 2 {
		return name[0] == '-' && strings.IndexByte("HAbcCdDeEFhKmoPQrtTuUwxXyYz", name[1]) >= 0
	}
	return strings.Contains(longOptions, " "+name+" ")
}

const longOptions = " --header --url --user --oauth2-bearer --cookie --cookie-jar --data --data-raw --data-binary --data-ascii" +
	" --data-urlencode --json --form --form-string --request --user-agent --referer --proxy --proxy-user --proxy-header" +
	" --preproxy --output --max-time --connect-timeout --write-out --resolve --connect-to --cacert --cert --key --retry" +
	" --retry-delay --upload-file --range --config --interface --dns-servers --doh-url --noproxy --limit-rate --max-redirs "

func (r *reader) argument(name, value string) {
	switch name {
	case "-H", "--header":
		r.scan(value, sourceCurl)
	case "--oauth2-bearer":
		r.word(value, sourceCurl, nil)
	case "-u", "--user":
		r.say("basic_header")
	case "-b", "--cookie":
		r.scan(value, sourceCurl)
	case "", "--url":
		r.address(value)
	}
}

// address takes the first address of a request.
func (r *reader) address(word string) {
	if r.url != "" || !strings.ContainsAny(word, "./:") {
		return
	}
	whole := word
	if !strings.Contains(word, "://") {
		whole = "http://" + word
	}
	u, err := url.Parse(whole)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return
	}
	r.scan(word, sourceCurl)
	u.User, u.Fragment = nil, ""
	if hasSecret(u) {
		u.RawQuery = ""
	}
	r.url = u.String()
	if whole != word {
		r.url = strings.TrimPrefix(r.url, "http://")
	}
}

// hasSecret reports whether a query has something in it that is not for a
// report.
func hasSecret(u *url.URL) bool {
	query := strings.ToLower(u.RawQuery)
	for _, name := range []string{"token", "key", "secret", "password", "eyj", "sid="} {
		if strings.Contains(query, name) {
			return true
		}
	}
	return false
}

// openURL is the address with no token in it.
func (r *reader) openURL() string {
	address := r.url
	for _, p := range r.places {
		if strings.Contains(address, p.text) {
			address = hostOf(address, p.text)
		}
	}
	return address
}

// hostOf is the address without its path, where the secret is not in the host.
func hostOf(address, secret string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || strings.Contains(u.Host, secret) {
		return ""
	}
	return u.Scheme + "://" + u.Host
}

// request takes the address out of a pasted HTTP request: its request line and
// Host header, or the one address in it.
func (r *reader) request(text string) {
	if host := headerLine(text, "host"); host != "" {
		line, _, _ := strings.Cut(text, "\n")
		if parts := strings.Fields(line); len(parts) == 3 && strings.HasPrefix(parts[1], "/") {
			r.address("https://" + host + parts[1])
		}
	}
}

// headerLine is the value of a header in a block of them.
func headerLine(text, name string) string {
	for line := range strings.Lines(text) {
		if key, value, ok := strings.Cut(line, ":"); ok && strings.EqualFold(strings.TrimSpace(key), name) {
			return strings.TrimSpace(value)
		}
	}
	return ""
}
