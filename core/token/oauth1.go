package token

import (
	"slices"
	"strconv"
	"strings"

	"github.com/storekey/storekey/core/wire"
)

// parameter is one of an OAuth 1.0a header (RFC 5849 §3.5.1), its value still
// percent-encoded.
type parameter struct{ name, value string }

func isOAuth1(text string) bool { return strings.HasPrefix(text, "OAuth ") }

// oauth1 reads an OAuth 1.0a header value at i, or returns 0.
func (r *reader) oauth1(text string, i int, source string) int {
	parameters, end := readParameters(text, skipBlanks(text, i+len("oauth")))
	if !slices.ContainsFunc(parameters, isTelling) {
		return 0
	}
	if source == sourceText {
		source = sourceHeader
	}
	r.add(place{text: headerValue(parameters), source: source})
	return end
}

// isTelling tells a parameter that stands in an OAuth 1.0a header and nowhere
// else.
func isTelling(p parameter) bool {
	return p.value != "" && slices.Contains(oauth1Names, p.name)
}

// oauth1Names are the parameters that RFC 5849 §3.1 wants in a signed request
// for a resource.
var oauth1Names = []string{"oauth_consumer_key", "oauth_token", "oauth_signature_method", "oauth_timestamp", "oauth_nonce", "oauth_signature"}

// readParameters reads name="value" pairs with commas between them, as far as
// they go. Values may lack their quotes, or have them escaped.
func readParameters(text string, i int) (list []parameter, end int) {
	for end = i; len(list) < 32; i = end {
		i = skipSeparators(text, i)
		start := i
		for i < len(text) && isWord(text[i]) {
			i++
		}
		if i == start || i == len(text) || text[i] != '=' {
			return list, end
		}
		name := text[start:i]
		value, next := readParameter(text, i+1)
		list, end = append(list, parameter{name, value}), next
	}
	return list, end
}

func skipSeparators(text string, i int) int {
	for i < len(text) && (isBlank(text[i]) || text[i] == ',') {
		i++
	}
	return i
}

func readParameter(text string, i int) (value string, end int) {
	start := skipQuotes(text, i)
	for end = start; end < len(text) && text[end] > ' ' && strings.IndexByte("\"',\\", text[end]) < 0; {
		end++
	}
	if start > i {
		return text[start:end], skipQuotes(text, end)
	}
	return text[start:end], end
}

// headerValue writes parameters the way a header has them.
func headerValue(parameters []parameter) string {
	var b strings.Builder
	for i, p := range parameters {
		if i > 0 {
			b.WriteString(",")
		}
		b.WriteString(" " + p.name + `="` + p.value + `"`)
	}
	return "OAuth" + b.String()
}

// parseOAuth1 tells what a header says of itself, without key, token, nonce and
// signature.
func parseOAuth1(text string) Token {
	t := Token{Kind: wire.KindIntegration, Format: wire.FormatOAuth1}
	parameters, _ := readParameters(text, len("OAuth "))
	var names []string
	values := map[string]string{}
	for _, p := range parameters {
		names = append(names, show(p.name))
		values[p.name] = p.value
	}
	t.Header = oauth1Header(names, values)
	t.say("oauth1_header", "names", strings.Join(names, ", "))
	t.judgeMethod(values["oauth_signature_method"])
	t.judgeMissing(values)
	if seconds, err := strconv.ParseInt(values["oauth_timestamp"], 10, 64); err == nil {
		t.IssuedAt, _ = from(seconds)
	}
	return t
}

// oauth1Header lists the parameters, and the values that are no secrets.
func oauth1Header(names []string, values map[string]string) []byte {
	list := make([]string, 0, len(names))
	for _, name := range names {
		list = append(list, quoted(name))
	}
	members := `"parameters":[` + strings.Join(list, ",") + "]"
	for _, name := range []string{"realm", "oauth_signature_method", "oauth_timestamp", "oauth_version"} {
		if value, ok := values[name]; ok {
			members += "," + quoted(name) + ":" + quoted(show(value))
		}
	}
	return []byte("{" + members + "}")
}

// quoted makes a JSON string of a printable text.
func quoted(text string) string {
	text = strings.ReplaceAll(text, `\`, `\\`)
	return `"` + strings.ReplaceAll(text, `"`, `\"`) + `"`
}

// judgeMethod: since 2.4.4 Magento takes HMAC-SHA256 alone.
func (t *Token) judgeMethod(method string) {
	switch method {
	case "HMAC-SHA256":
		t.say("oauth1_method", "method", method)
	case "":
	case "HMAC-SHA1":
		t.say("oauth1_method_old", "method", method)
	default:
		t.say("oauth1_method_refused", "method", show(method))
	}
}

// judgeMissing names the parameters that should be there and are not.
func (t *Token) judgeMissing(values map[string]string) {
	var missing []string
	for _, name := range oauth1Names {
		if values[name] == "" {
			missing = append(missing, name)
		}
	}
	if len(missing) > 0 {
		t.say("oauth1_parameter_missing", "names", strings.Join(missing, ", "))
	}
}
