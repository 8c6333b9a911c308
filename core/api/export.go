package api

import (
	"math"
	"slices"
	"strconv"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/vault"
	"github.com/storekey/storekey/core/wire"
)

// exportCall says which stores go out, in which format and with which secrets.
type exportCall struct {
	// Stores are ids; none means all.
	Stores     []string `json:"stores"`
	Format     string   `json:"format"`
	Secrets    string   `json:"secrets"`
	Passphrase string   `json:"passphrase"`
}

// placeholder stands for a secret in a preview, which opens none.
const placeholder = "•"

// exporting is an export under way.
type exporting struct {
	h      *handler
	j      *job
	level  string
	format vault.Format
	sealer *vault.Sealer // nil in a preview
	// stay and leave count secrets that are not, or are, in the file.
	stay, leave int
	// preview opens no secret; unsure says that it cannot tell what a sealed token
	// is: one value, or an integration's four.
	preview, unsure bool
	// room is what is left for what was learnt from stores, full counts those for
	// which there was none.
	room, full int
}

// maxLearntOut bounds what was learnt from stores and goes into one file, in bytes.
const maxLearntOut = 512 << 10

// learnt adds what was learnt from a store, as long as there is room.
func (x *exporting) learnt(e *wire.StoreEntry) {
	l := x.h.vault.Learnt(x.j.ctx, e.ID)
	size := len(l.Routes) + len(l.ACL)
	if size > x.room {
		x.full++
		return
	}
	x.room -= size
	e.Routes, e.ACL = l.Routes, l.ACL
}

// previewExport tells what an export loses and which secrets go out, and opens
// nothing.
func (h *handler) previewExport(j *job) (any, error) { return h.exportWith(j, true) }

// exportStores writes stores down as files.
func (h *handler) exportStores(j *job) (any, error) { return h.exportWith(j, false) }

func (h *handler) exportWith(j *job, preview bool) (any, error) {
	var in exportCall
	if err := j.read(&in); err != nil {
		return nil, err
	}
	x := &exporting{h: h, j: j, preview: preview, room: math.MaxInt}
	var err error
	if x.format, err = formatFor(in.Format); err != nil {
		return nil, err
	}
	if x.format.Sealed {
		x.room = maxLearntOut
	}
	if x.level, err = levelOf(in.Secrets, x.format); err != nil {
		return nil, err
	}
	if x.level != wire.SecretsNone {
		if err := h.mayReveal(); err != nil {
			return nil, err
		}
	}
	records, err := h.exported(j, in.Stores)
	if err != nil {
		return nil, err
	}
	items, err := x.items(records)
	if err != nil {
		return nil, err
	}
	if !x.format.Sealed && !x.unsure {
		x.leave = x.format.Carries(items) // there is no room for the others
	}
	out := wire.Exported{Format: x.format.ID, Count: len(items), Files: []wire.ExportedFile{}, Findings: fewOf(append(x.secretFindings(), x.format.Loses(items)...))}
	if preview {
		return out, nil
	}
	out.Files, err = h.written(x.format, items, vault.Writing{Passphrase: secret.New(in.Passphrase), NewID: h.newID})
	for i := range out.Files {
		out.Files[i].Copied = h.copied(x.class(), out.Files[i].Text)
	}
	return out, err
}

func levelOf(text string, f vault.Format) (string, error) {
	switch {
	case text == "" && f.Sealed:
		return wire.SecretsAll, nil
	case text == "":
		return wire.SecretsNone, nil
	case text != wire.SecretsNone && text != wire.SecretsTokens && text != wire.SecretsAll:
		return "", refuse("invalid_request", "problem", "secrets must be none, tokens or all")
	case f.Holds == wire.SecretsNone:
		return wire.SecretsNone, nil
	}
	return text, nil
}

func (h *handler) exported(j *job, ids []string) ([]*vault.Record, error) {
	records, _, err := h.vault.List(j.ctx)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		if !slices.ContainsFunc(records, func(r *vault.Record) bool { return r.ID == id }) {
			return nil, vault.ErrStoreUnknown
		}
	}
	if len(ids) > 0 {
		records = slices.DeleteFunc(records, func(r *vault.Record) bool { return !slices.Contains(ids, r.ID) })
	}
	if len(records) == 0 {
		return nil, refuse("export_none")
	}
	return records, nil
}

