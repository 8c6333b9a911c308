package token

import "strings"

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
