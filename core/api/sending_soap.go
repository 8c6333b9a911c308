package api

import "strings"

// soapReads are how the methods of Magento's services begin that only read
// (their interfaces in …/Api). All others count as writes.
var soapReads = []string{"Get", "Is", "Count", "Search", "Estimate"}

// isSOAPRead reports whether an envelope calls an operation that only reads.
func isSOAPRead(envelope string) bool {
	name, ok := soapOperation(envelope)
	_, method := soapService(name)
	if !ok || method == "" {
		return false
	}
	for _, begin := range soapReads {
		rest, is := strings.CutPrefix(method, begin)
		if is && (rest == "" || 'A' <= rest[0] && rest[0] <= 'Z') {
			return true
		}
	}
	return false
}

// soapService parts the name of an operation into its service, which ends in a
// version, and the method.
func soapService(operation string) (service, method string) {
	for i := 1; i < len(operation)-1; i++ {
		if operation[i] != 'V' || !isDecimal(operation[i+1]) {
			continue
		}
		end := i + 1
		for end < len(operation) && isDecimal(operation[end]) {
			end++
		}
		if end == len(operation) || 'A' <= operation[end] && operation[end] <= 'Z' {
			return operation[:end], operation[end:]
		}
	}
	return "", ""
}

func isDecimal(c byte) bool { return '0' <= c && c <= '9' }

// soapOperation is what an envelope asks for: the one element in its body,
// without Request. An envelope that could be read in two ways has none.
func soapOperation(envelope string) (name string, ok bool) {
	if strings.Contains(envelope, "<!") {
		return "", false
	}
	depth, bodies, within := 0, 0, 0
	for {
		_, after, found := strings.Cut(envelope, "<")
		if strings.HasPrefix(after, "?") {
			_, envelope, _ = strings.Cut(after, "?>")
			continue
		}
		end := tagEnd(after)
		if !found || end < 0 {
			break
		}
		tag := after[:end]
		envelope = after[end+1:]
		if strings.HasPrefix(tag, "/") {
			depth--
			continue
		}
		local := localName(tag)
		if depth == within && within > 0 {
			if name != "" {
				return "", false
			}
			name = local
		}
		if !strings.HasSuffix(tag, "/") {
			depth++
		}
		if local == "Body" {
			if bodies++; depth == 2 {
				within = depth
			}
		}
	}
	name, is := strings.CutSuffix(name, "Request")
	return name, is && name != "" && bodies == 1 && depth == 0
}

// tagEnd is the place of the > that ends a tag, -1 for none: one within quotes
// does not.
func tagEnd(text string) int {
	quote := byte(0)
	for i := range len(text) {
		switch c := text[i]; {
		case quote == 0 && c == '>':
			return i
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
		case c == quote:
			quote = 0
		}
	}
	return -1
}

// localName is the name in a tag without its prefix and attributes.
func localName(tag string) string {
	tag = tag[:until(tag, " \t\r\n/")]
	return tag[strings.IndexByte(tag, ':')+1:]
}

// xmlValue is the text of the first element of that name.
func xmlValue(text, name string) string {
	for {
		_, after, found := strings.Cut(text, "<")
		if !found {
			return ""
		}
		tag, rest, _ := strings.Cut(after, ">")
		if localName(tag) == name {
			return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&quot;", `"`, "&apos;", "'", "&amp;", "&").Replace(rest[:until(rest, "<")])
		}
		text = rest
	}
}
