package api_test

import (
	"testing"

	"github.com/storekey/storekey/core/wire"
)

func TestRenewForAnotherUserLeavesTheSavedOneAlone(t *testing.T) {
	store := &shop{password: "right"}
	e, id, cid := panel(t, store.Do)
	path := "/v1/stores/" + id + "/credentials/" + cid
	err := call(t, e, "POST", path+"/renew", fields{"fields": fields{"username": "boss"}}, nil)
	wantCode(t, err, "field_required")
	if err.Params["name"] != "password" || store.count("POST "+adminRoute) != 0 {
		t.Errorf("asks for %v", err.Params)
	}
	var c wire.Credential
	must(t, call(t, e, "POST", path+"/renew", fields{"fields": fields{"username": "boss", "password": "right"}}, &c))
	if saved := listStores(t, e, "").Stores[0].Credentials[0]; c.Saved != nil || c.Who != "boss" || saved.HasToken || saved.Who != "jane" || saved.LastUsedAt != "" {
		t.Errorf("got %+v; saved %+v", c, saved)
	}
}
