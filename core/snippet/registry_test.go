package snippet

import (
	"os"
	"strings"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

// shared are the files that are no target.
const shared = " doc errors registry group address call json oauth options secret read readcurl readoptions readpowershell readinvoke readfetch readhttp "

func TestRegistryIsTheFolder(t *testing.T) {
	files := map[string]bool{}
	for _, name := range list(t, ".", ".go") {
		base := strings.TrimSuffix(name, ".go")
		if !strings.HasSuffix(name, "_test.go") && !strings.Contains(shared, " "+base+" ") {
			files[base] = true
		}
	}
	for _, target := range All() {
		if !files[target.ID] {
			t.Errorf("target %q has no file %s.go", target.ID, target.ID)
		}
		delete(files, target.ID)
		if info, err := os.Stat("testdata/" + target.ID); err != nil || !info.IsDir() {
			t.Errorf("target %q has no folder testdata/%s", target.ID, target.ID)
		}
	}
	for id := range files {
		t.Errorf("%s.go registers no target %q", id, id)
	}
}

func TestCardsAreComplete(t *testing.T) {
	for _, target := range All() {
		if !isID(target.ID) {
			t.Errorf("ID %q is not ^[a-z][a-z0-9]*$", target.ID)
		}
		if target.Title == "" || target.Summary == "" || target.Extension == "" || target.write == nil {
			t.Errorf("%s: the card or the function is incomplete: %+v", target.ID, target.Card)
		}
	}
}

func TestGet(t *testing.T) {
	if target, ok := Get("curl"); !ok || target.ID != "curl" {
		t.Errorf("Get(curl) = %v, %v", target.ID, ok)
	}
	if _, ok := Get("doc"); ok {
		t.Error("Get(doc) found something")
	}
}

func TestRegisterRefusesDuplicates(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a second target named curl was accepted")
		}
	}()
	register(Target{Card: wire.Card{ID: "curl"}})
}

// TestEveryTargetCarriesTheToken: a form that loses the Authorization header
// would look right and fail at the store.
func TestEveryTargetCarriesTheToken(t *testing.T) {
	const credential = "abcdefghijklmnopqrstuvwxyz012345"
	body := `{"a":1}`
	r := wire.Request{Method: "POST", URL: "https://shop.test/rest/V1/x", Body: &body,
		Headers: []wire.Header{{Name: "authorization", Value: "Bearer " + credential}, {Name: "Content-Type", Value: "application/json"}}}
	for _, target := range All() {
		if target.Signs() {
			continue
		}
		text, err := target.Write(r)
		named := strings.Contains(strings.ToLower(text), "authorization") || target.ID == "mymagento" // its Client names it
		if err != nil || !named || !strings.Contains(text, credential) {
			t.Errorf("%s: %q, %v", target.ID, text, err)
		}
	}
}

func isID(s string) bool {
	for i, c := range s {
		letter, digit := 'a' <= c && c <= 'z', '0' <= c && c <= '9'
		if !letter && (i == 0 || !digit) {
			return false
		}
	}
	return s != ""
}

// list names the files of a folder that end in ext.
func list(t *testing.T, folder, ext string) []string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, entry := range entries {
		if !entry.IsDir() && strings.HasSuffix(entry.Name(), ext) {
			names = append(names, entry.Name())
		}
	}
	return names
}
