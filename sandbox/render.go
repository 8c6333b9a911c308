package sandbox

import (
	"encoding/json"
	"fmt"
	"net/http"
	"sort"
	"strconv"
	"strings"
	"unicode/utf16"
)

// object is a JSON object that keeps the order of its fields, as PHP's arrays
// do; the XML output needs it.
type object []field

type field struct {
	name  string
	value any
}

func (o object) get(name string) any {
	for _, f := range o {
		if f.name == name {
			return f.value
		}
	}
	return nil
}

// phpJSON writes a value as PHP's json_encode does: slashes and everything
// beyond ASCII escaped.
func phpJSON(value any) string {
	var b strings.Builder
	writeJSON(&b, value)
	return b.String()
}

func writeJSON(b *strings.Builder, value any) {
	switch v := value.(type) {
	case object:
		for i, f := range v {
			b.WriteByte("{,"[min(i, 1)])
			writeJSON(b, f.name)
			b.WriteByte(':')
			writeJSON(b, f.value)
		}
		if len(v) == 0 {
			b.WriteByte('{')
		}
		b.WriteByte('}')
	case []any:
		b.WriteByte('[')
		for i, one := range v {
			if i > 0 {
				b.WriteByte(',')
			}
			writeJSON(b, one)
		}
		b.WriteByte(']')
	case string:
		writeString(b, v)
	default:
		plain, _ := json.Marshal(v)
		b.Write(plain)
	}
}

func writeString(b *strings.Builder, text string) {
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\' || r == '/':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			fmt.Fprintf(b, `\u%04x\u%04x`, high, low)
		case r < ' ' || r > '~':
			fmt.Fprintf(b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
}

// restXML writes a value as Magento's REST XML renderer does: <response>, list
// items as <item>.
func restXML(value any) string {
	var b strings.Builder
	b.WriteString("<?xml version=\"1.0\"?>\n")
	writeElement(&b, "response", value, 0)
	return b.String()
}

func writeElement(b *strings.Builder, name string, value any, depth int) {
	indent := strings.Repeat("  ", depth)
	b.WriteString(indent + "<" + name)
	children := elements(value)
	switch text := scalar(value); {
	case len(children) > 0:
		b.WriteString(">\n")
		for _, f := range children {
			writeElement(b, f.name, f.value, depth+1)
		}
		b.WriteString(indent + "</" + name + ">\n")
	case text == "":
		b.WriteString("/>\n")
	default:
		b.WriteString(">" + xmlText.Replace(text) + "</" + name + ">\n")
	}
}

func elements(value any) object {
	list, ok := value.([]any)
	if !ok {
		fields, _ := value.(object)
		return fields
	}
	fields := make(object, len(list))
	for i, one := range list {
		fields[i] = field{"item", one}
	}
	return fields
}

func scalar(value any) string {
	switch v := value.(type) {
	case nil, object, []any:
		return ""
	case string:
		return v
	default:
		return fmt.Sprint(v)
	}
}

var xmlText = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// The media types of Accept that the REST API renders, by first fit.
var renderers = map[string]string{
	"*/*":                   "application/json",
	"application/json":      "application/json",
	"text/xml":              "application/xml",
	"application/xml":       "application/xml",
	"application/xhtml+xml": "application/xml",
}

// rendererFor picks the output as Magento does: the wishes by their weight,
// the first that it can write. None: "".
func rendererFor(accept string) string {
	if strings.TrimSpace(accept) == "" {
		return "application/json"
	}
	for _, wish := range wishes(accept) {
		if media := renderers[wish.media]; media != "" {
			return media
		}
	}
	return ""
}

type wish struct {
	media  string
	weight float64
}

func wishes(accept string) []wish {
	var all []wish
	for _, part := range strings.Split(accept, ",") {
		media, parameters, _ := strings.Cut(part, ";")
		one := wish{strings.ToLower(strings.TrimSpace(media)), 1}
		if _, q, ok := strings.Cut(parameters, "q="); ok {
			one.weight, _ = strconv.ParseFloat(strings.TrimSpace(strings.Split(q, ";")[0]), 64)
		}
		all = append(all, one)
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].weight > all[j].weight })
	return all
}

// render writes a REST answer in the form the caller asked for.
func render(w http.ResponseWriter, r *http.Request, status int, value any) {
	media := rendererFor(strings.Join(r.Header.Values("Accept"), ","))
	if media == "" {
		serverError(w) // observed for Accept: text/html
		return
	}
	body := ""
	if media == "application/xml" {
		body = restXML(value)
	} else {
		body = phpJSON(value)
	}
	w.Header().Set("Content-Type", media+"; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	if status < 300 {
		w.Header().Set("X-Frame-Options", "SAMEORIGIN")
	}
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write([]byte(body))
	}
}
