package token

import "strings"

// Labels are the names that people, Magento's integration page and JSON give to
// a value, in Magento's own words.
const (
	labelConsumerKey    = "Consumer Key"
	labelConsumerSecret = "Consumer Secret"
	labelAccessToken    = "Access Token"
	labelTokenSecret    = "Access Token Secret"
	labelRefreshToken   = "refresh token"
	labelFormKey        = "form key"
	labelCart           = "cart"
	labelSession        = "session"
	labelMarketplace    = "marketplace"
)

// labels by how a name ends, once it is lower case and without separators. The
// longer name stands first.
var labels = []struct{ ending, label string }{
	{"consumerkey", labelConsumerKey},
	{"consumersecret", labelConsumerSecret},
	{"tokensecret", labelTokenSecret},
	{"refreshtoken", labelRefreshToken},
	{"token", labelAccessToken},
	{"formkey", labelFormKey},
	{"cartid", labelCart},
	{"maskedid", labelCart},
	{"quoteid", labelCart},
	{"phpsessid", labelSession},
	{"publickey", labelMarketplace},
	{"privatekey", labelMarketplace},
	{"jwt", labelAccessToken},
	{"bearer", labelAccessToken},
}

// labelOf is the label that a name stands for, or empty.
func labelOf(name string) string {
	name = squeeze(name)
	for _, l := range labels {
		if strings.HasSuffix(name, l.ending) {
			return l.label
		}
	}
	return ""
}

// labelBefore is the label in front of the value at i, on the same line.
func labelBefore(text string, i int) string {
	end := i
	for end > 0 && strings.IndexByte(" \t\"':=>|\\", text[end-1]) >= 0 {
		end--
	}
	start := end
	for start > 0 && end-start < 24 && (isWord(text[start-1]) || text[start-1] == ' ') {
		start--
	}
	if end == i {
		return ""
	}
	return labelOf(text[start:end])
}

// squeeze makes one form of a name that people write in many.
func squeeze(name string) string {
	b := make([]byte, 0, len(name))
	for i := 0; i < len(name); i++ {
		if isAlnum(name[i]) {
			b = append(b, name[i])
		}
	}
	return strings.ToLower(string(b))
}
