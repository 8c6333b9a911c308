package view

import "github.com/storekey/storekey/core/wire"

// dialogsMax is how often one page is looked at anew because it shows something
// else: a page must not keep Storekey busy.
const dialogsMax = 20

// WatchDialog waits until a page of the panel shows an integration's values or a
// resource tree that it did not show when Mark was taken: its dialogs come by
// script. A DialogCame follows. It ends an earlier one.
type WatchDialog struct {
	TabID     int
	Selectors map[string]string
	Mark      string
}

func (WatchDialog) effect() {}

// DialogCame says that the panel page in a tab shows what it did not show before.
type DialogCame struct{ TabID int }

func (e DialogCame) apply(m *Model) []Effect {
	if e.TabID != m.Tab.ID || m.Place != AtStore || m.typed {
		return nil
	}
	m.dialogs++
	m.Remembered = true // what is shown stays until it is known better
	return m.look()
}

// watchDialog follows what a page of the panel shows beyond the snapshot that was
// taken of it.
func (m *Model) watchDialog() []Effect {
	if m.Recognition.Area != wire.AreaAdmin || m.typed || m.mark == "" || m.dialogs >= dialogsMax {
		return nil
	}
	return []Effect{WatchDialog{m.Tab.ID, m.Selectors, m.mark}}
}
