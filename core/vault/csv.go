package vault

import (
	"strconv"
	"strings"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// maxRows bounds a pasted list.
const maxRows = 1000

// Row is one line of a pasted list of stores.
type Row struct {
	Line                                                int
	Client, Name, Stage, URL, Username, Provider, Notes string
	Password                                            secret.Text
}

// ReadCSV reads a pasted list: comma, semicolon or tab between values, quotes as
// in RFC 4180, the columns named by a first line or guessed. Findings tell of
// lines that cannot be read.
func ReadCSV(text string) ([]Row, []wire.Finding, error) {
	lines, finding := splitCSV(text)
	if finding != nil {
		return nil, []wire.Finding{*finding}, nil
	}
	names, header, lines := columns(lines)
	switch {
	case len(lines) == 0:
		return nil, nil, &Error{Code: "csv_empty"}
	case len(lines) > maxRows:
		return nil, nil, &Error{Code: "csv_long", Params: []string{"most", strconv.Itoa(maxRows)}}
	}
	var rows []Row
	var bad []wire.Finding
	for _, line := range lines {
		row, finding := readRow(line, names, header)
		if finding != nil {
			bad = append(bad, *finding)
			continue
		}
		rows = append(rows, row)
	}
	return rows, bad, nil
}

func readRow(line csvLine, names []string, header bool) (Row, *wire.Finding) {
	row := Row{Line: line.number}
	if len(line.cells) > len(names) {
		return row, lineBad("line_long", line.number, "count", strconv.Itoa(len(line.cells)), "expected", strconv.Itoa(len(names)))
	}
	for i, cell := range line.cells {
		if names[i] == "" && cell != "" && !header {
			return row, lineBad("line_columns", line.number)
		}
		if len(cell) > maxName && names[i] != "notes" && names[i] != "url" {
			return row, lineBad("line_value", line.number, "field", names[i])
		}
		row.set(names[i], cell)
	}
	if row.URL == "" {
		return row, lineBad("line_address", line.number)
	}
	stage, ok := stageWord(row.Stage)
	if !ok {
		return row, lineBad("line_stage", line.number)
	}
	row.Stage = stage
	return row, nil
}

func (r *Row) set(name, cell string) {
	switch name {
	case "client":
		r.Client = cell
	case "name":
		r.Name = cell
	case "stage":
		r.Stage = cell
	case "url":
		r.URL = cell
	case "username":
		r.Username = cell
	case "password":
		r.Password = secret.New(cell)
	case "provider":
		r.Provider = strings.ToLower(cell)
	case "notes":
		r.Notes = cell
	}
}

func lineBad(code string, line int, params ...string) *wire.Finding {
	f := wire.NewFinding(code, append([]string{"line", strconv.Itoa(line)}, params...)...)
	return &f
}

// columnWords are the names of columns as people write them, blanks and the like
// left out, each list after its own name.
const columnWords = `
client customer project account merchant company
name store shop title label environmentname
stage environment env type
url address baseurl baseuri host link domain site
username user login email admin adminuser
password pass pwd secret
provider kind loginwith auth
notes note comment comments remarks description`

func columnOf(cell string) string {
	cell = strings.NewReplacer(" ", "", "_", "", "-", "").Replace(strings.ToLower(cell))
	for line := range strings.Lines(columnWords) {
		words := strings.Fields(line)
		for _, word := range words {
			if word == cell {
				return words[0]
			}
		}
	}
	return ""
}

// columns names the columns: by the first line if it does (header), else by what
// is in them. It returns the lines that hold stores.
func columns(lines []csvLine) (names []string, header bool, stores []csvLine) {
	if len(lines) == 0 {
		return nil, false, nil
	}
	if names, ok := named(lines[0].cells); ok {
		return names, true, lines[1:]
	}
	return guessed(lines), false, lines
}

// named reads a first line of column names. A column of another name is left
// out.
func named(cells []string) ([]string, bool) {
	names := make([]string, len(cells))
	seen := map[string]bool{}
	for i, cell := range cells {
		if name := columnOf(cell); !seen[name] {
			names[i], seen[name] = name, true
		}
	}
	return names, seen["url"]
}

// stageWord reads the stage as people write it; an empty one stays open.
func stageWord(text string) (string, bool) {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "":
		return "", true
	case "dev", "development", "local", "integration", "sandbox":
		return wire.StageDev, true
	case "staging", "stage", "stg", "uat", "qa", "test", "preprod", "pre-production", "acceptance":
		return wire.StageStaging, true
	case "production", "prod", "prd", "live":
		return wire.StageProduction, true
	}
	return "", false
}
