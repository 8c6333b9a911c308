package sandbox_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/storekey/storekey/sandbox"
)

type swaggerDocument struct {
	Host, BasePath string
	Tags           []struct{ Name string }
	Paths          map[string]map[string]any
	Definitions    map[string]any
}

func (d swaggerDocument) operations() (n int) {
	for _, methods := range d.Paths {
		n += len(methods)
	}
	return n
}

// callers of the schema, by the names of the recordings.
func schemaCallers(t *testing.T, store *sandbox.Store) map[string]string {
	return map[string]string{
		"admin":    "Authorization: Bearer " + tokenOf(t, store, adminRoute, "admin", "Admin123!seed"),
		"limited":  "Authorization: Bearer " + tokenOf(t, store, adminRoute, "limited", "Limited123!seed"),
		"customer": "Authorization: Bearer " + tokenOf(t, store, shopRoute, "roni@example.com", "Customer123!"),
		"guest":    "Accept: text/html,application/xml",
	}
}

// The schema shrinks with the rights, as it was counted on a real store.
func TestSchema(t *testing.T) {
	store, _ := newStore(sandbox.Options{BasePath: "/shop"})
	bare, _ := newStore(sandbox.Options{})
	callers := schemaCallers(t, bare)
	for _, one := range []struct {
		who, store        string
		paths, operations int
	}{
		{"admin", "all", 321, 406}, {"admin", "default", 321, 406}, {"limited", "all", 69, 85},
		{"customer", "default", 53, 66}, {"customer", "all", 43, 52}, {"guest", "german", 43, 52},
	} {
		a := ask(t, bare, "GET", "/rest/"+one.store+"/schema?services=all", "", callers[one.who])
		doc := decode[swaggerDocument](t, a.body)
		if len(doc.Paths) != one.paths || doc.operations() != one.operations || doc.BasePath != "/rest/"+one.store {
			t.Errorf("%s on %s: %d paths, %d operations below %s", one.who, one.store, len(doc.Paths), doc.operations(), doc.BasePath)
		}
		if got := a.header.Get("Content-Type"); got != "application/json" {
			t.Errorf("%s: %s", one.who, got)
		}
	}
	doc := decode[swaggerDocument](t, ask(t, store, "GET", "/shop/rest/schema", "").body)
	if doc.Host != "localhost:8089" || doc.BasePath != "/shop/rest" {
		t.Errorf("in a folder: %s %s", doc.Host, doc.BasePath)
	}
	expect(t, ask(t, bare, "GET", "/rest/schema?services=nopeV1", ""), 500, "Report ID: webapi-")
	expect(t, ask(t, bare, "POST", "/rest/schema", ""), 400, "cannot be processed")
}

// TestConformanceSchema compares the whole documents. Left out are the
// descriptions in definitions, and a service that customers see without any
// operation of it.
func TestConformanceSchema(t *testing.T) {
	folder := os.Getenv("MAGENTO_RECORDINGS")
	if folder == "" {
		t.Skip("MAGENTO_RECORDINGS does not name the folder of the recorded schemas")
	}
	store, _ := newStore(sandbox.Options{})
	for who, header := range schemaCallers(t, store) {
		text, err := os.ReadFile(filepath.Join(folder, "schema", who+".json"))
		if err != nil {
			t.Fatal(err)
		}
		recorded := decode[swaggerDocument](t, string(text))
		own := decode[swaggerDocument](t, ask(t, store, "GET", "/rest/default/schema?services=all", "", header).body)
		for path, methods := range recorded.Paths {
			for method, operation := range methods {
				if got := own.Paths[path][method]; !reflect.DeepEqual(undescribed(got), undescribed(operation)) {
					t.Fatalf("%s: %s %s\nrecorded %s\nhere     %s", who, method, path, encoded(operation), encoded(got))
				}
			}
		}
		if own.operations() != recorded.operations() || len(own.Definitions) != len(recorded.Definitions) {
			t.Errorf("%s: %d operations and %d definitions", who, own.operations(), len(own.Definitions))
		}
		for name, one := range recorded.Definitions {
			if got := own.Definitions[name]; !reflect.DeepEqual(undescribed(got), undescribed(one)) {
				t.Errorf("%s: %s\nrecorded %s\nhere     %s", who, name, encoded(one), encoded(got))
			}
		}
		seen := map[string]bool{"customerCustomerRepositoryV1": true}
		for _, tag := range own.Tags {
			seen[tag.Name] = true
		}
		for _, tag := range recorded.Tags {
			if !seen[tag.Name] {
				t.Errorf("%s: no %s", who, tag.Name)
			}
		}
	}
}

func encoded(value any) string {
	text, _ := json.Marshal(value)
	return string(text)
}

// undescribed leaves the texts out; a property may have the same name as they.
func undescribed(value any) any {
	switch v := value.(type) {
	case map[string]any:
		kept := map[string]any{}
		for name, one := range v {
			if _, text := one.(string); name == "description" && text || name == "required" && one == false {
				continue // not required is what stands nowhere
			}
			kept[name] = undescribed(one)
		}
		return kept
	case []any:
		kept := make([]any, len(v))
		for i := range v {
			kept[i] = undescribed(v[i])
		}
		return kept
	}
	return value
}
