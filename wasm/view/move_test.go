package view

import (
	"strings"
	"testing"
	"time"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

// preview is what the worker says of a file with one store of each state.
func preview() wire.ImportPreview {
	renamed := []wire.Finding{{Code: codeRenamed, Message: "Shop is saved as Shop (2)."}, {Code: "import_unused", Message: "x means nothing."}}
	return wire.ImportPreview{Format: "mymagento", NeedsVault: true, Findings: renamed, Stores: []wire.ImportItem{
		{Place: "0", Name: "new.test", URL: "https://new.test/", Stage: wire.StageProduction, Logins: 1, Secrets: 2, State: wire.ImportNew, Choice: wire.ChooseBoth},
		{Place: "1", Client: "Acme", Name: "Shop", URL: "https://shop.test/", State: wire.ImportChanged, Changes: []string{"stage", "logins"},
			NewName: "Shop (2)", Choice: wire.ChooseBoth},
		{Place: "2", Name: "same.test", URL: "https://same.test/", State: wire.ImportSame, Choice: wire.ChooseSkip},
	}}
}

func formats() map[string]any {
	card := func(id, title string) wire.Card { return wire.Card{ID: id, Title: title, Summary: "About " + title} }
	return map[string]any{"formats": []wire.Format{
		{Card: card("sealed", "Storekey, sealed"), Writes: true, Sealed: true, Holds: wire.SecretsAll},
		{Card: card("storekey", "Storekey, without secrets"), Writes: true, Holds: wire.SecretsNone},
		{Card: card("mymagento", "MyMagento"), Writes: true, Holds: wire.SecretsAll},
		{Card: card("modheader", "ModHeader profile"), Holds: wire.SecretsAll},
	}}
}

// importing opens the form with a file in it.
func (p *player) importing(state string, entries ...wire.StoreEntry) *player {
	p.t.Helper()
	p.at(recognition()).answers(AskStores, 200, stores(state, entries...))
	p.does(pressed("tab-stores"), pressed("import-open"))
	p.answers(AskStores, 200, stores(state, entries...)).answers(AskFormats, 200, formats())
	if step := p.page().Stores.Move.Step; step != stepPick {
		p.t.Errorf("step %q", step)
	}
	p.does(FileGiven{Name: "clients.json", Data: secret.New("e30=")})
	if body := bodyOf(p.t, p.asked(AskPreview)); body["data"] != "e30=" || p.asked(AskPreview).Path != "/v1/import/preview" {
		p.t.Errorf("%v", body)
	}
	return p
}

func TestAFileIsLookedAtBeforeAnythingIsSaved(t *testing.T) {
	p := play(t).importing(wire.VaultOpen).answers(AskPreview, 200, preview())
	p.has(Focus{"move-go"})
	panel := p.page().Stores.Move
	if panel.Line != "MyMagento" || panel.Button.Label != "Import (stores: 2)" || len(panel.Rows) != 3 || len(panel.Findings) != 1 {
		t.Fatalf("%+v", panel)
	}
	if row := panel.Rows[1]; row.State != "differs" || row.ActLabel != "Keep both" || !strings.Contains(row.Line, "Shop (2)") {
		t.Errorf("%+v", row)
	}
	p.does(pressedOf("move-turn", "1"))
	if row := p.page().Stores.Move.Rows[1]; row.ActLabel != "Replace" || row.Line != "Replaces: environment, logins" {
		t.Errorf("%+v", row)
	}
	p.does(pressedOf("move-turn", "0"))
	if panel := p.page().Stores.Move; panel.Button.Label != "Import (stores: 1)" || panel.Rows[0].ActLabel != "Leave out" {
		t.Errorf("%+v", panel)
	}
	p.does(MoveSubmitted{})
	choices := bodyOf(t, p.asked(AskMove))["choices"].(map[string]any)
	if choices["0"] != wire.ChooseSkip || choices["1"] != wire.ChooseReplace || p.asked(AskMove).Path != "/v1/import" {
		t.Errorf("%v", choices)
	}
	p.answers(AskMove, 200, wire.Imported{Replaced: 1, Skipped: 2})
	panel = p.page().Stores.Move
	if panel.Done != "Added: 0, replaced: 1, left as they are: 2" || !strings.HasPrefix(panel.Note, "clients.json still lies") {
		t.Errorf("%+v", panel)
	}
	p.does(MoveSubmitted{})
	if page := p.page(); page.Stores.Move.Mode != "" || !page.Stores.Empty || page.Stores.CanMove {
		t.Errorf("%+v", page.Stores)
	}
}

// A file may say which certificates are accepted only where the user ticks that.
func TestAFileIsTrustedOnlyOnATick(t *testing.T) {
	told := preview()
	p := play(t).importing(wire.VaultOpen).answers(AskPreview, 200, told)
	if p.page().Stores.Move.Trust {
		t.Error("it is asked without a reason")
	}
	told.Findings = []wire.Finding{{Code: codeAnyTLS, Message: "Any certificate. That is left off."}}
	p = play(t).importing(wire.VaultOpen).answers(AskPreview, 200, told)
	if panel := p.page().Stores.Move; !panel.Trust || panel.Trusted {
		t.Errorf("%+v", panel)
	}
	p.does(Changed{"move-trust", "true"})
	if consent := bodyOf(t, p.asked(AskPreview))["consent"].([]any); len(consent) != 1 || consent[0] != "trust" {
		t.Errorf("%v", consent)
	}
	if panel := p.page().Stores.Move; panel.Step != stepTold {
		t.Errorf("what was seen goes away: %+v", panel)
	}
	told.Findings[0] = wire.Finding{Code: "import_any_tls_taken", Message: "Any certificate is accepted from now on."}
	p.answers(AskPreview, 200, told)
	if panel := p.page().Stores.Move; !panel.Trust || !panel.Trusted || !strings.Contains(panel.Findings[0].Message, "from now on") {
		t.Errorf("%+v", panel)
	}
	p.does(MoveSubmitted{})
	if consent := bodyOf(t, p.asked(AskMove))["consent"].([]any); len(consent) != 1 {
		t.Errorf("%v", consent)
	}
	p.answers(AskMove, 200, wire.Imported{Added: 1}).does(MoveSubmitted{})
	if p.m.Move.Trusted {
		t.Error("another file would be trusted")
	}
}

// A closed seal is opened first, and the file is then compared anew.
func TestAnImportOpensTheSealFirst(t *testing.T) {
	p := play(t).importing(wire.VaultLocked)
	if seal := p.page().Seal; seal.At != "" {
		t.Errorf("the passphrase is asked for before it is needed: %+v", seal)
	}
	p.answers(AskPreview, 200, preview())
	if panel := p.page().Stores.Move; panel.Button.Label != "Unlock" {
		t.Errorf("%+v", panel)
	}
	p.does(MoveSubmitted{})
	if seal := p.page().Seal; seal.At != "stores" || p.page().Stores.Move.Button.Main {
		t.Errorf("%+v", seal)
	}
	p.does(SealSubmitted{New: secret.New("correct horse")}).answers(AskSeal, 200, wire.VaultState{State: wire.VaultOpen})
	p.asked(AskPreview)
}

func TestASealedFileAsksForItsPassphrase(t *testing.T) {
	p := play(t).importing(wire.VaultOpen).refuses(AskPreview, 422, wire.Error{Code: codeFileSealed, Message: "It is sealed."})
	p.has(Focus{"move-phrase"})
	if panel := p.page().Stores.Move; panel.Step != stepPhrase || panel.Problem != "" || panel.Line != "Storekey, sealed" {
		t.Errorf("%+v", panel)
	}
	p.does(MoveSubmitted{Passphrase: secret.New("wrong one")})
	if body := bodyOf(t, p.asked(AskPreview)); body["passphrase"] != "wrong one" {
		t.Errorf("%v", body)
	}
	p.refuses(AskPreview, 422, wire.Error{Code: codeFilePhrase, Message: "It does not fit."})
	if panel := p.page().Stores.Move; panel.Step != stepPhrase || panel.Problem != "It does not fit." {
		t.Errorf("%+v", panel)
	}
	p.does(FileGiven{Name: "none"}).has(Reveal{"move-problem"})
	p.asksNothing()
	if panel := p.page().Stores.Move; panel.Step != stepPick || !strings.Contains(panel.Problem, "is empty") {
		t.Errorf("%+v", panel)
	}
	p.does(FileGiven{Name: "big", Big: true}).asksNothing()
	if panel := p.page().Stores.Move; panel.Step != stepPick || !strings.Contains(panel.Problem, "larger than 1 MB") {
		t.Errorf("%+v", panel)
	}
}

// Stores on the own network, and secrets that would go to another host, want a yes.
func TestAnImportAsksBeforeInnerAddresses(t *testing.T) {
	file := preview()
	file.Stores[0].Secrets = 0
	p := play(t).importing(wire.VaultOpen).answers(AskPreview, 200, file).does(MoveSubmitted{})
	p.refuses(AskMove, 409, wire.Error{Code: codeInnerAsks, Message: "It leads inside.", Findings: []wire.Finding{{Code: "import_inner", Message: "0: at 10.0.0.1"}}})
	panel := p.page().Stores.Move
	if !panel.Question.Shown || panel.Button.Main || len(panel.Findings) != 1 {
		t.Errorf("%+v", panel)
	}
	p.does(pressed("move-ask-yes"))
	if consent := bodyOf(t, p.asked(AskMove))["consent"].([]any); consent[0] != "inner" {
		t.Errorf("%v", consent)
	}
	p.refuses(AskMove, 409, wire.Error{Code: codeAddressConsent, Message: "Elsewhere.", Params: map[string]string{"host": "b.test"}})
	p.does(pressed("move-ask-yes"))
	if consent := bodyOf(t, p.asked(AskMove))["consent"].([]any); consent[1] != "host:b.test" {
		t.Errorf("%v", consent)
	}
}

func exported(codes ...string) wire.Exported {
	x := wire.Exported{Count: 1}
	for _, code := range codes {
		x.Findings = append(x.Findings, wire.Finding{Code: code, Level: wire.LevelWarning, Message: code})
	}
	return x
}

func (p *player) exporting(state string) *player {
	p.t.Helper()
	p.fits(state, savedLogin("c1", 0))
	p.does(pressed("tab-stores"), pressed("export-all"))
	p.answers(AskStores, 200, stores(state, entryHere(savedLogin("c1", 0)))).answers(AskFormats, 200, formats())
	return p.answers(AskPreview, 200, exported())
}

func TestAnExportIsSealedUnlessSaidOtherwise(t *testing.T) {
	p := play(t).exporting(wire.VaultOpen)
	panel := p.page().Stores.Move
	if panel.Step != stepSealed || panel.Secrets != wire.SecretsAll || panel.Given != "All stores: 1" || len(panel.Formats) != 3 {
		t.Fatalf("%+v", panel)
	}
	p.does(MoveSubmitted{Passphrase: secret.New("four words in a row"), Again: secret.New("four words")}).asksNothing()
	if problem := p.page().Stores.Move.Problem; problem == "" {
		t.Error("two passphrases that differ are taken")
	}
	p.does(MoveSubmitted{Passphrase: secret.New("four words"), Again: secret.New("four words")})
	if body := bodyOf(t, p.asked(AskMove)); body["passphrase"] != "four words" || body["format"] != "sealed" || body["stores"] != nil {
		t.Errorf("%v", body)
	}
	file := wire.ExportedFile{Name: "stores.storekey", Text: "{}"}
	p.answers(AskMove, 200, wire.Exported{Files: []wire.ExportedFile{file}})
	p.has(SaveText{"stores.storekey", "application/octet-stream", "{}"})
	p.does(pressedOf(copyFile, "stores.storekey"))
	p.has(CopyText{"{}", copyFile + "stores.storekey"})
	p.does(Copied{Button: copyFile + "stores.storekey"}).asksNothing()
	if body := bodyOf(t, p.does(pressed("move-back"), pressedOf("store", "e1"), pressed("export-store")).asked(AskPreview)); body["stores"].([]any)[0] != "e1" {
		t.Errorf("%v", body)
	}
}

// What goes out as it is wants a tick; several files are saved one by one.
func TestPlainSecretsWantATick(t *testing.T) {
	p := play(t).exporting(wire.VaultOpen).does(Changed{"move-format", "mymagento"})
	if body := bodyOf(t, p.asked(AskPreview)); body["secrets"] != wire.SecretsNone {
		t.Errorf("secrets go along unasked: %v", body)
	}
	p.answers(AskPreview, 200, exported()).does(Changed{"move-secrets", wire.SecretsAll}).answers(AskPreview, 200, exported(codeSecretsGo))
	if panel := p.page().Stores.Move; panel.Step != stepPlain || panel.Format != "About MyMagento" {
		t.Errorf("%+v", panel)
	}
	p.does(MoveSubmitted{}).asksNothing()
	if wrong := p.page().Wrong; wrong.ID != "move-plain" || wrong.Text == "" {
		t.Errorf("%+v", wrong)
	}
	p.does(Changed{"move-plain", "true"}, MoveSubmitted{})
	p.answers(AskMove, 200, wire.Exported{Files: []wire.ExportedFile{{Name: "a.json", Text: "1"}, {Name: "b.json", Text: "2", Copied: &wire.Copied{Class: wire.CopiedSecret, Key: "k", Hash: "h"}}}})
	for _, e := range p.effects {
		if _, saves := e.(SaveText); saves {
			t.Error("several files are saved at once")
		}
	}
	p.does(Copied{Button: copyFile + "b.json"})
	if body := bodyOf(t, p.asked(AskClip)); body["class"] != wire.CopiedSecret {
		t.Errorf("the worker is not told of the copy: %v", body)
	}
	if rows := p.page().Stores.Move.Rows; len(rows) != 2 || rows[1].Title != "Save b.json" {
		t.Errorf("%+v", rows)
	}
}

// With the seal closed the export goes on by itself once it is open.
func TestAnExportGoesOnOnceTheSealIsOpen(t *testing.T) {
	p := play(t).exporting(wire.VaultLocked)
	if note := p.page().Stores.Move.Note; !strings.Contains(note, "locked") {
		t.Errorf("%q", note)
	}
	phrase := secret.New("four words")
	p.does(MoveSubmitted{Passphrase: phrase, Again: phrase}).refuses(AskMove, 423, wire.Error{Code: codeVaultLocked})
	p.does(SealSubmitted{New: secret.New("correct horse")}).answers(AskSeal, 200, wire.VaultState{State: wire.VaultOpen})
	if body := bodyOf(t, p.asked(AskMove)); body["passphrase"] != "four words" {
		t.Errorf("%v", body)
	}
}

func lent(until string) wire.Lent {
	return wire.Lent{Who: "jane.doe", Kind: wire.KindAdmin, Origin: shop, Until: until, At: "2026-01-01T00:00:00Z"}
}

func TestALoanSaysWhoseAndUntilWhen(t *testing.T) {
	p := play(t).at(recognition(), credential("r1", wire.KindAdmin, time.Hour)).does(pressed("lend-card"))
	if ask := p.asked(AskPreview); ask.Path != "/v1/lend" || bodyOf(t, ask)["ref"] != "r1" || bodyOf(t, ask)["preview"] != true {
		t.Errorf("%+v", ask)
	}
	until := start.Add(time.Hour).UTC().Format(time.RFC3339)
	p.answers(AskPreview, 200, map[string]any{"lent": lent(until), "findings": exported("lend_out").Findings})
	panel := p.page().Stores.Move
	if panel.Step != stepSealed || len(panel.Facts) != 4 || panel.Facts[1].Value != "jane.doe" || len(panel.Findings) != 1 {
		t.Errorf("%+v", panel)
	}
	p.does(MoveSubmitted{Passphrase: secret.New("four words"), Again: secret.New("four words")})
	if body := bodyOf(t, p.asked(AskMove)); body["preview"] != nil || body["passphrase"] != "four words" {
		t.Errorf("%v", body)
	}
	if p.does(pressed("move-back")); p.page().Screen != Grab {
		t.Error("not back at the card")
	}
	p.does(pressed("lend-card")).refuses(AskPreview, 422, wire.Error{Code: "lend_long", Message: "Not that one."})
	if panel := p.page().Stores.Move; panel.Problem != "Not that one." || !panel.Button.Off {
		t.Errorf("%+v", panel)
	}
}

// A lent token that came in is used at once where the tab is its store.
func TestALentTokenIsUsed(t *testing.T) {
	until := start.Add(time.Hour).UTC().Format(time.RFC3339)
	file, l := preview(), lent(until)
	file.Stores, file.Lent = file.Stores[:1], &l
	p := play(t).importing(wire.VaultOpen).answers(AskPreview, 200, file)
	if panel := p.page().Stores.Move; len(panel.Facts) != 4 || len(panel.Findings) != 0 {
		t.Errorf("%+v", panel)
	}
	entry := entryHere(savedLogin("c1", time.Hour))
	p.does(MoveSubmitted{}).answers(AskMove, 200, wire.Imported{Added: 1, Lent: &l, Stores: []wire.StoreEntry{entry}})
	if panel := p.page().Stores.Move; !panel.Use || panel.Button.Main {
		t.Errorf("%+v", panel)
	}
	p.answers(AskStores, 200, stores(wire.VaultOpen, entry)).answers(AskStores, 200, stores(wire.VaultOpen, entry))
	p.does(pressed("lent-use"))
	if ask := p.asked(AskUse); ask.Path != "/v1/stores/e1/credentials/c1/use" || p.page().Screen != Grab {
		t.Errorf("%+v", ask)
	}
}
