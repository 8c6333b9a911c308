package view

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/wire"
)

// under is the page under a policy of the browser's administrator.
func (p *player) under(policy wire.Policy) *player { return p.answers(AskPolicy, 200, policy) }

func (p *player) off(ids ...string) {
	p.t.Helper()
	for _, id := range ids {
		if off := p.page().Policy.Off; !slices.Contains(off, id) {
			p.t.Errorf("%s is within reach: %q", id, off)
		}
	}
}

func TestNothingIsRevealedWhereThatIsForbidden(t *testing.T) {
	p := play(t).at(recognition(), credential("r1", wire.KindAdmin, time.Hour), credential("r2", wire.KindAdmin, 2*time.Hour))
	p.does(pressed("show-token")).answers(AskReveal, 200, map[string]string{"text": "the token"})
	p.under(wire.Policy{NoReveal: true})
	page := p.page()
	if page.Credential.Open || page.Also[0].Act != "" || !page.Policy.NoReveal {
		t.Errorf("%+v %+v", page.Credential, page.Also)
	}
	p.off("copy-token", "copy-header", "copy-curl", "show-token", "lend-card")
	p.does(pressed("tab-stores"), pressed("export-all"))
	if body := bodyOf(t, p.asked(AskPreview)); body["secrets"] != wire.SecretsNone {
		t.Errorf("%v", body)
	}
	p.does(Changed{"move-format", formatSealed})
	if body := bodyOf(t, p.asked(AskPreview)); body["secrets"] != wire.SecretsNone {
		t.Errorf("%v", body)
	}
	p.off("move-secrets")
}

func TestNoSecretIsSavedWhereThatIsForbidden(t *testing.T) {
	p := play(t).importing(wire.VaultOpen).under(wire.Policy{NoSaving: true}).answers(AskPreview, 200, preview())
	panel := p.page().Stores.Move
	if !panel.Button.Off || !strings.Contains(panel.Note, "administrator") {
		t.Errorf("%+v", panel)
	}
	p.does(MoveSubmitted{}).asksNothing()
	p.does(pressedOf("move-turn", "0"))
	if panel := p.page().Stores.Move; panel.Button.Off {
		t.Errorf("what has no secrets cannot come in: %+v", panel)
	}
	p.off("save-password", "edit-door-password", "set-phrase")
	q := play(t).at(recognition(), credential("r1", wire.KindAdmin, time.Hour)).under(wire.Policy{NoSaving: true}).does(pressed("save-open"))
	if label := q.page().Save.Button.Label; label != "Save without secrets" {
		t.Error(label)
	}
	q.does(SaveSubmitted{Values: map[string]string{"client": "Acme", "name": "Shop"}})
	q.asked(AskPutStore)
}

func TestProductionIsReadOnlyWhereThatIsSo(t *testing.T) {
	p := play(t).at(recognition(), credential("r1", wire.KindAdmin, time.Hour)).under(wire.Policy{ProductionReadOnly: true})
	list := stores(wire.VaultOpen)
	list.Stage = wire.StageProduction
	p.answers(AskStores, 200, list).does(pressed("tab-use"))
	p.types("method", "GET", "path", "/V1/modules")
	if p.page().Policy.NoSending {
		t.Error("reading is forbidden")
	}
	p.types("method", "DELETE", "path", "/V1/products/a")
	if !p.page().Policy.NoSending {
		t.Error("a write is within reach")
	}
	p.off("send")
}
