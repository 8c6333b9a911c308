package check

import (
	"context"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"sort"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/storekey/storekey/core/catalogue"
	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/wire"
)

var update = flag.Bool("update", false, "write golden files")

// schemaOf writes a schema that lists the routes of a recorded reader, as lines
// "GET /V1/modules".
func schemaOf(t testing.TB, reader string) string {
	t.Helper()
	raw, err := os.ReadFile("testdata/routes/" + reader + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	return schemaWith(strings.Split(strings.TrimSpace(string(raw)), "\n")...)
}

func schemaWith(routes ...string) string {
	methods := map[string][]string{}
	for _, route := range routes {
		method, path, _ := strings.Cut(route, " ")
		methods[path] = append(methods[path], fmt.Sprintf(`%q:{"tags":["s"]}`, strings.ToLower(method)))
	}
	var paths []string
	for path, list := range methods {
		paths = append(paths, fmt.Sprintf("%q:{%s}", path, strings.Join(list, ",")))
	}
	sort.Strings(paths)
	return `{"swagger":"2.0","host":"elsewhere.test","paths":{` + strings.Join(paths, ",") + `}}`
}

// shop answers the check, the schema and single routes of one token.
type shop struct {
	mu            sync.Mutex
	guest, schema string
	// rights are the resources that its routes ask for and the token has.
	rights map[string]bool
	other  map[string]string // resource of routes that are not stock
	asked  []string
	wrong  []string
}

func (s *shop) Do(req *http.Request) (*http.Response, error) {
	with := req.Header.Get("Authorization") != ""
	path := strings.TrimPrefix(req.URL.Path, "/rest")
	for _, code := range []string{"/all", "/german", "/default"} {
		path = strings.TrimPrefix(path, code)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked = append(s.asked, req.Method+" "+path)
	if req.Method != http.MethodGet || strings.Contains(req.URL.RawQuery, "searchCriteria") || req.Body != nil {
		s.wrong = append(s.wrong, req.Method+" "+req.URL.String())
	}
	r := s.reply(path, with)
	return &http.Response{StatusCode: r.status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(r.body))}, nil
}

func (s *shop) reply(path string, with bool) reply {
	switch path {
	case "/schema":
		if with {
			return reply{200, s.schema, ""}
		}
		return reply{200, s.guest, ""}
	case "/V1/customers/me":
		if with && s.rights[catalogue.Self] {
			return customer
		}
		return noSelf
	}
	o, stock := catalogue.Stock().Find("GET", path)
	resource := o.Resource
	if !stock {
		resource = s.other[path]
	}
	switch {
	case resource == "":
		return reply{404, `{"message":"Request does not match any route."}`, ""}
	case resource == catalogue.Self:
		return noSelf
	case path == "/V1/modules" && with && s.rights[resource]:
		return list
	case resource != catalogue.Anonymous && !(with && s.rights[resource]):
		return reply{401, fmt.Sprintf(`{"message":"The consumer isn't authorized to access %%resources.","parameters":{"resources":%q}}`, resource), ""}
	}
	return reply{404, `{"message":"No such entity with %fieldName = %fieldValue","parameters":{"fieldName":"id","fieldValue":0}}`, ""}
}

func access1(t *testing.T, s *shop, tok token.Token, tree Tree) wire.AccessMap {
	t.Helper()
	env := Env{Doer: s, Now: func() time.Time { return now }}
	out, _ := Access(context.Background(), env, wire.Store{RestURL: "https://host/rest", StoreCode: "german"}, tok, nil, tree)
	if len(s.wrong) > 0 {
		t.Errorf("asked what may write or read data: %v", s.wrong)
	}
	return out
}

// text is an access map in the form of the golden files.
func text(m wire.AccessMap) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s complete %v\n", m.Verdict, m.Reason, m.Complete)
	for _, f := range m.Findings {
		fmt.Fprintf(&b, "finding %s\n", f.Code)
	}
	for _, r := range m.Resources {
		fmt.Fprintf(&b, "%s %s %s: %s\n", r.Allowed, r.How, r.ID, strings.Join(r.Path, " > "))
	}
	for _, o := range m.Operations {
		if o.Allowed != wire.No {
			fmt.Fprintf(&b, "%s %s %s (%s, %s)\n", o.Allowed, o.Method, o.Path, o.Resource, o.From)
		}
	}
	return b.String()
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", "access", name+".txt")
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
		t.Errorf("%s differs: go test ./core/check -update, and look at it", path)
	}
}

