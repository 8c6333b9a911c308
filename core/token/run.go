package token

import "strings"

const quotes = "\"'`“”„‘’«»"

// isRun tells the characters of tokens in either base64 alphabet.
func isRun(c byte) bool {
	return isWord(c) || c == '.' || c == '+' || c == '/' || c == '=' || c == '~'
}

// isWord tells the characters of base64url (RFC 4648 §5).
func isWord(c byte) bool {
	return isAlnum(c) || c == '-' || c == '_'
}

func isAlnum(c byte) bool {
	return isDigit(c) || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

func runEnd(text string, i int) int {
	for i < len(text) && isRun(text[i]) {
		i++
	}
	return i
}

func isRunBefore(text string, i int) bool { return i > 0 && isRun(text[i-1]) }

// wordAt reports whether the word (lower case) stands at i, in any case and not
// as a part of another word.
func wordAt(text string, i int, word string) bool {
	end := i + len(word)
	return end <= len(text) && text[i]|0x20 == word[0] && strings.EqualFold(text[i:end], word) &&
		(i == 0 || !isWord(text[i-1])) && (end == len(text) || !isWord(text[end]))
}

// inURL reports whether the run at i belongs to an address.
func inURL(text string, i int) bool {
	for start := i; start > 0 && i-start < 2048 && strings.IndexByte(" \t\r\n\"'<>,{}`", text[start-1]) < 0; start-- {
		if strings.HasPrefix(text[start-1:], "://") {
			return true
		}
	}
	return false
}

// signedStart is where a dotted token starts in a run, or -1. Every JSON object
// encoded in base64 whose first name follows the brace begins with "eyJ". A
// token that lost its first characters still has that in its second part.
func signedStart(run string) int {
	at := strings.Index(run, "eyJ")
	if at < 0 {
		return -1
	}
	start := strings.LastIndexAny(run[:at], "=/+~") + 1
	before := run[start:at]
	switch {
	case before == "":
		return start
	case len(before) > 10 && strings.Count(before, ".") == 1 && before[len(before)-1] == '.':
		return start
	}
	if next := signedStart(run[at+3:]); next >= 0 {
		return at + 3 + next
	}
	return -1
}

// trimSigned takes the full stop of a sentence and the slash of an address off
// the end of a token.
func trimSigned(run string) string {
	for {
		trimmed := strings.TrimRight(run, "/~")
		if dots := strings.Count(trimmed, "."); dots > 2 && dots != 4 {
			trimmed = strings.TrimRight(trimmed, ".")
		}
		if trimmed == run {
			return run
		}
		run = trimmed
	}
}

// looksSigned reports whether a text is a dotted token, whole or damaged. One
// part alone must at least be readable JSON.
func looksSigned(text string) bool {
	if len(text) < 20 || signedStart(text) != 0 {
		return false
	}
	if strings.Contains(strings.TrimRight(text, "."), ".") {
		return true
	}
	_, ok := decodePart("", strings.TrimRight(text, ".")).object()
	return ok
}
