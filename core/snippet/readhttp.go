package snippet

import "strings"

// httpFile reads the first request of a .http file.
func (r *reading) httpFile(text string) bool {
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	variables := map[string]string{}
	at := 0
	for ; at < len(lines); at++ {
		line := strings.TrimSpace(lines[at])
		if strings.HasPrefix(line, "< {%") { // a script of JetBrains
			for at < len(lines)-1 && !strings.Contains(lines[at], "%}") {
				at++
			}
			continue
		}
		if name, value, found := strings.Cut(line, "="); found && strings.HasPrefix(line, "@") {
			variables[strings.TrimSpace(name[1:])] = strings.TrimSpace(value)
			continue
		}
		if line != "" && !isHTTPComment(line) {
			break
		}
	}
	if at == len(lines) || !r.requestLine(lines[at]) {
		return false
	}
	at = r.httpHeaders(lines, at+1)
	r.httpBody(lines, at)
	if !r.fromHost() {
		return false
	}
	r.fill(variables)
	return true
}

func isHTTPComment(line string) bool {
	return strings.HasPrefix(line, "#") || strings.HasPrefix(line, "//")
}

// requestLine reads "GET https://… HTTP/1.1"; the method and the version may be
// left out.
func (r *reading) requestLine(line string) bool {
	words := strings.Fields(line)
	if last := len(words) - 1; last > 0 && strings.HasPrefix(words[last], "HTTP/") {
		words = words[:last]
	}
	r.request.Method = "GET"
	if len(words) > 1 && strings.Contains(httpMethods, " "+words[0]+" ") {
		r.request.Method, words = words[0], words[1:]
	}
	address := strings.Join(words, " ")
	isPath := strings.HasPrefix(address, "/") && len(words) == 1
	if !isPath && !strings.HasPrefix(address, "http://") && !strings.HasPrefix(address, "https://") && !strings.HasPrefix(address, "{{") {
		return false
	}
	r.request.URL = address
	return true
}

// fromHost puts the header Host before a path alone, as in a request that
// somebody copied as it went over the wire.
func (r *reading) fromHost() bool {
	if !strings.HasPrefix(r.request.URL, "/") {
		return true
	}
	for i, h := range r.request.Headers {
		if !strings.EqualFold(h.Name, "Host") || h.Value == "" {
			continue
		}
		scheme := "https://"
		if _, port, found := strings.Cut(h.Value, ":"); found && port != "443" && port != "8443" {
			scheme = "http://"
		}
		r.request.URL = scheme + h.Value + r.request.URL
		r.request.Headers = append(r.request.Headers[:i:i], r.request.Headers[i+1:]...)
		return true
	}
	return false
}

// httpHeaders reads on to the empty line. Indented lines that begin with ? or &
// belong to the address.
func (r *reading) httpHeaders(lines []string, at int) int {
	for ; at < len(lines); at++ {
		line := lines[at]
		trimmed := strings.TrimSpace(line)
		switch {
		case trimmed == "":
			return at + 1
		case strings.HasPrefix(trimmed, "###"):
			return at
		case isHTTPComment(trimmed):
		case line != trimmed && strings.IndexByte("?&", trimmed[0]) >= 0:
			r.request.URL += trimmed
		default:
			if name, value, found := strings.Cut(line, ":"); found {
				r.add(name, value)
			}
		}
	}
	return at
}

func (r *reading) httpBody(lines []string, at int) {
	var body []string
	for ; at < len(lines); at++ {
		line := lines[at]
		switch {
		case strings.HasPrefix(line, "###"):
			if strings.TrimSpace(strings.Join(lines[at+1:], "")) != "" {
				r.say("snippet_more")
			}
			at = len(lines)
			continue
		case strings.HasPrefix(line, "> "), strings.HasPrefix(line, ">> "):
			at = len(lines)
			continue
		case strings.HasPrefix(line, "< "), strings.HasPrefix(line, "<@"):
			r.say("snippet_file", "option", "<")
			continue
		}
		body = append(body, line)
	}
	for len(body) > 0 && strings.TrimSpace(body[len(body)-1]) == "" {
		body = body[:len(body)-1]
	}
	if len(body) > 0 {
		text := strings.Join(body, "\n")
		r.request.Body = &text
	}
}

// fill puts the variables of the file in their places.
func (r *reading) fill(variables map[string]string) {
	put := func(text string) string {
		for range len(variables) { // a value may name another variable
			for name, value := range variables {
				text = strings.ReplaceAll(text, "{{"+name+"}}", value)
			}
		}
		return text
	}
	r.request.URL = put(r.request.URL)
	for i := range r.request.Headers {
		r.request.Headers[i].Value = put(r.request.Headers[i].Value)
	}
	if r.request.Body != nil {
		body := put(*r.request.Body)
		r.request.Body = &body
	}
}
