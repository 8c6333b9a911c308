package view

import (
	"strconv"
	"strings"

	"github.com/storekey/storekey/core/wire"
)

// StoresPanel is the Stores screen.
type StoresPanel struct {
	List, Empty, Edit, CSV, Hosts bool
	// CanMove says that there is something to take out, so that import and export
	// have a row of their own.
	NewMain, CanMove bool
	Rows             []Row
	Nothing          string
	// Sites are the permissions that can be given back.
	Sites        []Row
	CopyAtOnce   bool
	Settings     SettingsPanel
	NoPhrase     bool
	Problem      string
	Findings     []FindingLine
	CanLock      bool
	Idle         string
	ModeProblem  string
	ModeFindings []FindingLine
	Busy         bool
	Form         EditForm
	Move         MovePanel
}

// foldFrom is how many stores may be seen at once before clients are folded, and
// mostRows how many a search shows.
const (
	foldFrom = 15
	mostRows = 60
)

func (m *Model) drawStores(w Words) StoresPanel {
	if m.moving() {
		return StoresPanel{Move: m.drawMove(w)}
	}
	p := StoresPanel{
		Edit: m.Edit.Open, CSV: !m.Edit.Open && m.List.Mode == modeCSV, Hosts: !m.Edit.Open && m.List.Mode == modeHosts,
		CanLock: m.Saved.Vault.State == wire.VaultOpen, Idle: strconv.Itoa(m.Saved.Vault.IdleMinutes),
	}
	p.List = !p.Edit && !p.CSV && !p.Hosts
	if p.Edit {
		p.Form = m.drawEdit(w)
		return p
	}
	if m.List.Error != nil {
		p.ModeProblem, p.ModeFindings = m.sentence(w, m.List.Error), findingLines(m.List.Error.Findings)
	}
	p.Busy = m.asked[AskCSV] != "" || m.asked[AskHosts] != ""
	if !p.List {
		return p
	}
	p.Empty = m.Saved.Known && len(m.Saved.List) == 0 && m.Saved.Problem == nil
	p.NewMain, p.CanMove = m.sealWanted() == "", m.Saved.Known && !p.Empty
	p.NoPhrase = m.Saved.Known && m.Saved.Vault.State == wire.VaultNone && !p.Empty && m.Seal.Want == ""
	p.Findings = findingLines(m.Saved.Findings)
	for _, problem := range []*wire.Error{m.Saved.Problem, m.List.Problem, m.Access.Problem} {
		if problem != nil {
			p.Problem = m.sentence(w, problem)
		}
	}
	p.Rows, p.Sites, p.CopyAtOnce = m.storeRows(w), m.siteRows(w), m.Access.CopyAtOnce
	p.Settings = m.drawSettings()
	if len(p.Rows) == 0 && m.List.Query != "" {
		p.Nothing = w("nothingFound", m.List.Query)
	}
	return p
}

func (m *Model) sentence(w Words, e *wire.Error) string {
	title, text := m.problemWords(w, e)
	return strings.TrimSpace(title + " " + text)
}

// storeRows are the stores of this tab, then all others by client.
func (m *Model) storeRows(w Words) []Row {
	words := strings.Fields(strings.ToLower(m.List.Query))
	chips := map[string]string{}
	for _, stage := range stages {
		chips[stage] = stageWord(w, stage)
	}
	l := lister{m: m, w: w, chips: chips, open: w("openStore"), use: w("useLogin")}
	var clients []string
	byClient := map[string][]int{}
	for i, e := range m.Saved.List {
		if len(words) > 0 && !holdsAll(searchText(e), words) {
			continue
		}
		client := e.Client
		if e.Matches {
			client = "\n" // no client is called that
		}
		if _, known := byClient[client]; !known {
			clients = append(clients, client)
		}
		byClient[client] = append(byClient[client], i)
	}
	for _, client := range clients {
		l.group(client, byClient[client], len(clients) == 1)
	}
	if l.more > 0 {
		l.rows = append(l.rows, Row{Kind: RowMore, Title: w("moreStores", strconv.Itoa(l.more))})
	}
	return l.rows
}

// lister collects the rows of the list.
type lister struct {
	m         *Model
	w         Words
	chips     map[string]string
	open, use string
	rows      []Row
	more      int // found, and not shown
}

func (l *lister) group(client string, at []int, alone bool) {
	count := strconv.Itoa(len(at))
	open := true
	switch {
	case l.m.List.Query != "" && len(l.rows) >= mostRows:
		l.more += len(at)
		return
	case client == "\n":
		l.rows = append(l.rows, Row{Kind: RowHead, Title: l.w("thisTab")})
	case client == "" && alone:
		l.rows = append(l.rows, Row{Kind: RowHead, Title: l.w("allStores"), Count: count})
	default:
		open = l.unfolded(client)
		title := client
		if title == "" {
			title = l.w("noClient")
		}
		l.rows = append(l.rows, Row{Kind: RowFold, Press: "client", Of: client, Title: title, Count: count, Open: open})
	}
	if !open {
		return
	}
	for _, i := range at {
		if len(l.rows) >= mostRows && l.m.List.Query != "" {
			l.more++
			continue
		}
		l.store(l.m.Saved.List[i])
	}
}

// unfolded reports whether the stores of a client are seen: few are, all that a
// search found, and what the hand unfolded.
func (l *lister) unfolded(client string) bool {
	turned := strings.Contains(l.m.List.turned, "\n"+client+"\n")
	return turned != (len(l.m.Saved.List) <= foldFrom || l.m.List.Query != "")
}