func (x *exporting) items(records []*vault.Record) ([]vault.Item, error) {
	_, status, err := x.h.vault.Show(x.j.ctx)
	if err != nil {
		return nil, err
	}
	if x.level != wire.SecretsNone && !x.preview && status.State != wire.VaultNone {
		if x.sealer, err = x.h.vault.Open(x.j.ctx); err != nil {
			return nil, err
		}
	}
	var items []vault.Item
	for _, r := range records {
		entries, _, err := x.h.vault.Show(x.j.ctx, r)
		if err != nil {
			return nil, err
		}
		item, err := x.item(r, entries[0])
		if err != nil {
			return nil, err
		}
		items = append(items, item)
	}
	vault.SortItems(items)
	return items, nil
}

// item is a store as it goes out: its entry without what is only of this place,
// its secrets as far as they go along.
func (x *exporting) item(r *vault.Record, e wire.StoreEntry) (item vault.Item, err error) {
	item.Entry = e
	item.Entry.Credentials = nil
	x.learnt(&item.Entry)
	take := func(credential, field, level string) (text secret.Text) {
		if err == nil {
			text, err = x.take(r, credential, field, level)
		}
		return text
	}
	if e.HasDoor {
		item.Door = vault.Door{
			Username: take(vault.DoorID, vault.DoorUsername, wire.SecretsAll).Reveal(),
			Password: take(vault.DoorID, vault.DoorPassword, wire.SecretsAll), Headers: take(vault.DoorID, vault.DoorHeaders, wire.SecretsAll),
		}
	}
	for _, c := range e.Credentials {
		l := vault.Login{
			Title: c.Title, Provider: c.Provider, Kind: c.Kind, Who: c.Who, AutoRenew: c.AutoRenew, Fields: map[string]secret.Text{},
			Token: take(c.ID, vault.FieldToken, tokenLevel(c)), Refresh: take(c.ID, vault.FieldRefresh, wire.SecretsAll),
		}
		x.unsure = x.unsure || x.preview && !l.Token.Empty() && c.Kind == wire.KindIntegration
		if !l.Token.Empty() {
			l.IssuedAt, l.ExpiresAt = c.IssuedAt, c.ExpiresAt
		}
		for name, field := range c.Fields {
			if l.Fields[name] = secret.New(field.Value); field.Sealed {
				l.Fields[name] = take(c.ID, name, wire.SecretsAll)
			}
		}
		item.Logins = append(item.Logins, l)
	}
	return item, err
}

// take opens a sealed value that goes along with this level of secrets.
func (x *exporting) take(r *vault.Record, credential, field, level string) (secret.Text, error) {
	switch {
	case !r.Holds(credential, field):
		return secret.Text{}, nil
	case x.level == wire.SecretsNone || x.level == wire.SecretsTokens && level == wire.SecretsAll:
		x.stay++
		return secret.Text{}, nil
	}
	x.leave++
	if x.sealer == nil {
		return secret.New(placeholder), nil
	}
	return r.Take(x.sealer, target(r, place{}), credential, field)
}

// tokenLevel tells tokens that end by themselves from what stands for a
// password: the values of an integration, a browser login.
func tokenLevel(c wire.SavedCredential) string {
	if c.Kind == wire.KindIntegration || c.Kind == wire.KindSession || c.Provider == "integration" || c.Provider == "session" {
		return wire.SecretsAll
	}
	return wire.SecretsTokens
}

// class is what a copy of the files would leave on the clipboard.
func (x *exporting) class() string {
	switch {
	case x.leave == 0 || x.format.Sealed:
		return ""
	case x.level == wire.SecretsTokens:
		return wire.CopiedBearer
	}
	return wire.CopiedSecret
}

func (x *exporting) secretFindings() []wire.Finding {
	list := []wire.Finding{}
	if x.stay > 0 {
		list = append(list, wire.NewFinding("secrets_stay", "count", strconv.Itoa(x.stay)))
	}
	if x.full > 0 {
		list = append(list, wire.NewFinding("loses_learnt", "count", strconv.Itoa(x.full)))
	}
	switch {
	case x.leave == 0:
	case x.format.Sealed:
		list = append(list, wire.NewFinding("secrets_sealed", "count", strconv.Itoa(x.leave)))
	default:
		list = append(list, wire.NewFinding("secrets_go", "count", strconv.Itoa(x.leave)))
	}
	return list
}

// written writes the files.
func (h *handler) written(f vault.Format, items []vault.Item, with vault.Writing) ([]wire.ExportedFile, error) {
	outputs, err := f.Write(items, with)
	if err != nil {
		return nil, err
	}
	files := []wire.ExportedFile{}
	for _, o := range outputs {
		files = append(files, wire.ExportedFile{Name: o.Name, Text: o.Text.Reveal(), Other: o.Other})
	}
	return files, nil
}
