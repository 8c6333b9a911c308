package api

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/token"
	"github.com/storekey/storekey/core/vault"
	"github.com/storekey/storekey/core/wire"
)

const (
	// consentInner lets an import bring stores on this computer or its own network.
	consentInner = "inner"
	// consentTrust lets the file say which certificates are accepted.
	consentTrust = "trust"
)

// importCall is a file that somebody wants to import. Data holds its bytes where
// they are no text.
type importCall struct {
	Text       string `json:"text"`
	Data       []byte `json:"data"`
	Format     string `json:"format"`
	Passphrase string `json:"passphrase"`
	// Store is the address for what names none in the file.
	Store string `json:"store"`
	// Choices say for the places in the file what is done with a store whose name
	// is taken.
	Choices map[string]string `json:"choices"`
	Consent []string          `json:"consent"`
}

// importing is an import being worked out. Nothing of it connects to a store.
type importing struct {
	h      *handler
	j      *job
	in     importCall
	format vault.Format
	file   vault.Import
	saved  map[string]*vault.Record // by full name
	taken  map[string]bool          // names, those of the file among them
	sealer *vault.Sealer            // nil while the vault is closed
	plans  []plan
	out    []wire.Finding
	learnt map[string]vault.Learnt // by the id of the store
}

// plan is what becomes of one store of the file.
type plan struct {
	item vault.Item
	// said is the entry as the file has it, whole the same with what it leaves
	// open guessed.
	said, whole wire.StoreEntry
	view        wire.ImportItem
	base        *vault.Record // the saved store of that name
}

// previewImport tells what an import would bring in, and does nothing.
func (h *handler) previewImport(j *job) (any, error) {
	w, err := h.readImport(j)
	if err != nil {
		return nil, err
	}
	out := wire.ImportPreview{Format: w.format.ID, Stores: []wire.ImportItem{}, Lent: w.file.Lent, Findings: w.findings()}
	for _, p := range w.plans {
		out.Stores = append(out.Stores, p.view)
		out.NeedsVault = out.NeedsVault || p.view.Choice != wire.ChooseSkip && p.view.Secrets > 0
	}
	return out, nil
}

// importStores brings the stores of a file in, all or none.
func (h *handler) importStores(j *job) (any, error) {
	w, err := h.readImport(j)
	if err != nil {
		return nil, err
	}
	if w.inner() && !has(w.in.Consent, consentInner) {
		return nil, &linesError{refuse("import_inner_asks"), w.out}
	}
	out := wire.Imported{Format: w.format.ID, Stores: []wire.StoreEntry{}, Lent: w.file.Lent}
	var added, changed []*vault.Record
	for _, p := range w.plans {
		if p.view.Choice == wire.ChooseSkip {
			out.Skipped++
			continue
		}
		if p.view.Secrets > 0 && w.sealer == nil {
			if w.sealer, err = h.sealerFor(j, true); err != nil {
				return nil, err
			}
		}
		r, err := w.record(p)
		if err != nil {
			return nil, err
		}
		w.learnt[r.ID] = learntOf(p.said.Routes, p.said.ACL)
		if p.view.Choice == wire.ChooseReplace {
			changed = append(changed, r)
		} else {
			added = append(added, r)
		}
	}
	if err := h.vault.Apply(j.ctx, h.idFor(j, "import"), added, changed); err != nil {
		return nil, err
	}
	w.learn(append(added, changed...))
	out.Added, out.Replaced, out.Findings = len(added), len(changed), w.findings()
	stores, _, err := h.vault.Show(j.ctx, append(added, changed...)...)
	for i := range stores {
		h.prepare(&stores[i], "", "", "")
	}
	out.Stores = append(out.Stores, stores...)
	return out, err
}

func (h *handler) readImport(j *job) (*importing, error) {
	w := &importing{h: h, j: j, saved: map[string]*vault.Record{}, taken: map[string]bool{}, learnt: map[string]vault.Learnt{}}
	if err := j.read(&w.in); err != nil {
		return nil, err
	}
	raw := w.in.Data
	if len(raw) == 0 {
		raw = []byte(w.in.Text)
	}
	var err error
	given := vault.Given{Passphrase: secret.New(w.in.Passphrase), Address: w.in.Store}
	if w.format, w.file, err = vault.ReadFile(raw, w.in.Format, given); err != nil {
		return nil, err
	}
	if err := w.lent(); err != nil {
		return nil, err
	}
	records, _, err := h.vault.List(j.ctx)
	if err != nil {
		return nil, err
	}
	for _, r := range records {
		w.saved[nameKey(r.StoreEntry)], w.taken[nameKey(r.StoreEntry)] = r, true
	}
	if s, err := h.vault.Peek(j.ctx); err == nil && h.maySave() == nil {
		w.sealer = s
	}
	return w, w.plan()
}

func nameKey(e wire.StoreEntry) string { return strings.ToLower(e.Client + "\x00" + e.Name) }

