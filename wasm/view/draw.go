package view

import (
	"strconv"
	"strings"

	"github.com/storekey/storekey/core/wire"
)

// Draw is the page that the model shows.
func (m Model) Draw(w Words) Page {
	p := Page{
		Title:   m.title(w),
		Screen:  m.Screen,
		Panels:  m.panels(),
		Bar:     m.drawBar(w),
		Said:    m.drawSaid(w),
		Wrong:   m.drawWrong(w),
		Looking: m.Place == Looking,
	}
	p.Notice = m.drawNotice(w)
	if m.Place == AtStore {
		m.drawGrab(w, &p)
	}
	p.Seal, p.Toast, p.Clip = m.drawSeal(w), m.drawToast(w), m.drawClip(w)
	if m.Screen == Stores {
		p.Stores = m.drawStores(w)
	}
	p.Check = m.drawCheck(w)
	p.Use = m.drawUse(w)
	m.drawPolicy(w, &p)
	p.Foot = m.drawFoot(w)
	return p
}

// title names the store where titles are told apart: among tabs.
func (m *Model) title(w Words) string {
	if name := host(m.storeOrigin()); m.Shape == ShapeTab && name != "" {
		return name + w("separator") + w("appName")
	}
	return w("appName")
}

// panels are the screens that are visible. The full tab has room for two: what
// is at hand on the left, what is done with it on the right.
func (m *Model) panels() []Screen {
	if m.Shape != ShapeTab {
		return []Screen{m.Screen}
	}
	switch {
	case m.rightsBeside():
		return []Screen{Check}
	case m.Screen == Grab || m.Screen == Check:
		return []Screen{Grab, Check}
	}
	return []Screen{m.Screen}
}

func (m *Model) drawBar(w Words) Bar {
	b := Bar{Host: host(m.storeOrigin()), Detail: m.placeLine(w)}
	if b.Host == "" {
		b.Host = w("appName")
	}
	b.HostTitle, b.DetailTitle = m.storeOrigin(), b.Detail
	if m.Place == AtStore && m.Recognition.Store.BaseURL != "" {
		b.HostTitle = m.Recognition.Store.BaseURL
	}
	b.Door = m.doorMark(w)
	if fits := m.here(); len(fits) > 0 {
		b.Env, b.Chip, b.Color = fits[0].Stage, stageWord(w, fits[0].Stage), fits[0].Color
		b.Detail = entryName(w, fits[0]) + w("separator") + b.Detail
		b.DetailTitle = b.Detail
	}
	return b
}

// placeLine is the second line of the store bar.
func (m *Model) placeLine(w Words) string {
	switch m.Place {
	case Looking:
		return w("placeLooking")
	case NotMagento:
		return w("placeNotMagento")
	case NoAccess:
		return w("placeNoAccess")
	case Closed:
		return w("placeClosed")
	case Failed:
		return w("placeFailed")
	}
	r := m.Recognition
	parts := []string{w("magento")}
	if r.Store.Version != "" {
		parts[0] = w("magentoVersion", strings.TrimSpace(r.Store.Version+" "+m.edition()))
	}
	switch {
	case r.Viewed != nil && r.Viewed.Name+r.Viewed.Email != "":
		parts = append(parts, viewedWords(w, *r.Viewed))
	case r.Area == wire.AreaAdmin || r.Area == wire.AreaAdminLogin:
		parts = append(parts, w("areaAdmin"))
	case r.Area == wire.AreaSwagger:
		parts = append(parts, w("areaSwagger"))
	case r.Store.StoreCode != "":
		parts = append(parts, w("areaStoreView", r.Store.StoreCode))
	default:
		parts = append(parts, w("areaStorefront"))
	}
	return strings.Join(parts, w("separator"))
}

// viewedWords name what a panel page shows.
func viewedWords(w Words, v wire.Viewed) string {
	name := v.Email
	if name == "" {
		name = v.Name
	}
	switch v.Kind {
	case "user":
		return w("viewedUser", name)
	case "role":
		return w("viewedRole", name)
	case "integration":
		return w("viewedIntegration", name)
	}
	return w("viewedCustomer", name)
}

