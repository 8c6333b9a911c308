package api_test

import (
	"testing"

	"github.com/storekey/storekey/core/wire"
)

func TestStoreIsRemovedForGood(t *testing.T) {
	e := newEnv(t, exits{})
	var entry wire.StoreEntry
	if err := call(t, e, "POST", "/v1/stores", fields{"url": "https://shop.test", "name": "live"}, &entry); err != nil {
		t.Fatal(err.Message)
	}
	call(t, e, "PUT", "/v1/stores/"+entry.ID, fields{"notes": "changed"}, nil)
	if err := call(t, e, "DELETE", "/v1/stores/"+entry.ID+"?final=true", nil, nil); err != nil {
		t.Fatal(err.Message)
	}
	if keys, _ := e.state.Keys(t.Context(), "local", ""); len(keys) != 0 {
		t.Errorf("left: %v", keys)
	}
	wantCode(t, call(t, e, "POST", "/v1/stores/"+entry.ID+"/restore", nil, nil), "store_unknown")
	wantCode(t, call(t, e, "DELETE", "/v1/stores/"+entry.ID+"?final=true", nil, nil), "store_unknown")
}
