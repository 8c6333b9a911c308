package api

import (
	"encoding/json"

	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/vault"
	"github.com/storekey/storekey/core/wire"
)

// trust takes over how the certificate of a store is looked at, where the user
// said so: else whoever made a file could read along. Production is never without
// a look.
func (w *importing) trust(p *plan) error {
	said := p.said.TLS
	if said == nil || *said == (wire.StoreTLS{}) {
		return nil
	}
	if w.trusted(p) {
		p.whole.TLS = said
		return nil
	}
	host, yes := originHost(originOfURL(p.whole.Store.BaseURL)), has(w.in.Consent, consentTrust)
	tell := func(code string) {
		w.out = append(w.out, wire.NewFinding(code, "place", p.item.Place, "host", host, "file", said.CACert))
	}
	taken := wire.StoreTLS{}
	switch {
	case !said.Insecure:
	case p.whole.Stage == wire.StageProduction:
		tell("import_tls_production")
	case yes:
		taken.Insecure = true
		tell("import_any_tls_taken")
	default:
		tell("import_any_tls")
	}
	switch {
	case said.CACert == "":
	case yes:
		taken.CACert = said.CACert
		tell("import_ca_taken")
	default:
		tell("import_ca")
	}
	if taken == (wire.StoreTLS{}) {
		return nil
	}
	p.whole.TLS = &taken
	return vault.Check(&p.whole)
}

// trusted reports whether that is how the saved store of the name looks at the same
// host already.
func (w *importing) trusted(p *plan) bool {
	base, said := w.saved[nameKey(p.whole)], p.said.TLS
	return base != nil && base.TLS != nil && *base.TLS == *said && hostname(base.Store.BaseURL) == hostname(p.whole.Store.BaseURL) &&
		!(said.Insecure && p.whole.Stage == wire.StageProduction)
}

// learn keeps what the file knows of the stores' own routes and resources, where
// nothing is known yet. The stores are in by now: what cannot be kept is learnt
// again from them.
func (w *importing) learn(stores []*vault.Record) {
	for _, r := range stores {
		known, told := w.h.vault.Learnt(w.j.ctx, r.ID), w.learnt[r.ID]
		var routes string
		var tree []wire.TreeNode
		l := vault.Learnt{}
		if known.Routes == nil && json.Unmarshal(told.Routes, &routes) == nil {
			l.Routes = told.Routes
		}
		if known.ACL == nil && json.Unmarshal(told.ACL, &tree) == nil && len(magento.CleanTree(tree)) > 0 {
			l.ACL = told.ACL
		}
		if l.Routes != nil || l.ACL != nil {
			_ = w.h.vault.Learn(w.j.ctx, r.ID, l)
		}
	}
}
