package view

import "github.com/storekey/storekey/core/wire"

// askPolicy asks what the browser's administrator laid down.
func (m *Model) askPolicy() Ask { return m.ask(AskPolicy, "GET", "/v1/policy", nil) }

func (m *Model) policyAnswered(e Answered) []Effect {
	v, _ := e.read()
	if m.Policy = (wire.Policy{NoReveal: v.yes("noReveal"), NoSaving: v.yes("noSaving"), ProductionReadOnly: v.yes("productionReadOnly")}); m.Policy.NoReveal {
		m.hideSecrets()
	}
	return nil
}

// secretsOut are the secrets that may leave.
func (m *Model) secretsOut(level string) string {
	if m.Policy.NoReveal {
		return wire.SecretsNone
	}
	return level
}

// PolicyNotes say what is out of reach by an administrator's policy. The page says
// it beside each of these places.
type PolicyNotes struct {
	NoReveal, NoSaving, NoSending bool
	// Off are the IDs of what is out of reach for that.
	Off []string
}

var (
	revealing = []string{"show-token", "copy-token", "copy-header", "copy-curl", "lend-card", "lend-saved", "move-secrets"}
	sealing   = []string{"save-password", "save-door", "edit-door-username", "edit-door-password", "edit-door-headers", "set-phrase"}
)

// drawPolicy puts out of reach what the browser's administrator forbids. The
// worker refuses it all the same.
func (m *Model) drawPolicy(w Words, p *Page) {
	p.Policy.NoReveal, p.Policy.NoSaving = m.Policy.NoReveal, m.Policy.NoSaving
	if m.Policy.NoReveal {
		p.Policy.Off = append(p.Policy.Off, revealing...)
		for _, rows := range [][]Row{p.Credential.Parts, p.Also} {
			for i := range rows {
				rows[i].Act = ""
			}
		}
		if m.Request.Ref != "" && m.Request.Secret == secretText {
			p.Policy.Off, p.Use.Note = append(p.Policy.Off, copyRequestButton, "show-request"), w("policyNoCopy")
		}
	}
	if m.Policy.NoSaving {
		p.Policy.Off = append(p.Policy.Off, sealing...)
		p.Save.Button.Label = w("saveBare")
		for i := range p.Stores.Form.Fields {
			p.Stores.Form.Fields[i].Off = p.Stores.Form.Fields[i].Secret
		}
	}
	if m.Policy.ProductionReadOnly && m.writesInProduction() {
		p.Policy.NoSending, p.Policy.Off = true, append(p.Policy.Off, "send")
	}
}

// writesInProduction reports whether the request on the Use screen would change
// something at a store in production, as far as the page can tell.
func (m *Model) writesInProduction() bool {
	r, stage := &m.Request, m.Saved.Stage
	if fits := m.here(); len(fits) > 0 {
		stage = fits[0].Stage
	}
	method := r.Values["method"]
	return stage == wire.StageProduction && r.isREST() && method != "GET" && method != ""
}
