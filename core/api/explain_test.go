package api_test

import (
	"strings"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

// An explanation of a missing right ends with the box of the role editor; a text
// that is not known says what would help.
func TestExplain(t *testing.T) {
	e := newEnv(t, exits{})
	const body = `{"message":"The consumer isn't authorized to access %resources.","parameters":{"resources":"Magento_Catalog::products"}}`
	var out struct {
		Findings []wire.Finding
		Help     *wire.Finding
	}
	if err := call(t, e, "POST", "/v1/explain", fields{"text": body, "status": 401}, &out); err != nil {
		t.Fatal(err.Message)
	}
	last := out.Findings[len(out.Findings)-1]
	if last.Code != "right_box" || !strings.Contains(last.Message, "Catalog > Inventory > Products") || out.Help != nil {
		t.Errorf("ends with %+v, help %v", last, out.Help)
	}
	out.Findings, out.Help = nil, nil
	if err := call(t, e, "POST", "/v1/explain", fields{"text": "Lorem ipsum dolor."}, &out); err != nil {
		t.Fatal(err.Message)
	}
	if len(out.Findings) != 0 || out.Help == nil || out.Help.Code != "answer_unknown" {
		t.Errorf("%v, help %v", out.Findings, out.Help)
	}
}
