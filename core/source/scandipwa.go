package source

import (
	"strings"
	"time"

	"github.com/tidwall/gjson"

	"github.com/storekey/storekey/core/wire"
)

const scandiToken = "auth_token"

var _ = register(Source{
	Card: wire.Card{
		ID:      "scandipwa",
		Title:   "ScandiPWA",
		Summary: "The customer's tokens, one per website, in the local storage of ScandiPWA storefronts.",
		Kinds:   []string{wire.KindCustomer},
	},
	Order: 60,
	Find:  findScandi,
	Put:   writer(putScandi),
})

// findScandi reads {"data":{"<website>":{"token":…,"exp":ms}},"expiration":s,
// "createdAt":ms}; older releases kept the bare token as data.
func findScandi(s wire.Snapshot, now time.Time) []Found {
	entry := document(s.LocalStorage[scandiToken])
	data, end := member(entry, "data"), scandiEnd(entry)
	if f, ok := customerAt("local storage", scandiToken, data.String(), now); ok && data.Type == gjson.String {
		f.until(end, now)
		return []Found{f}
	}
	var list []Found
	data.ForEach(func(website, token gjson.Result) bool {
		if f, ok := customerAt("local storage", scandiToken, text(token, "token"), now); ok {
			f.Website = website.Str
			f.until(earlier(end, scandiExp(token)), now)
			list = append(list, f)
		}
		return len(list) < maxFound
	})
	return list
}

// scandiEnd is when the whole entry is dropped.
func scandiEnd(entry gjson.Result) time.Time {
	created, known := number(entry, "createdAt")
	seconds, limited := number(entry, "expiration")
	if !known || !limited {
		return time.Time{}
	}
	return millis(created + seconds*1000)
}

func scandiExp(token gjson.Result) time.Time {
	if exp, ok := number(token, "exp"); ok {
		return millis(exp)
	}
	return time.Time{}
}

func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// putScandi writes the token of one website, and keeps those of the others.
func putScandi(s wire.Snapshot, f fresh) ([]wire.Write, error) {
	old, there := s.LocalStorage[scandiToken]
	entry := document(old)
	switch {
	case !there:
		return nil, ErrNoPlace
	case !entry.IsObject():
		return nil, ErrCut
	}
	if member(entry, "data").Type == gjson.String {
		old = set(old, quote(f.text), "data")
	} else {
		website := scandiWebsite(s, member(entry, "data"))
		if website == "" {
			return nil, ErrNoPlace
		}
		old = set(old, quote(f.text), "data", website, "token")
		old = set(old, writeMillis(f.until), "data", website, "exp")
	}
	if _, limited := number(entry, "expiration"); !limited {
		old = set(old, "3600", "expiration")
	}
	return []wire.Write{local(scandiToken, set(old, writeMillis(f.now), "createdAt"))}, nil
}

// scandiWebsite is the website of the page, which its window.website_code says,
// else the one whose token lives longest.
func scandiWebsite(s wire.Snapshot, data gjson.Result) string {
	for _, script := range s.Scripts {
		if _, after, ok := strings.Cut(script, "website_code"); ok {
			if code := quotedCode(after); code != "" {
				return code
			}
		}
	}
	best, last := "", time.Time{}
	data.ForEach(func(website, token gjson.Result) bool {
		if exp := scandiExp(token); best == "" || exp.After(last) {
			best, last = website.Str, exp
		}
		return true
	})
	return best
}

// quotedCode reads = 'code' at the start of a script's text.
func quotedCode(script string) string {
	script = strings.TrimLeft(script, " =")
	if script == "" || script[0] != '\'' && script[0] != '"' {
		return ""
	}
	code, _, closed := strings.Cut(script[1:], script[:1])
	if !closed {
		return ""
	}
	return storeCode(code)
}
