package main

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/storekey/storekey/core/api"
	"github.com/storekey/storekey/core/wire"
)

// importCommand brings stores in from a file.
type importCommand struct {
	format, store               string
	dryRun, replace, yes, trust bool
	passphrase                  passphrase
	file                        value
}

func newStoresImport(a *app) *cobra.Command {
	c := &importCommand{file: filePassphrase()}
	cmd := &cobra.Command{
		Use:   "import FILE|-",
		Short: "Bring in stores from a file of another Storekey or another program",
		Long: `Reads stores and logins from a file: storekey formats lists the formats, and which
one it is shows in the file. Nothing is sent to any store. All stores of the file
come in, or none. A store whose name is taken and that differs is saved beside the
other one under another name, or with --replace its values are taken over.

  storekey stores import stores.sealed.storekey
  storekey stores import client.mymagento.json --dry-run
  storekey stores import dev.env --store https://dev.shop.test`,
		Args: arguments(1, 1),
		RunE: func(_ *cobra.Command, args []string) error { return a.storesImport(c, args[0]) },
	}
	flags := cmd.Flags()
	flags.StringVar(&c.format, "format", "", "what the file is, where that does not show in it")
	flags.StringVar(&c.store, "store", "", "address of the store, where the file names none")
	flags.BoolVar(&c.dryRun, "dry-run", false, "say what would come in and save nothing")
	flags.BoolVar(&c.replace, "replace", false, "let the file's values replace those of saved stores of the same name")
	flags.BoolVar(&c.trust, "trust", false, "take over from the file which certificates are accepted; else that is left off")
	flags.BoolVar(&c.yes, "yes", false, "do not ask")
	c.file.register(cmd)
	c.passphrase.register(cmd)
	return cmd
}

// filePassphrase is what closes a sealed file.
func filePassphrase() value {
	return value{name: "file-passphrase", label: "Passphrase of the file", secret: true}
}

// importCall is the body of POST /v1/import and of its preview.
type importCall struct {
	Text       string            `json:"text,omitempty"`
	Data       []byte            `json:"data,omitempty"`
	Format     string            `json:"format,omitempty"`
	Passphrase string            `json:"passphrase,omitempty"`
	Store      string            `json:"store,omitempty"`
	Choices    map[string]string `json:"choices,omitempty"`
	Consent    []string          `json:"consent,omitempty"`
}

func (a *app) storesImport(c *importCommand, file string) error {
	in, err := c.call(a, file)
	if err != nil {
		return err
	}
	preview, err := c.preview(a, &in)
	if err != nil {
		return err
	}
	if c.dryRun {
		return a.printPreview(preview)
	}
	if preview.NeedsVault {
		// Opened, saved secrets can be compared with those in the file.
		if err := c.passphrase.open(a, true); err != nil {
			return err
		}
		if preview, err = c.preview(a, &in); err != nil {
			return err
		}
	}
	if err := c.choose(a, &in, preview); err != nil {
		return err
	}
	done, err := c.run(a, &in)
	if err != nil {
		return err
	}
	return a.tellImported(done)
}

func (c *importCommand) call(a *app, file string) (importCall, error) {
	in := importCall{Format: c.format, Store: c.store}
	if c.trust {
		in.Consent = append(in.Consent, "trust")
	}
	text, err := "", error(nil)
	if file == "-" {
		text, err = a.readStdin("the file")
	} else {
		text, err = readFile(file)
	}
	if utf8.ValidString(text) {
		in.Text = text
	} else {
		in.Data = []byte(text)
	}
	return in, err
}

// preview asks for the passphrase of the file where it has one.
func (c *importCommand) preview(a *app, in *importCall) (out wire.ImportPreview, err error) {
	err = a.call(a.handler(), http.MethodPost, "/v1/import/preview", in, &out)
	if !hasCode(err, "file_sealed") {
		return out, err
	}
	text, readErr := c.file.readOrAsk(a)
	switch {
	case readErr != nil:
		return out, readErr
	case text.Empty():
		return out, missing(&c.file)
	}
	in.Passphrase = text.Reveal()
	err = a.call(a.handler(), http.MethodPost, "/v1/import/preview", in, &out)
	return out, err
}

