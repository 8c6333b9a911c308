package token

import (
	"strings"

	"github.com/storekey/storekey/core/wire"
)

// The cookies of a login in the browser: the shop's, and the panel's, whose
// value is good on REST under the shop's name (Magento\Backend\Model\Session).
const (
	shopCookie  = "PHPSESSID"
	panelCookie = "admin"
)

// session reads a cookie of that name at i, or returns 0. The name of the
// panel's is an ordinary word: it must stand where a cookie does.
func (r *reader) session(text string, i int, name, source string) int {
	at := i + len(name)
	if name == panelCookie && (at == len(text) || text[at] != '=' && text[at] != '\t' || i > 0 && strings.IndexByte(" \t\r\n;:'\"", text[i-1]) < 0) {
		return 0
	}
	at = sessionStart(text, at)
	end := at
	for end < len(text) && isSessionByte(text[end]) {
		end++
	}
	value := strings.TrimRight(text[at:end], ",-")
	if !isSessionID(value) || name == panelCookie && strings.ToLower(value) != value {
		return 0
	}
	r.addSession(name, value, source)
	return end
}

// sessionStart skips what stands between name and value: in a header, a JSON
// member, a cookie file or the table of a browser.
func sessionStart(text string, i int) int {
	for i < len(text) && strings.IndexByte("=: \t\"'\\", text[i]) >= 0 {
		i++
	}
	return i
}

func (r *reader) addSession(name, value, source string) {
	p := place{text: shopCookie + "=" + value, source: source}
	if name == panelCookie {
		p.findings = findings("admin_cookie")
	}
	r.add(p)
}

// isSessionID tells a session id as PHP makes them: 22 to 128 letters and digits
// (session.sid_length, session.sid_bits_per_character), commas and hyphens.
func isSessionID(text string) bool {
	return len(text) >= 22 && len(text) <= 128 && isAll(text, isSessionByte) && hasDigitAndLetter(text)
}

func isSessionByte(c byte) bool { return isAlnum(c) || c == ',' || c == '-' }

// isSession tells the text of a session: the cookie line.
func isSession(text string) bool {
	return strings.HasPrefix(text, shopCookie+"=") && isSessionID(text[len(shopCookie)+1:])
}

func parseSession() Token {
	t := Token{Kind: wire.KindSession, Format: wire.FormatCookie}
	t.say("session_cookie")
	return t
}