func all(resources ...string) map[string]bool {
	rights := map[string]bool{}
	for _, r := range resources {
		rights[r] = true
	}
	return rights
}

// The recorded readers of a stock store.
var readers = []struct {
	name   string
	token  token.Token
	rights map[string]bool
}{
	{"admin", liveAdmin, all("Magento_Backend::admin")},
	{"limited", liveAdmin, all("Magento_Backend::admin")},
	{"customer", liveCustomer, all(catalogue.Self)},
	{"guest", liveAdmin, nil},
}

func TestAccessOfRecordedReaders(t *testing.T) {
	for _, reader := range readers {
		t.Run(reader.name, func(t *testing.T) {
			s := &shop{guest: schemaOf(t, "guest"), schema: schemaOf(t, reader.name), rights: reader.rights}
			m := access1(t, s, reader.token, Tree{})
			golden(t, reader.name, text(m))
			if m.Verdict == wire.VerdictValid && len(s.asked) != 4 {
				t.Errorf("%d requests", len(s.asked))
			}
		})
	}
}

// The schemas themselves, as they were recorded, say the same.
func TestAccessOfRecordedSchemas(t *testing.T) {
	from := os.Getenv("MAGENTO_RECORDINGS")
	if from == "" {
		t.Skip("MAGENTO_RECORDINGS names no folder of recordings")
	}
	read := func(name string) string {
		raw, err := os.ReadFile(filepath.Join(from, "schema", name+".json"))
		if err != nil {
			t.Fatal(err)
		}
		return string(raw)
	}
	for _, reader := range readers {
		s := &shop{guest: read("guest"), schema: read(reader.name), rights: reader.rights}
		golden(t, reader.name, text(access1(t, s, reader.token, Tree{})))
	}
}

func TestAccessLearnsOtherModules(t *testing.T) {
	guest := schemaWith("GET /V1/directory/currency")
	schema := schemaWith("GET /V1/directory/currency", "GET /V1/modules", "GET /V1/shelves/{id}", "GET /V1/open", "POST /V1/shelves")
	s := &shop{guest: guest, schema: schema, rights: all("Magento_Backend::admin"),
		other: map[string]string{"/V1/shelves/0": "Acme_Shelves::read", "/V1/open": catalogue.Anonymous}}
	m := access1(t, s, liveAdmin, Tree{Nodes: []wire.TreeNode{
		{ID: "Magento_Backend::admin", Title: "Magento Admin"}, {ID: "Acme_Shelves::all", Title: "Shelves"}, {ID: "Acme_Shelves::read", Title: "Read", Parent: "Acme_Shelves::all"},
	}})
	got := text(m)
	for _, line := range []string{
		"yes probe Acme_Shelves::read: Shelves > Read\n", "yes GET /V1/shelves/{id} (Acme_Shelves::read, store)\n",
		"yes GET /V1/open (anonymous, store)\n", "yes POST /V1/shelves (, store)\n", "finding routes_without_resource\n",
	} {
		if !strings.Contains(got, line) {
			t.Errorf("%q is missing", line)
		}
	}
	for _, asked := range s.asked {
		if asked == "POST /V1/shelves" {
			t.Error("a writing route was asked")
		}
	}
}

func TestAccessComparesTheTicks(t *testing.T) {
	rights := all("Magento_Backend::admin", "Magento_Catalog::products")
	s := &shop{guest: schemaOf(t, "guest"), schema: schemaOf(t, "limited"), rights: rights}
	tree := func(ticked ...string) Tree {
		nodes := append([]wire.TreeNode{}, catalogue.Resources()...)
		for i := range nodes {
			for _, id := range ticked {
				nodes[i].Ticked = nodes[i].Ticked || nodes[i].ID == id
			}
		}
		return Tree{nodes, true}
	}
	for want, ticked := range map[string][]string{
		"":                   {"Magento_Catalog::products", "Magento_Backend::admin"},
		"ticked_not_granted": {"Magento_Catalog::products", "Magento_Sales::actions_view"},
		"granted_not_ticked": {"Magento_Backend::admin"},
	} {
		m := access1(t, s, liveAdmin, tree(ticked...))
		if got := codes(m.Findings); strings.Contains(got, "ticked") != (want != "") || !strings.Contains(got, want) {
			t.Errorf("%v: %s", ticked, got)
		}
	}
}