func (l *lister) store(e *wire.StoreEntry) {
	row := Row{Press: "store", Of: writeSavedRef(wire.SavedRef{Store: e.ID}), Title: e.Name, Line: host(e.Store.BaseURL) + pathOf(e.Store.BaseURL),
		Env: e.Stage, Chip: l.chips[e.Stage]}
	if e.Matches && e.Client != "" {
		row.Title = entryName(l.w, e)
	}
	if scheme := schemeOf(e.Store.BaseURL); !e.Matches && (scheme == "http" || scheme == "https") {
		row.URL, row.Opens = e.Store.BaseURL, l.open
	}
	if len(e.Credentials) == 1 {
		c := &e.Credentials[0]
		row.State, row.Is = l.m.savedState(l.w, c)
		if c.Who != "" {
			row.Line += l.w("separator") + c.Who
		}
		if e.Matches {
			row.Of = writeSavedRef(wire.SavedRef{Store: e.ID, Credential: c.ID})
			row.Act, row.ActLabel = "login", l.use
		}
	}
	l.rows = append(l.rows, row)
	if len(e.Credentials) > 1 {
		for i := range e.Credentials {
			c := &e.Credentials[i]
			login := loginRow(e, c, loginName(l.w, c))
			login.State, login.Is = l.m.savedState(l.w, c)
			if e.Matches {
				login.Act, login.ActLabel = "login", l.use
			}
			l.rows = append(l.rows, login)
		}
	}
}

func searchText(e *wire.StoreEntry) string {
	parts := append([]string{e.Client, e.Name, e.Stage, e.Notes}, e.Origins...)
	for _, c := range e.Credentials {
		parts = append(parts, c.Title, c.Who)
	}
	return strings.Join(parts, "\n")
}

// EditForm is the form of one saved store.
type EditForm struct {
	// Deleting is the question that the trash asks.
	Deleting  string
	Title     string
	Unsaved   bool
	Saved     bool // it is not a new one
	Seed      bool // offers to save an authenticator key beside its password
	Stage     string
	Logins    []Option
	CanForget bool
	CanLend   bool
	WayShown  bool
	Ways      []Option
	Fields    []FormField
	DoorSaved bool
	Origins   Button
	Found     []Option
	Button    Button
	Problem   string
	Progress  Progress
	Conn      ConnPanel
}

// FormField is one field that the card of a way to log in asks for.
type FormField struct {
	ID, Label, Hint string
	Secret, Sealed  bool
	InputMode       string
	// Lines says that it may have several lines; Choices are "value\nlabel" each,
	// two lines for one.
	Lines   bool
	Choices string
	// Usual is what counts while nothing is typed; Complete is for the browser's
	// own passwords.
	Usual, Complete string
	Off             bool
}

func (m *Model) drawEdit(w Words) EditForm {
	entry, saved := m.entry(m.Edit.ID)
	f := EditForm{Title: w("newStore"), Unsaved: m.Edit.Changed, Saved: saved, Stage: m.Edit.Values["stage"], DoorSaved: entry.HasDoor,
		Origins: Button{Label: w("takeOrigins"), Busy: m.Edit.Origins.Busy()},
		Button:  Button{Label: w("save"), Busy: m.saving(), Main: m.Seal.Want == ""}, Progress: m.drawProgress(w, m.Edit.Origins)}
	for _, url := range m.Edit.Found {
		f.Found = append(f.Found, Option{Value: url, Label: w("addOrigin", url)})
	}
	f.Seed = m.seedAsked()
	if saved {
		f.Title = entryName(w, entry)
	}
	if m.Edit.Error != nil {
		f.Problem = m.sentence(w, m.Edit.Error)
	}
	if len(m.Edit.Hosts) > 0 {
		f.Button.Label = w("saveFor", strings.Join(m.Edit.Hosts, ", "))
	}
	if m.Edit.Deleting {
		f.Deleting = w("deleteAsk", f.Title)
	}
	f.Conn = m.drawConn(w, entry)
	login := m.Edit.Values["login"]
	f.Logins = m.loginChoice(w, entry, login)
	_, c, there := m.login(wire.SavedRef{Store: m.Edit.ID, Credential: login})
	f.CanForget, f.CanLend, f.WayShown = there, c.HasToken, login == newLogin
	for _, card := range m.Ways {
		f.Ways = append(f.Ways, Option{card.ID, card.Title, card.ID == m.Edit.Values["provider"]})
	}
	if login != "" {
		f.Fields = m.formFields(w, c)
	}
	return f
}

func (m *Model) loginChoice(w Words, e *wire.StoreEntry, login string) []Option {
	var options []Option
	for i := range e.Credentials {
		c := &e.Credentials[i]
		options = append(options, Option{c.ID, loginName(w, c), c.ID == login})
	}
	if len(options) == 0 {
		options = append(options, Option{"", w("noLogin"), login == ""})
	}
	return append(options, Option{newLogin, w("newLogin"), login == newLogin})
}

func (m *Model) formFields(w Words, c *wire.SavedCredential) []FormField {
	var fields []FormField
	for _, f := range m.way().Fields {
		value := func(name string) string { return m.Edit.Values[FieldPrefix+name] }
		if f.Step > 1 || !m.way().Wants(f, value) {
			continue
		}
		field := FormField{ID: FieldPrefix + f.Name, Label: f.Label, Hint: f.Hint, Secret: f.Secret, InputMode: f.InputMode, Lines: f.Lines, Usual: f.Default}
		for _, choice := range f.Choices {
			field.Choices += choice.Value + "\n" + choice.Label + "\n"
		}
		if f.Secret && c.Fields[f.Name].Sealed {
			field.Sealed, field.Hint = true, w("fieldSealed")
		}
		fields = append(fields, field)
	}
	return fields
}