// choose picks what is done with stores whose names are taken: what replaces
// anything wants a yes.
func (c *importCommand) choose(a *app, in *importCall, preview wire.ImportPreview) error {
	in.Choices = map[string]string{}
	for _, item := range preview.Stores {
		if !c.replace || item.State != wire.ImportChanged {
			continue
		}
		yes, err := a.agrees(c.yes, fmt.Sprintf("Replace what is saved of %s (%s)?", shownItem(item), strings.Join(item.Changes, ", ")))
		if err != nil {
			return err
		}
		in.Choices[item.Place] = wire.ChooseSkip
		if yes {
			in.Choices[item.Place] = wire.ChooseReplace
		}
	}
	return nil
}

// run imports, and asks where the API wants a yes: for stores on this network,
// and for a host that saved secrets would go to.
func (c *importCommand) run(a *app, in *importCall) (done wire.Imported, err error) {
	for {
		err = a.long("/v1/import", in, &done)
		var refused *api.Error
		if !errors.As(err, &refused) {
			return done, err
		}
		consent, question, yes := "", "", c.yes
		switch refused.Code {
		case "vault_locked":
			if err := c.passphrase.open(a, false); err != nil {
				return done, err
			}
			continue
		case "import_inner_asks":
			for _, f := range refused.Findings {
				if !yes && a.tty != nil { // else it is told at the end
					a.tell(f.Level, f.Message)
				}
			}
			consent, question = "inner", "Import them?"
		case "address_consent":
			// A flag that is written once must not send passwords elsewhere.
			consent, question, yes = "host:"+refused.Params["host"], refused.Message+" Is that right?", false
		default:
			return done, err
		}
		if agreed, askErr := a.agrees(yes, question); askErr != nil || !agreed {
			return done, errors.Join(askErr, err)
		}
		in.Consent = append(in.Consent, consent)
	}
}

// agrees asks whoever sits at the terminal; where nobody does, only --yes does.
func (a *app) agrees(yes bool, question string) (bool, error) {
	if yes || a.tty == nil {
		return yes, nil
	}
	answer, err := a.tty.ask(plain(question)+" [y/N] ", false)
	if err != nil && !errors.Is(err, io.EOF) {
		return false, err
	}
	answer = strings.ToLower(strings.TrimSpace(answer))
	return answer == "y" || answer == "yes", nil
}

func shownItem(item wire.ImportItem) string {
	return shownName(wire.StoreEntry{Client: item.Client, Name: item.Name})
}

func (a *app) printPreview(preview wire.ImportPreview) error {
	if a.json {
		a.printJSON(preview)
		return nil
	}
	a.heading(a.pens.bold("Would come in") + " (" + preview.Format + ")")
	for _, item := range preview.Stores {
		a.line(item.State, shownItem(item)+"  "+item.URL+"  "+previewFacts(item))
	}
	a.findings(preview.Findings)
	return nil
}

func previewFacts(item wire.ImportItem) string {
	facts := []string{item.Stage, fmt.Sprintf("logins: %d", item.Logins), fmt.Sprintf("secrets: %d", item.Secrets)}
	if len(item.Changes) > 0 {
		facts = append(facts, "differs: "+strings.Join(item.Changes, " "))
	}
	if item.NewName != "" {
		facts = append(facts, "as "+item.NewName)
	}
	return strings.Join(facts, ", ")
}

func (a *app) tellImported(done wire.Imported) error {
	if a.json {
		a.printJSON(done)
		return nil
	}
	a.tellFindings(done.Findings)
	a.tell("note", fmt.Sprintf("Added: %d, replaced: %d, left as they are: %d.", done.Added, done.Replaced, done.Skipped))
	a.printEntries(done.Stores)
	return nil
}

// tellFindings writes findings to standard error, beside a result.
func (a *app) tellFindings(list []wire.Finding) {
	for _, f := range list {
		a.tell(f.Level, f.Message)
		a.tell("hint", hintHere(f.Code, f.Hint))
	}
}
