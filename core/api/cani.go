package api

import (
	"encoding/json"
	"errors"

	"github.com/storekey/storekey/core/check"
	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/wire"
)

// canI finds out what a credential may do at a store.
func (h *handler) canI(j *job) (any, error) {
	var in struct {
		storeCall
		Credential wire.CredentialRef `json:"credential"`
		Pick       int                `json:"pick"`
		// Tree is the store's resource tree, where the caller has one; else the one
		// is taken that a page of this store showed.
		Tree []wire.TreeNode `json:"tree"`
		// Own says that the ticks are those of this credential's role.
		Own bool `json:"own"`
	}
	if err := j.read(&in); err != nil {
		return nil, err
	}
	store, evidence, way, err := h.reach(j, in.storeCall)
	if err != nil {
		return nil, withEvidence(err, evidence)
	}
	origin := originOfURL(store.RestURL)
	text, err := h.textOf(j.ctx, in.Credential, origin)
	if err != nil {
		return nil, err
	}
	t, err := h.pick(text, in.Credential.Ref != "", in.Pick)
	if err != nil {
		return nil, err
	}
	tree := check.Tree{Nodes: magento.CleanTree(in.Tree), Own: in.Own}
	if len(in.Tree) == 0 {
		tree.Nodes = h.treeOf(j, origin)
	}
	h.patience.at(origin).allow(h.concurrencyAt(j, origin))
	env := check.Env{Doer: way, Now: h.now, Step: j.step, Area: h.areaOfRef(j.ctx, in.Credential.Ref)}
	out, own := check.Access(j.ctx, env, store, t, nil, tree)
	out.Evidence = append(evidence, out.Evidence...)
	if way.held != nil {
		return nil, withEvidence(way.held, out.Evidence)
	}
	h.keepDoor(j, origin, way)
	h.learnRoutes(j, origin, own)
	return out, errors.Join(j.ctx.Err(), h.rememberAccess(j, in.Credential.Ref, out))
}

const (
	aclPrefix    = "acl:"
	routesPrefix = "routes:"
)

// learntRecord is what a store that is saved nowhere told of itself.
type learntRecord struct {
	V    int             `json:"v"`
	Tree []wire.TreeNode `json:"tree,omitempty"`
	// Routes are in catalogue's compact text.
	Routes string `json:"routes,omitempty"`
}

// rememberTree keeps the resource tree that a page of a store showed: with the
// saved store, else for this browser session.
func (h *handler) rememberTree(j *job, origin string, tree []wire.TreeNode) error {
	if len(tree) == 0 || j.private { // of a private window nothing is kept
		return nil
	}
	// Ticks are a role's; the tree is the store's.
	bare := make([]wire.TreeNode, len(tree))
	for i, n := range tree {
		bare[i] = n
		bare[i].Ticked = false
	}
	if id := h.savedAt(j, origin); id != "" {
		raw, err := json.Marshal(bare)
		if err != nil {
			return err
		}
		return h.vault.Learn(j.ctx, id, learntOf(nil, raw))
	}
	return h.records.write(j.ctx, AreaSession, aclPrefix+origin, learntRecord{V: recordVersion, Tree: bare})
}

// treeOf is the tree that the tab shows now, ticks and all, else the one that a
// page of the store showed before.
func (h *handler) treeOf(j *job, origin string) []wire.TreeNode {
	if tab, known := h.readTab(j.ctx, j.tabID); known && tab.Origin == origin && len(tab.Recognition.Tree) > 0 {
		return tab.Recognition.Tree
	}
	var tree []wire.TreeNode
	if id := h.savedAt(j, origin); id != "" {
		if json.Unmarshal(h.vault.Learnt(j.ctx, id).ACL, &tree) == nil {
			return magento.CleanTree(tree)
		}
	}
	var record learntRecord
	if found, err := h.records.read(j.ctx, AreaSession, aclPrefix+origin, &record); err == nil && found {
		return record.Tree
	}
	return nil
}
