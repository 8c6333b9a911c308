package view

import (
	"encoding/json"

	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/core/wire"
)

type movedFile struct {
	name string
	text secret.Text
	clip json.RawMessage // what the worker is told of a copy, if it holds secrets
}

// exportWanted takes all stores out, storeExported the one in the form. Everything
// goes along unless something else is picked.
func (m *Model) exportWanted() []Effect { return m.export("") }

func (m *Model) storeExported() []Effect { return m.export(m.Edit.ID) }

func (m *Model) export(id string) []Effect {
	return m.moveWanted(modeExport, Move{Format: formatSealed, Secrets: m.secretsOut(wire.SecretsAll), Store: id})
}

// fileSaved hands a file to the browser, fileCopied puts it on the clipboard.
func (m *Model) fileSaved(name string) []Effect {
	return []Effect{SaveText{name, "application/octet-stream", m.movedText(name)}}
}

func (m *Model) fileCopied(name string) []Effect {
	return []Effect{CopyText{m.movedText(name), copyFile + name}}
}

// clipOf is what the worker is told of a copy. An answer it looks through itself.
func (m *Model) clipOf(e Copied) json.RawMessage {
	if a := m.Request.Sending.Answer; a != nil && e.Button == copyAnswerButton {
		return new(object).str("text", indented(a.Body)).body()
	}
	for _, f := range m.Move.files {
		if e.Button == copyFile+f.name {
			return f.clip
		}
	}
	return e.Clip
}

func (m *Model) movedText(name string) string {
	for _, f := range m.Move.files {
		if f.name == name {
			return f.text.Reveal()
		}
	}
	return ""
}

func (m *Model) moveSecrets(level string) []Effect {
	m.Move.Secrets = level
	return m.preview()
}

func (m *Model) moveTicked(on string) []Effect {
	m.Move.Ticked = on == "true"
	return nil
}
