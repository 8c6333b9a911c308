package snippet

import (
	"fmt"
	"strings"

	"github.com/storekey/storekey/core/snippet/internal/literal"
	"github.com/storekey/storekey/core/wire"
)

var _ = register(Target{
	Card: wire.Card{
		ID:        "csharp",
		Title:     "C# (HttpClient)",
		Summary:   "A C# program (.NET 5 or newer) with HttpClient.",
		Extension: "cs",
	},
	limits:    normal | noDots | merged | noEmpty | capitals | asciiHeaders | noGetBody,
	kept:      "[]'",
	forbidden: " connection expect host upgrade ",
	write:     writeCSharp,
})

var csharp = &language{Style: literal.CSharp, plus: " + ", env: `Environment.GetEnvironmentVariable("`, end: `")`}

// bidi are the marks of writing direction that System.Uri takes out.
var bidi = []string{"%E2%80%8E", "%E2%80%8F", "%E2%80%AA", "%E2%80%AB", "%E2%80%AC", "%E2%80%AD", "%E2%80%AE"}

// contentHeaders belong to the content and cannot be set without one.
const contentHeaders = " allow content-disposition content-encoding content-language content-location content-md5" +
	" content-range content-type expires last-modified "

func writeCSharp(c *call) (string, error) {
	for _, mark := range bidi {
		if strings.Contains(c.url, mark) {
			return "", ErrURLForm
		}
	}
	var p page
	p.put("using System;\nusing System.Net.Http;\nusing System.Text;\n\nvar request = new HttpRequestMessage(new HttpMethod(",
		csharp.Quote(c.method), "), ", csharp.Quote(c.url), ");\n")
	if c.body != nil {
		p.put("request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(", csharp.Quote(*c.body), "));\n")
	}
	for _, h := range c.headers {
		of := "request.Headers"
		if strings.Contains(contentHeaders, " "+strings.ToLower(h.Name)+" ") {
			of = "request.Content.Headers"
			if c.body == nil {
				return "", fmt.Errorf("snippet: header %s: %w", h.Name, ErrHeaderBody)
			}
		}
		p.put(of, ".TryAddWithoutValidation(", csharp.Quote(h.Name), ", ", csharp.value(h), ");\n")
	}
	p.put("var response = await new HttpClient().SendAsync(request);\nConsole.WriteLine((int)response.StatusCode);\n",
		"Console.WriteLine(await response.Content.ReadAsStringAsync());\n")
	return p.text()
}
