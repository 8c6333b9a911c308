package token

import "strings"

// four takes the values of integrations out of a text, whatever it is: the page
// of the panel, an .env file, JSON of n8n or Postman, a program, a table. It goes
// through the text once, as a row of labels, values and other words, and puts
// each value to its label. Values that it took are not read again.
func (r *reader) four(text, source string) {
	if r.depth > 1 {
		return
	}
	if f, ok := canonicalFour(text); ok {
		r.addFour(f, source)
		return
	}
	s := sorter{text: text}
	s.walk()
	s.flush()
	for _, f := range s.found {
		r.addFour(f, source)
	}
}

func (r *reader) addFour(f four, source string) {
	for _, value := range f {
		r.seen[value] = true
	}
	r.add(place{text: f.text(), source: source})
}

const maxSigned = 2048 // of a signed query, and of a value out of the database

// sorter puts values to labels. A run of labels with as many values after it is
// a table; else a value belongs to the label next before it.
type sorter struct {
	text   string
	labels []fourLabel
	values []string
	now    four
	strong bool // a label that only an integration has
	found  []four
}

type fourLabel struct {
	ending string
	at     int
	strong bool
}

// fourLabels by how a name ends, lower case and without separators. The strong
// ones nobody else uses; the others are OAuth 2.0's, too. -1 are other tokens.
var fourLabels = []fourLabel{
	{"consumerkey", 0, true}, {"clientkey", 0, true},
	{"consumersecret", 1, true}, {"clientsecret", 1, false},
	{"tokensecret", 3, true}, {"accesssecret", 3, true}, {"resourceownersecret", 3, true},
	{"refreshtoken", -1, false}, {"requesttoken", -1, false}, {"csrftoken", -1, false}, {"idtoken", -1, false},
	{"resourceownerkey", 2, true}, {"accesstoken", 2, false}, {"oauthtoken", 2, false}, {"tokenkey", 2, true}, {"token", 2, false},
}

func fourLabelOf(phrase string) (fourLabel, bool) {
	name := squeeze(strings.TrimSuffix(phrase, " is"))
	for _, l := range fourLabels {
		if strings.HasSuffix(name, l.ending) {
			return l, l.at >= 0
		}
	}
	return fourLabel{}, false
}

func (s *sorter) walk() {
	for i := 0; i < len(s.text); {
		if !isWord(s.text[i]) {
			i++
			continue
		}
		if end := s.signedEnd(i); end > i {
			s.close()
			i = end
			continue
		}
		i = s.phrase(i)
	}
	s.close()
}

// signedEnd skips an OAuth header and a signed query: the names are the same
// there, but they are of one request.
func (s *sorter) signedEnd(i int) int {
	if wordAt(s.text, i, "oauth") {
		list, end := readParameters(s.text, skipBlanks(s.text, i+len("oauth")))
		if len(list) > 0 && isTelling(list[0]) || len(list) > 1 {
			return end
		}
	}
	if !strings.HasPrefix(s.text[i:], "oauth_") {
		return i
	}
	line, _, _ := strings.Cut(s.text[i:min(len(s.text), i+maxSigned)], "\n")
	if strings.Contains(line, "oauth_nonce=") || strings.Contains(line, "oauth_signature=") {
		return i + len(line)
	}
	return i
}

// phrase reads words with single blanks between them, which may be a label, or
// one word that is a value.
func (s *sorter) phrase(start int) int {
	end := start
	for i := start; i < len(s.text) && isWord(s.text[i]); {
		word := wordEndAt(s.text, i)
		if value, after := s.value(i); after > 0 {
			s.word(s.text[start:end])
			s.values = append(s.values, value)
			return after
		}
		end, i = word, word
		if i+1 < len(s.text) && s.text[i] == ' ' {
			i++
		}
	}
	s.word(s.text[start:end])
	return end
}

func wordEndAt(text string, i int) int {
	for i < len(text) && isWord(text[i]) {
		i++
	}
	return i
}

// value reads a value at i: Magento's 32 characters, one out of its database, or
// right after a label and its separator whatever looks like a key.
func (s *sorter) value(i int) (text string, end int) {
	end = wordEndAt(s.text, i)
	if end == i+1 && end < len(s.text) && s.text[end] == ':' && isDigit(s.text[i]) {
		for end < min(len(s.text), i+maxSigned) && (isRun(s.text[end]) || s.text[end] == ':') {
			end++
		}
		if isEncrypted(s.text[i:end]) {
			return s.text[i:end], end
		}
		return "", 0
	}
	text = s.text[i:end]
	switch {
	case isOpaque(text) && hasDigitAndLetter(text):
		return text, end
	case len(s.labels) > 0 && len(s.values) == 0 && isSeparated(s.text, i) && isKeyLike(text) && endsRun(s.text, end):
		return text, end
	}
	return "", 0
}

// isSeparated reports whether a colon, equals sign, arrow, tab or quote stands
// before i.
func isSeparated(text string, i int) bool {
	for i > 0 && text[i-1] == ' ' {
		i--
	}
	return i > 0 && strings.IndexByte(":=>\t\"'", text[i-1]) >= 0
}

func isKeyLike(text string) bool {
	return len(text) >= 12 && len(text) <= 128 && isAll(text, isAlnum) && hasDigitAndLetter(text)
}

func endsRun(text string, i int) bool { return i == len(text) || !isRun(text[i]) }

// word takes a phrase that is no value.
func (s *sorter) word(phrase string) {
	if phrase == "" || isFiller(phrase) {
		return
	}
	label, ok := fourLabelOf(phrase)
	if !ok || len(s.values) > 0 {
		s.close()
	}
	if ok {
		s.labels = append(s.labels, label)
	}
}

// isFiller tells the words that JSON and prose put between a label and its value.
func isFiller(phrase string) bool {
	return strings.EqualFold(phrase, "value") || phrase == "is" || phrase == "string" || phrase == "n" || phrase == "r"
}

// close puts the values of a run to its labels.
func (s *sorter) close() {
	labels, values := s.labels, s.values
	s.labels, s.values = nil, nil
	switch {
	case len(labels) == 0 || len(values) == 0:
	case len(values)%len(labels) == 0:
		for i, value := range values {
			s.put(labels[i%len(labels)], value)
		}
	case len(values) == 1 || len(labels) == 1:
		s.put(labels[len(labels)-1], values[0])
	}
}

// put keeps a value; a label that comes again with another value starts another
// integration.
func (s *sorter) put(label fourLabel, value string) {
	if old := s.now[label.at]; old != "" && old != value {
		s.flush()
	}
	s.now[label.at] = value
	s.strong = s.strong || label.strong
}

func (s *sorter) flush() {
	count := 0
	for _, value := range s.now {
		if value != "" {
			count++
		}
	}
	if count > 1 && s.strong && len(s.found) <= maxTokens {
		s.found = append(s.found, s.now)
	}
	s.now, s.strong = four{}, false
}

// countUnlabelled says so where four values stand without labels: nothing but
// their labels tells them apart.
func (r *reader) countUnlabelled() {
	count := 0
	for _, p := range r.places {
		if isOpaque(p.text) && p.label == "" {
			count++
		}
	}
	if count == 4 {
		r.say("four_without_labels")
	}
}
