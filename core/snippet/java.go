package snippet

import (
	"unicode/utf16"

	"github.com/storekey/storekey/core/snippet/internal/literal"
	"github.com/storekey/storekey/core/wire"
)

var _ = register(Target{
	Card: wire.Card{
		ID:        "java",
		Title:     "Java (HttpClient)",
		Summary:   "A Java program (11 or newer) with java.net.http.",
		Extension: "java",
	},
	limits:    normal | asciiHeaders,
	forbidden: " connection expect host upgrade ",
	write:     writeJava,
})

var java = &language{Style: literal.Java, plus: " + ", env: `System.getenv("`, end: `")`}

func writeJava(c *call) (string, error) {
	if len(c.url) > mostInClassFile || c.body != nil && classFileSize(*c.body) > mostInClassFile {
		return "", ErrTooLongHere
	}
	var p page
	p.put("import java.net.URI;\nimport java.net.http.HttpClient;\nimport java.net.http.HttpRequest;\nimport java.net.http.HttpResponse;\n\n",
		"public class Call {\n    public static void main(String[] args) throws Exception {\n",
		"        HttpRequest request = HttpRequest.newBuilder(URI.create(", java.Quote(c.url), "))\n")
	for _, h := range c.headers {
		p.put("            .header(", java.Quote(h.Name), ", ", java.value(h), ")\n")
	}
	body := "noBody()"
	if c.body != nil {
		body = "ofString(" + java.Quote(*c.body) + ")"
	}
	p.put("            .method(", java.Quote(c.method), ", HttpRequest.BodyPublishers.", body, ")\n            .build();\n",
		"        HttpResponse<String> response = HttpClient.newHttpClient()\n            .send(request, HttpResponse.BodyHandlers.ofString());\n",
		"        System.out.println(response.statusCode());\n        System.out.println(response.body());\n    }\n}\n")
	return p.text()
}

// mostInClassFile bytes may a text have (Java Virtual Machine Specification
// §4.4.7).
const mostInClassFile = 65535

func classFileSize(text string) int {
	size := 0
	for _, r := range text {
		switch {
		case r < 0x80:
			size++
		case r < 0x800:
			size += 2
		default:
			size += 3 * utf16.RuneLen(r)
		}
	}
	return size
}
