// Command catalogue makes core/catalogue's lists from recordings of a store:
// its schema as an administrator with all rights sees it, the resource that each
// route asks for, and the resource tree.
//
//	go run ./scripts/catalogue -from RECORDINGS
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/storekey/storekey/core/catalogue"
)

func main() {
	log.SetFlags(0)
	from := flag.String("from", "", "folder of the recordings")
	to := flag.String("to", "core/catalogue", "folder of the lists")
	flag.Parse()
	operations, err := Operations(*from)
	if err != nil {
		log.Fatal(err)
	}
	resources, err := Resources(*from)
	if err != nil {
		log.Fatal(err)
	}
	for name, text := range map[string][]byte{"operations.txt": operations, "resources.txt": resources} {
		if err := os.WriteFile(filepath.Join(*to, name), text, 0o644); err != nil {
			log.Fatal(err)
		}
	}
}

// Operations is the text of the routes, by path and method.
func Operations(from string) ([]byte, error) {
	schema, err := os.ReadFile(filepath.Join(from, "schema", "admin.json"))
	if err != nil {
		return nil, err
	}
	c, err := catalogue.Read(schema)
	if err != nil {
		return nil, err
	}
	var routes []struct{ Method, Path, Resource string }
	if err := read(from, "route-resources.json", &routes); err != nil {
		return nil, err
	}
	resource := map[string]string{}
	for _, r := range routes {
		resource[r.Method+" "+r.Path] = r.Resource
	}
	for i := range c.Operations {
		o := &c.Operations[i]
		if o.Resource = resource[o.Method+" "+o.Path]; o.Resource == "" {
			return nil, fmt.Errorf("%s %s: no resource is recorded", o.Method, o.Path)
		}
	}
	sort.Slice(c.Operations, func(i, j int) bool {
		a, b := c.Operations[i], c.Operations[j]
		if a.Path != b.Path {
			return a.Path < b.Path
		}
		return a.Method < b.Method
	})
	return c.Compact(), nil
}

type resource struct {
	ID, Title, Parent string
	SortOrder         int
}

// Resources is the text of the resource tree: parents before children, in the
// order of the role editor.
func Resources(from string) ([]byte, error) {
	var list []resource
	if err := read(from, "acl-resources.json", &list); err != nil {
		return nil, err
	}
	children := map[string][]resource{}
	known := map[string]bool{}
	for _, r := range list {
		known[r.ID] = true
	}
	for _, r := range list {
		if !known[r.Parent] {
			r.Parent = ""
		}
		children[r.Parent] = append(children[r.Parent], r)
	}
	var b strings.Builder
	write(&b, children, "")
	return []byte(b.String()), nil
}

func write(b *strings.Builder, children map[string][]resource, parent string) {
	list := children[parent]
	sort.SliceStable(list, func(i, j int) bool { return list[i].SortOrder < list[j].SortOrder })
	for _, r := range list {
		fmt.Fprintf(b, "%s\t%s\t%s\n", r.ID, r.Title, r.Parent)
		write(b, children, r.ID)
	}
}

func read(folder, name string, into any) error {
	raw, err := os.ReadFile(filepath.Join(folder, name))
	if err != nil {
		return err
	}
	return json.Unmarshal(raw, into)
}