// edition stands in the bar only where there is room for it.
func (m *Model) edition() string {
	if m.Shape != ShapeTab {
		return ""
	}
	return m.Recognition.Store.Edition
}

func (m *Model) drawSaid(w Words) string {
	if m.Copied != "" {
		return w("copiedSaid")
	}
	return ""
}

func (m *Model) drawNotice(w Words) Notice {
	switch m.Place {
	case NotMagento:
		n := Notice{Shown: true, Icon: "store", Title: w("notMagentoTitle"), Text: w("notMagentoText"), Address: true}
		n.Proof = m.proof(w, m.Recognition.Evidence, "")
		return n
	case NoAccess:
		if m.Shape == ShapePanel {
			return Notice{Shown: true, Icon: "lock", Title: w("panelNoAccessTitle"), Text: w("panelNoAccessText"), Again: true}
		}
		return Notice{Shown: true, Icon: "lock", Title: w("noAccessTitle"), Text: w("noAccessText"), Again: true}
	case Closed:
		return Notice{Shown: true, Icon: "lock", Title: w("closedTitle"), Text: w("closedText")}
	case Failed:
		title, text := m.problemWords(w, m.Problem)
		door := m.Problem.Code == codeBasicAuth
		return Notice{Shown: true, Icon: "warning", Title: title, Text: text, Again: !door, Address: !door, Door: door,
			Proof: m.proof(w, m.Problem.Evidence, storeWords(m.Problem))}
	}
	return Notice{}
}

func (m *Model) drawFoot(w Words) Foot {
	f := Foot{Icon: "lock", Text: w("footNothing")}
	switch {
	case m.Screen == Check && (m.Inspection.Job.Busy() || m.Inspection.Access.Job.Busy() || m.Inspection.Doctor.Job.Busy()):
		f = Foot{Icon: "refresh", Text: w("footGoesOn"), Keys: []Key{{[]string{"Esc"}, w("keyCancel")}}}
		return f
	case m.Screen == Stores:
		return m.storesFoot(w)
	case m.Screen == Check && m.Inspection.Filled && !m.Inspection.Again && m.Inspection.Report == nil:
		f.Text = w("footOffline")
	case m.confirmed() && m.Shape == ShapePanel:
		f.Text = w("footFollows")
	case m.confirmed():
		f.Text = w("footThisTab")
	}
	f.Keys = m.keys(w)
	return f
}

// storesFoot says whether the saved secrets are open.
func (m *Model) storesFoot(w Words) Foot {
	f := Foot{Icon: "lock", Text: w("footNoPassphrase"), Keys: []Key{{[]string{"/"}, w("keySearch")}}}
	switch m.Saved.Vault.State {
	case wire.VaultOpen:
		f.Icon, f.Text = "unlock", w("footOpen", strconv.Itoa(m.Saved.Vault.IdleMinutes))
	case wire.VaultLocked:
		f.Text = w("footLocked")
	}
	return f
}

func (m *Model) keys(w Words) []Key {
	switch {
	case m.Screen == Check && m.Inspection.Access.Map != nil:
		return []Key{{[]string{"/"}, w("keySearch")}, {[]string{"←", "→"}, w("keyFold")}}
	case m.Screen == Check:
		return []Key{{[]string{"Ctrl", "Enter"}, w("keyAsk")}}
	case m.Screen == Grab && m.Place == AtStore && m.Login.CodeStep && !m.showsCard():
		return []Key{{[]string{"Esc"}, w("keyBack")}}
	case m.Screen == Grab && m.Place == AtStore && !m.showsCard() && !m.showsSession() && !m.foldsPassword() && !m.Login.blocked():
		return []Key{{[]string{"Enter"}, w("keyGet")}}
	}
	if m.Screen == Use && m.Place == AtStore {
		return m.useKeys(w)
	}
	return []Key{{[]string{"Alt", "1…4"}, w("keyTabs")}}
}
