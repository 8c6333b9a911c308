package catalogue

import (
	"flag"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/tidwall/gjson"
)

var update = flag.Bool("update", false, "write golden files")

func small(t testing.TB) *Catalogue {
	t.Helper()
	raw, err := os.ReadFile("testdata/schema.json")
	if err != nil {
		t.Fatal(err)
	}
	c, err := Read(raw)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := "testdata/" + name
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s: got\n%s", name, got)
	}
}

func TestRead(t *testing.T) { golden(t, "schema.txt", string(small(t).Compact())) }

func TestExpandIsTheInverseOfCompact(t *testing.T) {
	for name, c := range map[string]*Catalogue{"small": small(t), "stock": Stock()} {
		text := string(c.Compact())
		if again := string(Expand(text).Compact()); again != text {
			t.Errorf("%s: another text", name)
		}
	}
}

func TestSkeleton(t *testing.T) {
	c := small(t)
	o, _ := c.Find("POST", "/V1/shelves")
	golden(t, "required.json", c.Skeleton(o, false))
	golden(t, "everything.json", c.Skeleton(o, true))
	if o, _ := c.Find("GET", "/V1/shelves"); c.Skeleton(o, true) != "" {
		t.Error("a GET has a body")
	}
}

func TestEveryStockSkeletonIsJSON(t *testing.T) {
	c := Stock()
	for _, o := range c.Operations {
		for _, everything := range []bool{false, true} {
			if body := c.Skeleton(o, everything); (body != "") != (o.Body != nil) || body != "" && !gjson.Valid(body) {
				t.Errorf("%s %s: not JSON", o.Method, o.Path)
			}
		}
	}
}

func TestFind(t *testing.T) {
	c := small(t)
	for call, want := range map[string]string{
		"GET /V1/shelves":         "/V1/shelves",
		"get /V1/shelves":         "",
		"GET /v1/Shelves?a=b":     "/V1/shelves",
		"DELETE /V1/shelves/7":    "/V1/shelves/{id}",
		"DELETE /V1/shelves/":     "",
		"GET /V1/shelves/mine":    "/V1/shelves/mine",
		"DELETE /V1/shelves/7/8":  "",
		"OPTIONS /V1/shelves/7":   "",
		"DELETE /V1/shelves/{id}": "/V1/shelves/{id}",
	} {
		method, path, _ := strings.Cut(call, " ")
		o, ok := c.Find(method, path)
		if o.Path != want || ok != (want != "") {
			t.Errorf("%s: %q", call, o.Path)
		}
	}
}

func TestFields(t *testing.T) {
	c := small(t)
	o, _ := c.Find("GET", "/V1/shelves")
	if got := strings.Join(c.Fields(o), " "); got != "sku width open" {
		t.Errorf("got %s", got)
	}
	if !o.Searches() || len(o.Query) != 2 {
		t.Errorf("%+v", o.Query)
	}
}

func TestStock(t *testing.T) {
	c := Stock()
	if len(c.Operations) != 406 || len(Resources()) != 276 {
		t.Errorf("%d routes, %d resources", len(c.Operations), len(Resources()))
	}
	for call, want := range map[string]string{
		"GET /V1/modules":                  "Magento_Backend::admin",
		"GET /V1/products/24-MB01":         "Magento_Catalog::products",
		"GET /V1/customers/me":             Self,
		"GET /V1/customers/7":              "Magento_Customer::customer",
		"GET /V1/directory/currency":       Anonymous,
		"POST /V1/integration/admin/token": Anonymous,
	} {
		method, path, _ := strings.Cut(call, " ")
		if o, _ := c.Find(method, path); o.Resource != want {
			t.Errorf("%s: %q, want %s", call, o.Resource, want)
		}
	}
	known := map[string]bool{}
	for _, r := range Resources() {
		if r.Parent != "" && !known[r.Parent] {
			t.Errorf("%s stands before its parent", r.ID)
		}
		known[r.ID] = true
	}
	// Magento asks for one that no module declares: only "Allow everything" has it.
	known["Magento_AdobeStockImage::actions_view"] = true
	for _, o := range c.Operations {
		if o.Resource != Self && o.Resource != Anonymous && !known[o.Resource] {
			t.Errorf("%s %s: %s is no resource", o.Method, o.Path, o.Resource)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	for _, text := range []string{"", "{", "[]", "null", `{"openapi":"3.0.0"}`, `{"swagger":2}`, "<html>", `{"swagger":"3.0"}`} {
		if _, err := Read([]byte(text)); err == nil {
			t.Errorf("%q is read", text)
		}
	}
}

func TestReadIsTolerant(t *testing.T) {
	for _, text := range []string{
		`{"swagger":"2.0"}`, `{"swagger":"2.0","paths":[],"definitions":7}`, `{"swagger":"2.0","paths":{"/V1/x":{"get":null}}}`,
		`{"swagger":"2.0","paths":{"/V1/x":{"get":{"parameters":{"in":"body"},"tags":7,"responses":[]}}}}`,
		`{"swagger":"2.0","definitions":{"a":{"properties":{"b":{"type":"array"}}}}}`,
	} {
		if _, err := Read([]byte(text)); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// A type that refers to many others, which do the same.
func TestSkeletonIsBounded(t *testing.T) {
	var b strings.Builder
	b.WriteString(`{"swagger":"2.0","paths":{"/V1/x":{"post":{"parameters":[{"in":"body","schema":{"properties":{"a":{"$ref":"#/definitions/t0"}}}}]}}},"definitions":{"z":{}`)
	for i := range 40 {
		b.WriteString(`,"t` + strconv.Itoa(i) + `":{"properties":{"z":{}`)
		for j := range 40 {
			b.WriteString(`,"p` + strconv.Itoa(j) + `":{"$ref":"#/definitions/t` + strconv.Itoa(j) + `"}`)
		}
		b.WriteString(`}}`)
	}
	b.WriteString(`}}`)
	c, err := Read([]byte(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	body := c.Skeleton(c.Operations[0], true)
	if !gjson.Valid(body) || len(body) > 2*maxSkeleton {
		t.Errorf("%d bytes, JSON: %v", len(body), gjson.Valid(body))
	}
}

func TestNamesThatWouldBreakTheText(t *testing.T) {
	c, err := Read([]byte(`{"swagger":"2.0","paths":{"/V1/a\nO\tGET":{"get":{}},"/V1/b":{"get":{"tags":["x y"]}},"/V1/c":{"get":{"parameters":[{"in":"query","name":"a b"}]}}}}`))
	if err != nil || len(c.Operations) != 1 || len(c.Operations[0].Query) != 0 {
		t.Errorf("%v %+v", err, c)
	}
}

func FuzzRead(f *testing.F) {
	raw, _ := os.ReadFile("testdata/schema.json")
	f.Add(string(raw))
	f.Add(`{"swagger":"2.0","paths":{"a b\tc":{"get":{"parameters":[{"in":"body","schema":{"properties":{"a b!":{"type":"array"}}}}]}}}}`)
	f.Fuzz(func(t *testing.T, text string) {
		c, err := Read([]byte(text))
		if err != nil {
			return
		}
		again := Expand(string(c.Compact()))
		for _, o := range append(c.Operations, again.Operations...) {
			if body := c.Skeleton(o, true); body != "" && !gjson.Valid(body) {
				t.Error("a skeleton that is no JSON")
			}
		}
	})
}

func BenchmarkStock(b *testing.B) {
	b.ReportAllocs()
	for range b.N {
		Expand(operationsText)
	}
}
