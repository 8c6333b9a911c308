package vault

import (
	"context"
	"encoding/json"

	"github.com/tidwall/gjson"
)

// maxLearnt bounds what is kept of a store's routes and resources, in bytes: a
// browser gives an extension 10 MB for everything.
const maxLearnt = 128 << 10

// Learnt is what a store told of itself: its routes and its access control list.
// It has a record of its own, since lists do without it and it can be asked for
// again.
type Learnt struct {
	V      int             `json:"v"`
	Routes json.RawMessage `json:"routes,omitempty"`
	ACL    json.RawMessage `json:"acl,omitempty"`
}

// Learn keeps what a store told; what is nil stays as it was.
func (v *Vault) Learn(ctx context.Context, id string, l Learnt) error {
	leave, err := v.turns.take(ctx)
	if err != nil {
		return err
	}
	defer leave()
	if _, err := v.Load(ctx, id); err != nil {
		return err
	}
	known := v.Learnt(ctx, id)
	if l.Routes == nil {
		l.Routes = known.Routes
	}
	if l.ACL == nil {
		l.ACL = known.ACL
	}
	if len(l.Routes)+len(l.ACL) > maxLearnt {
		return &Error{Code: "learnt_large", Params: []string{"most", "128 KB"}}
	}
	l.V = recordVersion
	return v.write(ctx, areaLocal, learntPrefix+id, l)
}

// Learnt is what is known; nothing is no error.
func (v *Vault) Learnt(ctx context.Context, id string) Learnt {
	var l Learnt
	raw, err := v.state.Get(ctx, areaLocal, learntPrefix+id)
	if err != nil || gjson.GetBytes(raw, "v").Num != recordVersion || json.Unmarshal(raw, &l) != nil {
		return Learnt{}
	}
	return l
}