// lent looks at a lent token: it is one, alone, and has not ended.
func (w *importing) lent() error {
	l := w.file.Lent
	if l == nil {
		return nil
	}
	until, err := time.Parse(time.RFC3339, l.Until)
	if err != nil || len(w.file.Items) != 1 || len(w.file.Items[0].Logins) != 1 {
		return refuse("lend_damaged")
	}
	item := w.file.Items[0]
	login := item.Logins[0]
	t := token.Parse(login.Token, w.h.now())
	switch {
	case len(login.Fields) > 0, !login.Refresh.Empty(), login.Provider != "", login.Token.Empty(), !item.Door.Empty(),
		t.Four != nil, t.Format == wire.FormatCookie, originOfURL(item.Entry.Store.BaseURL) != l.Origin,
		!t.ExpiresAt.IsZero() && t.ExpiresAt.After(until):
		return refuse("lend_damaged")
	case !w.h.now().Before(until):
		return refuse("lent_over", "until", l.Until)
	}
	w.out = append(w.out, wire.NewFinding("lent_token", "who", first(l.Who, l.Kind), "host", originHost(l.Origin), "until", l.Until))
	return nil
}

// plan works out what becomes of each store. Stores that cannot be kept as they
// are stop the whole import.
func (w *importing) plan() error {
	var bad []wire.Finding
	for _, item := range w.file.Items {
		p := plan{item: item, said: item.Entry}
		err := w.complete(&p)
		if finding, ok := placeFinding(err, item.Place); ok {
			bad = append(bad, finding)
			continue
		}
		if err != nil {
			return err
		}
		if host := p.metadata(); host != "" {
			bad = append(bad, wire.NewFinding("import_metadata", "place", item.Place, "host", host))
			continue
		}
		if err := w.decide(&p); err != nil {
			return err
		}
		w.plans = append(w.plans, p)
	}
	if len(bad) > 0 {
		return &linesError{refuse("import_refused", "count", strconv.Itoa(len(bad))), bad[:min(len(bad), maxLines)]}
	}
	return nil
}

// complete guesses what the file leaves open, as for a store that is typed in.
func (w *importing) complete(p *plan) error {
	if p.said.Store.BaseURL == "" {
		form := formOf(p.said)
		form.URL = p.item.Address
		if err := form.fill(&p.said); err != nil {
			return err
		}
	}
	p.whole = p.said
	p.whole.Origins, p.whole.TLS = slices.Clone(p.said.Origins), nil
	if err := w.h.completeEntry(w.j, &p.whole); err != nil {
		return err
	}
	return w.trust(p)
}

// placeFinding turns what is wrong with a store into what is wrong with its place
// in the file, without any of its values.
func placeFinding(err error, place string) (wire.Finding, bool) {
	var why interface{ Finding() wire.Finding }
	if errors.Is(err, magento.ErrNotAddress) {
		return wire.NewFinding("import_address", "place", place), true
	}
	if !errors.As(err, &why) {
		return wire.Finding{}, false
	}
	switch f := why.Finding(); f.Code {
	case "address_user", "host_letters", "not_address", "store_missing":
		return wire.NewFinding("import_address", "place", place), true
	case "value_refused":
		return wire.NewFinding("import_item", "place", place, "field", f.Params["field"]), true
	}
	return wire.Finding{}, false
}

// decide compares a store with the saved one of its name and picks what is done
// with it.
func (w *importing) decide(p *plan) error {
	e := p.whole
	p.view = wire.ImportItem{
		Place: p.item.Place, Client: e.Client, Name: e.Name, Stage: e.Stage, URL: e.Store.BaseURL, Logins: len(p.item.Logins),
		State: wire.ImportNew, Choice: wire.ChooseBoth, Secrets: w.secrets(p.item),
	}
	p.base = w.saved[nameKey(e)]
	if p.base != nil {
		p.view.SavedID = p.base.ID
		if p.view.Changes = w.changes(*p); len(p.view.Changes) == 0 {
			p.view.State, p.view.Choice = wire.ImportSame, wire.ChooseSkip
			return nil
		}
		p.view.State = wire.ImportChanged
	}
	switch choice := w.in.Choices[p.item.Place]; {
	case choice == wire.ChooseSkip:
		p.view.Choice = choice
		return nil
	case choice == wire.ChooseReplace && p.base != nil:
		p.view.Choice = choice
		w.out = append(w.out, wire.NewFinding("import_replaces", "place", p.item.Place, "fields", strings.Join(p.view.Changes, ", ")))
		return nil
	}
	w.rename(p)
	return nil
}

// rename finds a free name where that of the file is taken.
func (w *importing) rename(p *plan) {
	name := p.whole.Name
	for n := 2; w.taken[nameKey(p.whole)]; n++ {
		p.whole.Name = name + " (" + strconv.Itoa(n) + ")"
	}
	w.taken[nameKey(p.whole)] = true
	if p.whole.Name != name {
		p.view.NewName = p.whole.Name
		w.out = append(w.out, wire.NewFinding("import_renamed", "place", p.item.Place, "name", p.whole.Name))
	}
}

func (w *importing) findings() []wire.Finding {
	return fewOf(append(slices.Clone(w.out), w.file.Findings...))
}

// fewOf sorts findings and tells of each kind the first ones: a file may give
// reason for as many as it has lines.
func fewOf(list []wire.Finding) []wire.Finding {
	few, told := []wire.Finding{}, map[string]int{}
	for _, f := range list {
		if told[f.Code]++; told[f.Code] <= maxLines {
			few = append(few, f)
		}
	}
	if more := len(list) - len(few); more > 0 {
		few = append(few, wire.NewFinding("findings_more", "count", strconv.Itoa(more)))
	}
	wire.SortFindings(few)
	return few
}
