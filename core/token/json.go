package token

import "strings"

// json reads a JSON string, object or array for the tokens in it, and reports
// whether the text is one. A bare number is left to the others: 32 digits may
// be a token.
func (r *reader) json(text, source string) bool {
	if strings.IndexByte(`"{[`, text[0]) < 0 {
		return false
	}
	v, ok := readValue(text)
	switch {
	case !ok:
		return false
	case v.isString():
		r.jsonString(v.text(), source)
	default:
		r.walk("", v)
	}
	return true
}

// jsonString reads the text of a JSON string: the store's answer as it stands.
func (r *reader) jsonString(text, source string) {
	if source == sourceText {
		source = sourceString
	}
	start := len(r.places)
	text, invisible, replaced := plain(text)
	r.read(text, source)
	notes := findings("quotes_removed")
	if invisible+replaced > 0 || strings.TrimSpace(text) != text {
		notes = append(notes, findings("blanks_in_string")...)
	}
	r.note(start, sourceText, notes)
}

// walk looks at every member, GraphQL's nested data included.
func (r *reader) walk(name string, v value) {
	switch {
	case v.isString():
		r.field(name, v.text())
	case v.isObject() && isJWEObject(v):
		r.add(place{text: v.compact(), source: fieldSource(name)})
	case v.isObject():
		r.pair(v)
		v.each(r.walk)
	case v.isArray():
		v.each(func(_ string, member value) { r.walk(name, member) })
	}
}

// pair reads a cookie as browsers export them: {"name":…, "value":…}.
func (r *reader) pair(v value) {
	name, text := "", ""
	v.each(func(member string, m value) {
		switch {
		case m.isString() && member == "name":
			name = m.text()
		case m.isString() && member == "value":
			text = m.text()
		}
	})
	if (strings.EqualFold(name, shopCookie) || name == panelCookie) && isSessionID(text) {
		r.addSession(name, text, fieldSource(name))
	}
}

// field reads one text in JSON. Its name decides how sure one must be.
func (r *reader) field(name, text string) {
	text, invisible, replaced := plain(text)
	trimmed, label := strings.Trim(strings.TrimSpace(text), quotes), labelOf(name)
	start := len(r.places)
	switch {
	case trimmed == "" || r.depth > 3:
	case strings.EqualFold(name, "authorization"):
		r.header("authorization:"+trimmed, 0, sourceText)
	case label == labelFormKey && isFormKey(trimmed):
		r.say("form_key")
	case label == labelSession && isSessionID(trimmed):
		r.addSession(shopCookie, trimmed, fieldSource(name))
	case label == labelRefreshToken:
		r.say("refresh_token")
	case isOpaque(trimmed) && isHex(trimmed) && (label == labelMarketplace || r.marketplace):
		r.say("marketplace_keys")
	case label == labelCart && len(trimmed) == 32 && isAll(trimmed, isAlnum):
		r.add(place{text: trimmed, source: fieldSource(name), label: label})
	case label != "" && isOpaque(trimmed):
		r.add(place{text: trimmed, source: fieldSource(name), label: label})
	case label == labelAccessToken && !strings.ContainsAny(trimmed, " \t\r\n{"):
		r.word(trimmed, fieldSource(name), nil)
	case isPassportRefresh(trimmed):
		r.say("refresh_token")
	case r.foreign(trimmed):
	case hasTokenMark(trimmed):
		r.read(trimmed, fieldSource(name))
	}
	if invisible+replaced > 0 || trimmed != text {
		r.note(start, sourceText, findings("blanks_in_string"))
	}
}

// hasTokenMark tells the texts that are worth reading whatever their name.
func hasTokenMark(text string) bool {
	return strings.Contains(text, "eyJ") || len(text) > 7 && strings.EqualFold(text[:7], "bearer ") ||
		len(text) > 6 && strings.EqualFold(text[:6], "oauth ") || strings.Contains(text, `"ciphertext"`) || strings.Contains(text, "-----BEGIN ")
}

func fieldSource(name string) string {
	if name == "" {
		return sourceString
	}
	return "json " + show(name)
}
