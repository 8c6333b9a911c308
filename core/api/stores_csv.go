package api

import (
	"errors"
	"strconv"

	"github.com/storekey/storekey/core/magento"
	"github.com/storekey/storekey/core/vault"
	"github.com/storekey/storekey/core/wire"
)

// linesError says which lines of a pasted list cannot be read.
type linesError struct {
	error
	lines []wire.Finding
}

func (e *linesError) Unwrap() error { return e.error }

// maxLines bounds how many lines an error tells of.
const maxLines = 20

func refuseLines(lines []wire.Finding) error {
	count := strconv.Itoa(len(lines))
	return &linesError{refuse("csv_refused", "count", count), lines[:min(len(lines), maxLines)]}
}

// addCSV saves the stores of a pasted list, all or none. It makes no connection.
func (h *handler) addCSV(j *job) (any, error) {
	var in struct {
		Text string `json:"text"`
	}
	if err := j.read(&in); err != nil {
		return nil, err
	}
	rows, bad, err := vault.ReadCSV(in.Text)
	if err != nil {
		return nil, err
	}
	records, known, more, err := h.recordsOf(j, rows)
	if err != nil {
		return nil, err
	}
	if bad = append(bad, more...); len(bad) > 0 {
		return nil, refuseLines(bad)
	}
	if err := h.vault.AddAll(j.ctx, h.idFor(j, "csv"), records); err != nil {
		return nil, err
	}
	stores, _, err := h.vault.Show(j.ctx, records...)
	return wire.CSVAdded{Stores: stores, Known: known}, err
}

// recordsOf makes records of lines. A store that is saved already, or named
// twice, is known.
func (h *handler) recordsOf(j *job, rows []vault.Row) (records []*vault.Record, known int, bad []wire.Finding, err error) {
	saved, _, err := h.vault.List(j.ctx)
	if err != nil {
		return nil, 0, nil, err
	}
	seen := map[string]string{}
	for _, r := range saved {
		seen[identity(r.StoreEntry)] = r.ID
	}
	for _, row := range rows {
		r, err := h.recordOf(j, row)
		if finding, ok := lineFinding(err, row.Line); ok {
			bad = append(bad, finding)
			continue
		}
		if err != nil {
			return nil, 0, nil, err
		}
		// The same id: the call came twice, and this is what it added.
		if id := seen[identity(r.StoreEntry)]; id != "" && id != r.ID {
			known++
			continue
		}
		seen[identity(r.StoreEntry)] = r.ID
		records = append(records, r)
	}
	return records, known, bad, nil
}

func identity(e wire.StoreEntry) string { return e.Client + "\x00" + e.Name + "\x00" + e.Store.BaseURL }

func (h *handler) recordOf(j *job, row vault.Row) (*vault.Record, error) {
	r := new(vault.Record)
	r.ID = h.idFor(j, "line "+strconv.Itoa(row.Line))
	form := storeForm{Client: row.Client, Name: row.Name, Stage: row.Stage, URL: row.URL, Notes: row.Notes}
	if err := form.fill(&r.StoreEntry); err != nil {
		return r, err
	}
	if err := h.completeEntry(j, &r.StoreEntry); err != nil {
		return r, err
	}
	return r, h.addLogin(j, r, row)
}

// addLogin saves the user, and the password if there is one, of a line.
func (h *handler) addLogin(j *job, r *vault.Record, row vault.Row) error {
	if row.Username == "" && row.Password.Empty() {
		return nil
	}
	form := savedForm{Provider: first(row.Provider, "admin"), Fields: map[string]*string{"username": &row.Username}}
	password := row.Password.Reveal()
	if password != "" {
		form.Fields["password"] = &password
	}
	s, err := h.sealerFor(j, password != "")
	if err != nil {
		return err
	}
	c := wire.SavedCredential{ID: h.idFor(j, "login "+strconv.Itoa(row.Line))}
	return form.into(h, r, s, c, nil)
}

// lineFinding turns what is wrong with a store into what is wrong with its line,
// without any of its values.
func lineFinding(err error, line int) (wire.Finding, bool) {
	var why interface{ Finding() wire.Finding }
	number := strconv.Itoa(line)
	if errors.Is(err, magento.ErrNotAddress) {
		return wire.NewFinding("line_address", "line", number), true
	}
	if !errors.As(err, &why) {
		return wire.Finding{}, false
	}
	switch f := why.Finding(); f.Code {
	case "address_user", "host_letters":
		return wire.NewFinding("line_address", "line", number), true
	case "value_refused":
		return wire.NewFinding("line_value", "line", number, "field", f.Params["field"]), true
	case "provider_unknown":
		return wire.NewFinding("line_provider", "line", number), true
	}
	return wire.Finding{}, false
}
