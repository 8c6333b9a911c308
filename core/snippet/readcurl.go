package snippet

import (
	"encoding/base64"
	"strings"
)

// curlReader gives the words after curl the meaning that curl gives them.
type curlReader struct {
	*reading
	words  []string
	method string
	data   []string
	// hasData, asQuery, head, json: --data…, --get, --head and --json were there.
	hasData, asQuery, head, json bool
	// posts: there was a body that could not be read.
	posts bool
	// noType: a Content-Type without a value forbids curl's own.
	noType bool
	// plainURL: --globoff was there.
	plainURL bool
}

func (c *curlReader) all() {
	plain := false
	for len(c.words) > 0 {
		word := c.words[0]
		c.words = c.words[1:]
		switch {
		case word == "--next" || word == "-:":
			c.say("snippet_more")
			c.words = nil
		case plain || !strings.HasPrefix(word, "-") || word == "-":
			c.address(word)
		case word == "--":
			plain = true
		case strings.HasPrefix(word, "--"):
			c.long(word)
		default:
			c.short(word[1:])
		}
	}
	c.finish()
}

func (c *curlReader) address(url string) {
	if c.request.URL != "" {
		c.say("snippet_more")
		return
	}
	if !strings.Contains(url, "://") && url != "" {
		url = "http://" + url // as curl does
	}
	c.request.URL = url
}

func (c *curlReader) next() (value string) {
	if len(c.words) > 0 {
		value, c.words = c.words[0], c.words[1:]
	}
	return value
}

// short reads letters: -sSLH is -s -S -L -H.
func (c *curlReader) short(letters string) {
	for i := 0; i < len(letters); i++ {
		switch letter := letters[i]; letter {
		case 'I':
			c.head = true
			continue
		case 'G':
			c.asQuery = true
			continue
		case 'g':
			c.plainURL = true
		default:
			if strings.IndexByte(curlSilentLetters, letter) >= 0 {
				continue
			}
			name := longOf(letter)
			if name == "" {
				c.say("snippet_option", "option", "-"+string(rune(letter)))
				continue
			}
			value := letters[i+1:]
			if value == "" {
				value = c.next()
			}
			c.option(name, value)
			return
		}
	}
}

// long reads a word with two dashes. curl takes no value after an equals sign,
// people write it all the same.
func (c *curlReader) long(word string) {
	switch word {
	case "--head":
		c.head = true
		return
	case "--get":
		c.asQuery = true
		return
	case "--globoff":
		c.plainURL = true
		return
	}
	if strings.Contains(curlSilent, " "+word+" ") || strings.HasPrefix(word, "--no-") {
		return
	}
	if name, value, joined := strings.Cut(word, "="); joined {
		c.option(name, value)
		return
	}
	if !takesValue(word) {
		c.say("snippet_option", "option", word)
		return
	}
	c.option(word, c.next())
}

func (c *curlReader) option(name, value string) {
	switch name {
	case "--header":
		c.header(value)
	case "--request":
		c.method = value
	case "--url":
		c.address(value)
	case "--url-query":
		c.addQuery(urlEncoded(value))
	case "--cookie":
		if value != "" && c.noFile(name, value, strings.Contains(value, "=")) {
			c.add("Cookie", value)
		}
	case "--user-agent":
		if value != "" {
			c.add("User-Agent", value)
		}
	case "--referer":
		c.add("Referer", value)
	case "--oauth2-bearer":
		c.add("Authorization", "Bearer "+value)
	case "--user":
		if !strings.Contains(value, ":") {
			c.say("snippet_option", "option", name) // curl asks for the password
			return
		}
		c.add("Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(value)))
	case "--data", "--data-ascii", "--data-binary", "--json":
		c.json = c.json || name == "--json"
		if c.noFile(name, value, !strings.HasPrefix(value, "@")) {
			c.addData(value)
		} else {
			c.posts = true
		}
	case "--data-raw":
		c.addData(value)
	case "--data-urlencode":
		if c.noFile(name, value, !strings.Contains(value, "@") || strings.Contains(value, "=")) {
			c.addData(urlEncoded(value))
		} else {
			c.posts = true
		}
	default:
		c.posts = c.posts || name == "--form" || name == "--form-string"
		if !strings.Contains(curlIgnored, " "+name+" ") {
			c.say("snippet_option", "option", name)
		}
	}
}

// noFile says so where a value names a file.
func (c *curlReader) noFile(option, _ string, plain bool) bool {
	if !plain {
		c.say("snippet_file", "option", option)
	}
	return plain
}

// header reads curl's header: a semicolon ends a name without a value, a colon
// alone takes one of curl's own away.
func (c *curlReader) header(line string) {
	if strings.HasPrefix(line, "@") {
		if line != "@-" || len(c.request.Headers) == 0 {
			c.say("snippet_file", "option", "-H")
		}
		return
	}
	name, value, found := strings.Cut(line, ":")
	switch {
	case found && trimBlanks(value) == "":
		c.noType = c.noType || strings.EqualFold(name, "Content-Type")
	case found:
		c.add(name, value)
	case strings.HasSuffix(name, ";"):
		c.add(strings.TrimSuffix(name, ";"), "")
	}
}

func (c *curlReader) addData(value string) {
	c.hasData = true
	c.data = append(c.data, value)
}

func (c *curlReader) addQuery(query string) {
	between := "?"
	if strings.Contains(c.request.URL, "?") {
		between = "&"
	}
	c.request.URL += between + query
}

// urlEncoded is what --data-urlencode makes of a text: what stands before an
// equals sign stays, and a blank is a plus.
func urlEncoded(text string) string {
	name, value, found := strings.Cut(text, "=")
	switch {
	case !found:
		name, value = "", text
	case name != "":
		name += "="
	}
	return name + strings.ReplaceAll(encode(value), "%20", "+")
}

// unglobbed takes the backslashes away that keep curl from reading a pattern:
// browsers write them before every bracket and brace of an address.
func unglobbed(url string) string {
	return strings.NewReplacer(`\[`, "[", `\]`, "]", `\{`, "{", `\}`, "}").Replace(url)
}

func (c *curlReader) finish() {
	if !c.plainURL {
		c.request.URL = unglobbed(c.request.URL)
	}
	between := "&"
	if c.json {
		between = ""
	}
	body := strings.Join(c.data, between)
	switch {
	case c.hasData && c.asQuery:
		c.addQuery(body)
	case c.hasData:
		c.request.Body = &body
		c.bodyType()
	}
	switch {
	case c.method != "":
		c.request.Method = c.method
	case c.head:
		c.request.Method = "HEAD"
	case c.request.Body != nil, c.posts && !c.asQuery:
		c.request.Method = "POST"
	default:
		c.request.Method = "GET"
	}
}

// bodyType adds what curl says of a body of its own accord.
func (c *curlReader) bodyType() {
	switch {
	case c.has("Content-Type") || c.noType:
	case c.json:
		c.add("Content-Type", "application/json")
		if !c.has("Accept") {
			c.add("Accept", "application/json")
		}
	default:
		c.add("Content-Type", "application/x-www-form-urlencoded")
	}
}
