package shellwords

import "strings"

// Dialect is the language of a command.
type Dialect int

const (
	// POSIX is sh, with the $'…' of bash, zsh and ksh.
	POSIX Dialect = iota
	// Cmd is cmd.exe, and Microsoft's C runtime, which splits the words.
	Cmd
	// PowerShell is 5.1 and 7.
	PowerShell
)

// Detect guesses the dialect: cmd.exe's by a caret before the first quote or by
// doubled quotes in quotes, else by the character that the first line goes on
// with.
func Detect(command string) Dialect {
	quote := strings.IndexAny(command, `'"`)
	if quote > 0 && (command[quote-1:quote+1] == `^"` || strings.HasPrefix(command[quote:], `"http`) && doubles(command)) {
		return Cmd
	}
	for at := 0; ; {
		next := strings.IndexByte(command[at:], '\n')
		if next < 0 {
			return POSIX
		}
		line := strings.TrimSuffix(command[at:at+next], "\r")
		switch {
		case strings.HasSuffix(line, ` \`):
			return POSIX
		case strings.HasSuffix(line, " ^"):
			return Cmd
		case strings.HasSuffix(line, " `"):
			return PowerShell
		}
		at += next + 1
	}
}

// doubles finds two quotes in the middle of a word, as Firefox wrote them for
// Windows after an address.
func doubles(command string) bool {
	for at := 0; ; {
		next := strings.Index(command[at:], `""`)
		at += next + 2
		if next < 0 || at == len(command) {
			return false
		}
		if before := command[at-3]; before != '\\' && !isBlank(before) && !isBlank(command[at]) && command[at] != '\n' {
			return true
		}
	}
}

// Split returns the words of the first command of a text, up to what ends it,
// and the number of bytes that it took.
func Split(text string, d Dialect) (words []string, length int) {
	s := &splitter{text: text, dialect: d}
	if d == Cmd {
		s.text, length = uncaret(text)
		carets := strings.Count(text[:length], `^\`)
		s.doubled = carets > 0 && carets == strings.Count(text[:length], `\`)
		s.all()
		return s.words, length
	}
	s.all()
	return s.words, s.at
}

// splitter goes through a command once.
type splitter struct {
	text    string
	at      int
	dialect Dialect
	word    strings.Builder
	open    bool // a word has begun, an empty one perhaps
	doubled bool // each backslash was written twice
	words   []string
}

func (s *splitter) all() {
	step := s.posix
	switch s.dialect {
	case Cmd:
		step = s.crt
	case PowerShell:
		step = s.powershell
	}
	for s.at < len(s.text) && step() {
	}
	s.end()
}

func (s *splitter) end() {
	if s.open {
		s.words = append(s.words, s.word.String())
	}
	s.word.Reset()
	s.open = false
}

func (s *splitter) put(text string) {
	s.open = true
	s.word.WriteString(text)
}

// starts steps over prefix where the text goes on with it.
func (s *splitter) starts(prefix string) bool {
	if !strings.HasPrefix(s.text[s.at:], prefix) {
		return false
	}
	s.at += len(prefix)
	return true
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\r' }
