package host

import (
	"encoding/json"
	"os"
	"reflect"
	"syscall/js"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

func managedBy(t *testing.T, get string) {
	t.Helper()
	js.Global().Set("chrome", js.Global().Call("eval", `({ storage: { managed: { get: `+get+` } } })`))
	t.Cleanup(func() { js.Global().Delete("chrome") })
}

func TestPolicy(t *testing.T) {
	managedBy(t, `async (key) => { const all = { noReveal: true, noSaving: "true", productionReadOnly: true }; return { [key]: all[key] } }`)
	if got, want := Policy(), (wire.Policy{NoReveal: true, ProductionReadOnly: true}); got != want {
		t.Errorf("%+v", got)
	}
}

// An unmanaged Chromium answers nothing, an unmanaged Firefox refuses.
func TestNoPolicy(t *testing.T) {
	for _, get := range []string{`async () => ({})`, `async () => { throw new Error("Managed storage manifest not found") }`} {
		managedBy(t, get)
		if got := Policy(); got != (wire.Policy{}) {
			t.Errorf("%s: %+v", get, got)
		}
	}
}

// The browser checks a policy against the schema: it has the names that are read.
func TestSchemaHasTheNamesOfThePolicy(t *testing.T) {
	raw, err := os.ReadFile("../../../../extension/managed_schema.json")
	if err != nil {
		t.Skip("no file system here:", err)
	}
	var schema struct {
		Properties map[string]struct{ Type string }
	}
	if err := json.Unmarshal(raw, &schema); err != nil {
		t.Fatal(err)
	}
	policy := reflect.TypeFor[wire.Policy]()
	for i := range policy.NumField() {
		if name := policy.Field(i).Tag.Get("json"); schema.Properties[name].Type != "boolean" {
			t.Errorf("%s is not in the schema", name)
		}
	}
	if len(schema.Properties) != policy.NumField() {
		t.Errorf("%d names in the schema", len(schema.Properties))
	}
}
