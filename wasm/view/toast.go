package view

import (
	"strconv"
	"time"

	"github.com/storekey/storekey/core/wire"
)

// What a toast tells of.
const (
	toastSaved = 1 + iota
	toastSavedBare
	toastDeleted
	toastForgotten
	toastAdded
	toastSettings
	toastPut
	toastPutBack
	toastHeader
	toastRevoked
	toastClip
	toastClipStays
)

const (
	toastFor = 5 * time.Second
	undoFor  = 10 * time.Second
)

// Toast tells what was just done, with a way back where there is one.
type Toast struct {
	What         int
	Name         *wire.StoreEntry
	Added, Known int
	// Undo is the call that takes it back.
	Undo  string
	Until time.Time
	// Of is the credential whose header was copied, with the store's Verdict once
	// that is known.
	Of      wire.Credential
	Verdict string
}

// ToastLine is the toast on the screen.
type ToastLine struct{ Text, Icon, Undo string }

func (m *Model) drawToast(w Words) ToastLine {
	t := m.Toast
	line := ToastLine{Icon: "check"}
	switch t.What {
	case toastSaved:
		line.Text = w("savedIn", entryName(w, t.Name))
	case toastSavedBare:
		line.Text = w("savedBare", entryName(w, t.Name))
	case toastDeleted:
		line.Text, line.Icon = w("deletedStore", entryName(w, t.Name)), "trash"
	case toastForgotten:
		line.Text, line.Icon = w("forgottenLogin"), "trash"
	case toastAdded:
		line.Text = w("addedStores", strconv.Itoa(t.Added), strconv.Itoa(t.Known))
	case toastSettings:
		line.Text = w("settingsSaved")
	}
	switch t.What {
	case toastPut:
		line.Text = w("putDone")
	case toastPutBack:
		line.Text = w("putBackDone")
	case toastRevoked:
		line.Text = revokedWords(w, t.Added)
	case toastHeader:
		line.Text = w("headerCopied", cardTitle(w, t.Of))
		if icon := verdictIcons[t.Verdict]; icon != "" {
			line.Icon, line.Text = icon, w("headerCopiedVerdict", cardTitle(w, t.Of), verdictWord(w, t.Verdict))
		}
	}
	if t.What == toastClip || t.What == toastClipStays {
		line.Text, line.Icon = m.clipToast(w, t), "clock"
	}
	if t.Undo != "" {
		line.Undo = w("undo", strconv.Itoa(int((t.Until.Sub(m.Now)+time.Second-1)/time.Second)))
	}
	return line
}

// undone is a click on Undo.
func (m *Model) undone() []Effect {
	path := m.Toast.Undo
	if path == "" {
		return nil
	}
	m.Toast = Toast{}
	return []Effect{m.ask(AskUndo, "POST", path, nil)}
}

func (m *Model) undoAnswered(e Answered) []Effect {
	if _, problem := e.read(); problem != nil {
		m.List.Problem = problem
	}
	return m.askStores()
}