func TestAccessWithoutASchema(t *testing.T) {
	rights := all("Magento_Backend::admin", "Magento_Catalog::products", "Magento_Sales::actions_view")
	stale := schemaOf(t, "guest")
	for name, schema := range map[string]string{"html": "<html>", "stale": stale, "empty": "", "cut": stale[:len(stale)/2]} {
		t.Run(name, func(t *testing.T) {
			s := &shop{guest: stale, schema: schema, rights: rights}
			m := access1(t, s, liveAdmin, Tree{})
			state := map[string]string{}
			for _, r := range m.Resources {
				state[r.ID] = r.Allowed + " " + r.How
			}
			for id, want := range map[string]string{
				"Magento_Catalog::products": "yes probe", "Magento_Sales::actions_view": "yes probe",
				"Magento_Customer::manage": "no probe", "Magento_Sales::cancel": "unknown probe",
			} {
				if state[id] != want {
					t.Errorf("%s: %s, want %s", id, state[id], want)
				}
			}
			if m.Complete || !strings.Contains(codes(m.Findings), "schema_not_told") {
				t.Errorf("complete %v: %s", m.Complete, codes(m.Findings))
			}
		})
	}
}

func TestAccessOfARefusedToken(t *testing.T) {
	s := &shop{guest: schemaOf(t, "guest"), schema: schemaOf(t, "admin")}
	m := access1(t, s, deadAdmin, Tree{})
	if m.Verdict != wire.VerdictInvalid || len(m.Resources) != 0 || m.Resources == nil || len(m.Evidence) != 2 {
		t.Errorf("%s, %d resources, %d requests", m.Verdict, len(m.Resources), len(m.Evidence))
	}
}

func TestAccessCanBeCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	s := &shop{guest: "", schema: "", rights: all("Magento_Backend::admin")}
	steps := 0
	env := Env{Doer: s, Now: func() time.Time { return now }, Step: func(step string, done, total int) {
		if step == "probing" && done > 10 {
			cancel()
		}
		if done >= total || done != steps {
			t.Errorf("step %d: %d of %d", steps, done, total)
		}
		steps++
	}}
	m, _ := Access(ctx, env, wire.Store{RestURL: "https://host/rest"}, liveAdmin, nil, Tree{})
	if len(s.asked) > 25 || !strings.Contains(codes(m.Findings), "check_stopped") {
		t.Errorf("%d requests, %s", len(s.asked), codes(m.Findings))
	}
}

// BenchmarkAccess reads a schema of the size that Magento's is, most of it
// definitions. MB-taken is the memory of the whole program.
func BenchmarkAccess(b *testing.B) {
	guest, schema := schemaOf(b, "guest"), schemaOf(b, "admin")
	const definition = `"x%d":{"type":"object","description":"Interface","properties":{"id":{"type":"integer","description":"ID"}},"required":["id"]},`
	var definitions strings.Builder
	for i := 0; len(schema)+definitions.Len() < 600_000; i++ {
		fmt.Fprintf(&definitions, definition, i)
	}
	schema = strings.Replace(schema, `"paths":{`, `"definitions":{`+strings.TrimSuffix(definitions.String(), ",")+`},"paths":{`, 1)
	b.ReportAllocs()
	for b.Loop() {
		s := &shop{guest: guest, schema: schema, rights: all("Magento_Backend::admin")}
		env := Env{Doer: s, Now: func() time.Time { return now }}
		if m, _ := Access(context.Background(), env, wire.Store{RestURL: "https://host/rest"}, liveAdmin, nil, Tree{}); !m.Complete {
			b.Fatal(codes(m.Findings))
		}
	}
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	b.ReportMetric(float64(memory.Sys)/1e6, "MB-taken")
}

// A customer of another website is asked about there.
func TestAccessOnAnotherView(t *testing.T) {
	b := &branches{list: twoWebsites, home: "second"}
	env := Env{Doer: b, Now: func() time.Time { return now }}
	m, _ := Access(context.Background(), env, wire.Store{BaseURL: "https://host", RestURL: "https://host/rest", StoreCode: "german"}, liveCustomer, nil, Tree{})
	if m.Verdict != wire.VerdictValid || m.Store.StoreCode != "german" || !strings.Contains(strings.Join(b.asked, " "), "/second/schema") {
		t.Errorf("%s: %s", m.Reason, b.asked[:7])
	}
}
