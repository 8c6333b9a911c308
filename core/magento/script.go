package magento

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// globals are the values that Magento's inline scripts set, as far as they
// matter here.
type globals struct {
	baseURL string // var BASE_URL
	assets  string // require.baseUrl: where the static files are
	shop    string // window.checkout.baseUrl
	formKey bool   // var FORM_KEY: the panel has it, the storefront has not
}

// readScripts finds the globals in inline scripts. Storefront templates escape
// them for JavaScript (http\u003A\u002F\u002F…).
func readScripts(scripts []string) globals {
	var g globals
	for _, s := range scripts {
		if value, ok := assigned(s, "BASE_URL"); ok && g.baseURL == "" {
			g.baseURL = value
		}
		if _, ok := assigned(s, "FORM_KEY"); ok {
			g.formKey = true
		}
		g.readBaseURLs(s)
	}
	return g
}

// readBaseURLs tells the two properties of that name apart by what they say.
func (g *globals) readBaseURLs(script string) {
	for {
		value, ok := assigned(script, "baseUrl")
		if !ok {
			return
		}
		if _, _, static := cutAssets(value); static && g.assets == "" {
			g.assets = value
		} else if !static && g.shop == "" {
			g.shop = value
		}
		script = script[strings.Index(script, "baseUrl")+len("baseUrl"):]
	}
}

// assigned reads the string that follows name in "name = '…'" or "'name': '…'".
func assigned(script, name string) (string, bool) {
	for {
		at := strings.Index(script, name)
		if at < 0 {
			return "", false
		}
		rest := script[at+len(name):]
		if value, ok := literal(rest); ok {
			return value, true
		}
		script = rest
	}
}

func literal(s string) (string, bool) {
	s = strings.TrimLeft(strings.TrimLeft(s, "'\""), " \t\r\n")
	if s == "" || s[0] != '=' && s[0] != ':' {
		return "", false
	}
	s = strings.TrimLeft(s[1:], " \t\r\n")
	if s == "" || s[0] != '\'' && s[0] != '"' {
		return "", false
	}
	for i := 1; i < len(s) && i < maxMessage; i++ {
		switch s[i] {
		case '\\':
			i++
		case s[0]:
			return unescapeJS(s[1:i]), true
		}
	}
	return "", false
}

// unescapeJS undoes \uXXXX, \xXX and the escapes of single characters.
func unescapeJS(s string) string {
	var b strings.Builder
	for {
		at := strings.IndexByte(s, '\\')
		if at < 0 || at+1 >= len(s) {
			return b.String() + s
		}
		b.WriteString(s[:at])
		char, n := escape(s[at+1:])
		b.WriteRune(char)
		s = s[at+1+n:]
	}
}

// escape reads what follows a backslash and says how long it was.
func escape(s string) (rune, int) {
	for mark, digits := range map[byte]int{'u': 4, 'x': 2} {
		if s[0] == mark && len(s) > digits {
			if code, err := strconv.ParseUint(s[1:1+digits], 16, 32); err == nil {
				return rune(code), 1 + digits
			}
		}
	}
	return utf8.DecodeRuneInString(s)
}
