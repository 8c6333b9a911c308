// Digest makes the sandbox's data files out of recordings of a real store:
//
//	go run ./sandbox/internal/digest DIR sandbox
//
// DIR holds schema/{admin,customer}.json, as GET /rest/default/schema answers
// them, and pages/admin-role-edit.html, the role editor after its scripts ran.
// It writes schema.txt (see package sandbox, schema.go) and tree.txt (tree.go).
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"log"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

func main() {
	if len(os.Args) != 3 {
		log.Fatal("usage: digest DIR-OF-RECORDINGS DIR-OF-SANDBOX")
	}
	from, to := os.Args[1], os.Args[2]
	write(filepath.Join(to, "tree.txt"), tree(string(read(filepath.Join(from, "pages/admin-role-edit.html")))))
	write(filepath.Join(to, "schema.txt"), schema(read(filepath.Join(from, "schema/admin.json")), read(filepath.Join(from, "schema/customer.json"))))
}

func read(file string) []byte {
	text, err := os.ReadFile(file)
	if err != nil {
		log.Fatal(err)
	}
	return text
}

func write(file, text string) {
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		log.Fatal(err)
	}
}

// mark is what the nesting and the boxes of the tree are known by.
var mark = regexp.MustCompile(`<ul role="group"|<ul class="jstree-container-ul|</ul>|<li[^>]* data-id="([^"]+)"|_anchor">(?:<i [^>]*></i>)*([^<]+)</a>`)

// tree is one line for each box: a blank for each level, the ID, the title.
func tree(page string) string {
	var b strings.Builder
	b.WriteString("# The resource tree of the role editor: a blank for each level, ID, title.\n")
	depth := -1
	page = page[strings.Index(page, `data-role="resource-tree"`):]
	for _, m := range mark.FindAllStringSubmatch(page, -1) {
		switch {
		case strings.HasPrefix(m[0], "<ul"):
			depth++
		case m[0] == "</ul>":
			if depth--; depth < 0 {
				return b.String()
			}
		case m[1] != "":
			b.WriteString(strings.Repeat(" ", depth) + m[1])
		default:
			b.WriteString(" " + html.UnescapeString(m[2]) + "\n")
		}
	}
	log.Fatal("the tree does not end")
	return ""
}

// member is one of an object, in the order of the text.
type member struct {
	name  string
	value json.RawMessage
}

func members(text json.RawMessage) (all []member) {
	if len(text) == 0 {
		return nil
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	must(decoder.Token())
	for decoder.More() {
		name := must(decoder.Token()).(string)
		var value json.RawMessage
		if err := decoder.Decode(&value); err != nil {
			log.Fatal(err)
		}
		all = append(all, member{name, value})
	}
	return all
}

func must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}

func decode[T any](text []byte) (value T) {
	if err := json.Unmarshal(text, &value); err != nil {
		log.Fatal(err)
	}
	return value
}

// kind is a type of the schema.
type kind struct {
	Ref        string          `json:"$ref"`
	Type       string          `json:"type"`
	Items      *kind           `json:"items"`
	Required   []string        `json:"required"`
	Properties json.RawMessage `json:"properties"`
}

// String writes $name for another definition, []x for a list.
func (k *kind) String() string {
	switch {
	case k.Ref != "":
		return "$" + strings.TrimPrefix(k.Ref, "#/definitions/")
	case k.Type == "array":
		return "[]" + k.Items.String()
	}
	return k.Type
}

type parameter struct {
	Name        string `json:"name"`
	In          string `json:"in"`
	Type        string `json:"type"`
	Items       *kind  `json:"items"`
	Description string `json:"description"`
	Required    bool   `json:"required"`
	Schema      kind   `json:"schema"`
}

type operation struct {
	Tags        []string    `json:"tags"`
	Description string      `json:"description"`
	Parameters  []parameter `json:"parameters"`
	Responses   map[string]struct {
		Schema kind `json:"schema"`
	} `json:"responses"`
}

type document struct {
	Tags        []struct{ Name, Description string }
	Paths       json.RawMessage
	Definitions json.RawMessage
}

const head = `# What GET /rest/default/schema?services=all tells an administrator of everything.
# tag NAME DESCRIPTION
# /PATH, then its operations: METHOD SERVICE DESCRIPTION, a + before the service where customers see it
#   200 TYPE, 400, 500: the answers; path|query NAME TYPE DESCRIPTION, body NAME TYPE: what it takes
# define NAME TYPE, then its properties. $x is a definition, []x a list, ! behind a name: required
`

func schema(admin, customer []byte) string {
	var b strings.Builder
	b.WriteString(head)
	doc := decode[document](admin)
	shown := decode[struct {
		Paths map[string]map[string]json.RawMessage
	}](customer).Paths
	for _, tag := range doc.Tags {
		line(&b, "tag", tag.Name, tag.Description)
	}
	for _, path := range members(doc.Paths) {
		line(&b, path.name)
		for _, one := range members(path.value) {
			op := decode[operation](one.value)
			seen := ""
			if shown[path.name][one.name] != nil {
				seen = "+"
			}
			line(&b, " "+one.name, seen+op.Tags[0], op.Description)
			describe(&b, op)
		}
	}
	for _, one := range members(doc.Definitions) {
		if !strings.HasPrefix(one.name, "error-") {
			k := decode[kind](one.value)
			line(&b, "define", one.name, k.String())
			properties(&b, " ", &k)
		}
	}
	return b.String()
}

func describe(b *strings.Builder, op operation) {
	if answer, ok := op.Responses["200"]; ok {
		line(b, "  200", answer.Schema.String())
	}
	for _, status := range []string{"400", "500"} {
		if _, ok := op.Responses[status]; ok {
			line(b, "  "+status)
		}
	}
	for _, p := range op.Parameters {
		if p.In == "body" {
			properties(b, "  body ", &p.Schema)
			continue
		}
		of := kind{Type: p.Type, Items: p.Items}
		line(b, "  "+p.In, p.Name+flag(p.Required), of.String(), p.Description)
	}
}

func properties(b *strings.Builder, before string, k *kind) {
	for _, one := range members(k.Properties) {
		required := false
		for _, name := range k.Required {
			required = required || name == one.name
		}
		of := decode[kind](one.value)
		line(b, before+one.name+flag(required), of.String())
	}
}

func flag(required bool) string {
	if required {
		return "!"
	}
	return ""
}

// line writes words, the first of which may be indented; line breaks in a
// description become blanks.
func line(b *strings.Builder, first string, more ...string) {
	rest := strings.Join(strings.Fields(strings.Join(more, " ")), " ")
	fmt.Fprintln(b, strings.TrimRight(first+" "+rest, " "))
}
