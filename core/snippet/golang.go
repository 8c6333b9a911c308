package snippet

import (
	"github.com/storekey/storekey/core/snippet/internal/literal"
	"github.com/storekey/storekey/core/wire"
)

var _ = register(Target{
	Card: wire.Card{
		ID:        "golang",
		Title:     "Go",
		Summary:   "A Go program with net/http.",
		Extension: "go",
	},
	limits:    normal,
	kept:      "[]",
	forbidden: " host ",
	write:     writeGo,
})

var golang = &language{Style: literal.Go, plus: " + ", env: `os.Getenv("`, end: `")`}

func writeGo(c *call) (string, error) {
	var p page
	p.put("package main\n\nimport (\n\t\"fmt\"\n\t\"io\"\n\t\"log\"\n\t\"net/http\"\n")
	if c.usesEnv() {
		p.put("\t\"os\"\n")
	}
	if c.body != nil {
		p.put("\t\"strings\"\n")
	}
	p.put(")\n\n")
	goMain(&p, c, "")
	return p.text()
}

// goMain writes the program's main function; more are statements before the
// request is sent.
func goMain(p *page, c *call, more string) {
	body := "nil"
	if c.body != nil {
		body = "strings.NewReader(" + golang.Quote(*c.body) + ")"
	}
	p.put("func main() {\n\treq, err := http.NewRequest(", golang.Quote(c.method), ", ", golang.Quote(c.url), ", ", body, ")\n",
		"\tif err != nil {\n\t\tlog.Fatal(err)\n\t}\n")
	for _, h := range c.headers {
		p.put("\treq.Header.Add(", golang.Quote(h.Name), ", ", golang.value(h), ")\n")
	}
	p.put(more, `	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		log.Fatal(err)
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(resp.Status)
	fmt.Printf("%s\n", answer)
}
`)
}
