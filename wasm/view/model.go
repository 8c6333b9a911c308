package view

import (
	"encoding/json"
	"strconv"
	"time"

	"github.com/storekey/storekey/core/wire"
)

// Screen is one of the four tabs of the page.
type Screen string

// The screens, in the order of their tabs.
const (
	Grab   Screen = "grab"
	Check  Screen = "check"
	Use    Screen = "use"
	Stores Screen = "stores"
)

// Screens lists the screens in the order of their tabs.
var Screens = []Screen{Grab, Check, Use, Stores}

// Place is what the browser's tab turned out to be.
type Place int

// Places.
const (
	Looking    Place = iota
	AtStore          // a Magento store
	NotMagento       // a page without Magento's marks
	NoAccess         // the browser gave no access to the tab
	Closed           // a page of the browser itself, closed to extensions
	Failed           // looking ended in an error
)

// Tab is the browser's tab that the page is about.
type Tab struct {
	ID            int
	URL           string
	Origin, Title string
}

// Shapes of the page, as data-shape on <html>.
const (
	ShapePopup = "popup"
	ShapeTab   = "tab"
	ShapePanel = "panel"
)

// Model is everything that the page knows. It is a value: After never changes
// the one that it is called on.
type Model struct {
	// Session starts the ID of every call of this page.
	Session string
	Shape   string
	Now     time.Time

	Screen Screen
	Tab    Tab
	Place  Place
	// Remembered says that the store is known from the last time, at the origin
	// that the tab shows now, and is being looked at anew meanwhile.
	Remembered  bool
	Recognition wire.Recognition
	Problem     *wire.Error
	Selectors   map[string]string

	Credentials []wire.Credential
	// Notes are about the tab's page as a whole.
	Notes      []wire.Finding
	Card       Card
	PageLogin  PageLogin
	AsCustomer AsCustomer
	Upkeep     Upkeep
	Watch      Watch
	InPage     InPage
	Access     Access
	Login      Login
	Inspection Inspection
	Request    Request
	Finder     Finder

	Saved Saved
	Offer Offer
	Seal  Seal
	Save  Save
	Put   put
	List  List
	Edit  Edit
	Conn  Conn
	Clip  Clip
	Toast Toast
	Move  Move
	// Formats are those that stores can be written in, Policy what the browser's
	// administrator laid down.
	Formats []value
	Policy  wire.Policy
	// Ways are the ways to log in.
	Ways []*wire.Card

	// Wrong is the ID of the field that is to be filled in first.
	Wrong string

	// Copied is the ID of the button that just copied, until CopiedUntil.
	Copied      string
	CopiedUntil time.Time

	snapshot json.RawMessage // until the store is recognised
	pageURL  string          // that the snapshot is of
	typed    bool            // pageURL was typed and is not the tab's
	site     string          // the host that the next click has to ask for
	mark     string          // what a dialog in the tab's page would change
	dialogs  int             // that came there
	subject  string          // the origin that all else here is for
	calls    int
	asked    [askings]string
	// headerFirst says that a shortcut opened the page: Copy header has the focus.
	headerFirst bool
	haste       haste
	carry       string // the credential that goes along to an API host, named by a click
}

// New is the page before anything is known.
func New(session, shape string, now time.Time) Model {
	return Model{Session: session, Shape: shape, Now: now, Screen: Grab,
		Login: Login{Kind: wire.KindAdmin}, Watch: Watch{Minutes: usualMinutes}, Request: Request{Form: defaultForm, Secret: secretText}}
}

// ask makes the effect of one API call. An answer to an earlier call of the same
// name is from then on out of date.
func (m *Model) ask(what Asking, method, path string, body json.RawMessage) Ask {
	m.calls++
	id := m.Session + "-" + strconv.Itoa(m.calls)
	m.asked[what] = id
	return Ask{ID: id, What: what, Method: method, Path: path, Body: body, TabID: m.Tab.ID}
}

// drop forgets the call: its answer will not count.
func (m *Model) drop(what Asking) { m.asked[what] = "" }

// credential returns the credential named ref.
func (m *Model) credential(ref string) (wire.Credential, bool) {
	for _, c := range m.Credentials {
		if c.Ref == ref && ref != "" {
			return c, true
		}
	}
	return wire.Credential{}, false
}

// confirmed reports whether what is shown is known to be true of the tab as it
// is now.
func (m *Model) confirmed() bool { return m.Place == AtStore }
