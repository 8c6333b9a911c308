package view

import (
	"encoding/json"
	"time"
)

// Asking names an API call by its purpose.
type Asking int

// Askings.
const (
	AskSelectors Asking = iota
	AskRecognise
	AskFind
	AskCredentials
	AskLogin
	AskUnwait
	AskAsCustomer
	AskRefresh
	AskAutoRenew
	AskRevoke
	AskForget
	AskReveal
	AskInspect
	AskExplain
	AskCheck
	AskForms
	AskRequest
	AskSnippet
	AskStores
	AskUse
	AskSeal
	AskVault
	AskPutStore
	AskPutLogin
	AskUndo
	AskWays
	AskCSV
	AskHosts
	AskDelete
	AskForgetLogin
	AskOrigins
	AskSession
	AskWatch
	AskElsewhere
	AskPut
	AskSettings
	AskCarry
	AskCanI
	AskDoctor
	AskReport
	AskRoutes
	AskRoute
	AskRead
	AskSend
	AskLists
	AskRecent
	AskTicket
	AskTest
	AskClip
	AskClipSettings
	AskSeed
	AskFormats
	AskPreview
	AskMove
	AskPolicy
	AskSeen
	AskSOAP
	AskServices
	AskExamples
	askings
)

// Effect is something to be done in the browser.
type Effect interface{ effect() }

// Ask sends one API call to the worker; an Answered follows.
type Ask struct {
	ID           string
	What         Asking
	Method, Path string
	Body         json.RawMessage
	TabID        int
	// Origin, where set, is the store's: the browser's leave to reach it was
	// asked for in the click that led here and is waited for first.
	Origin string
}

// CopyAnswer sends one API call, puts the text of its answer on the clipboard
// and never shows it; a Copied or CopyFailed follows.
type CopyAnswer struct {
	Ask    Ask
	Button string
}

// Cancel ends the API call.
type Cancel struct{ ID string }

// FindTab finds the browser's tab: the one named, or the active one for 0.
type FindTab struct{ ID int }

// Recall reads what is stored about the tab.
type Recall struct {
	TabID  int
	Origin string
}

// RecallCalls reads what is stored of calls that earlier openings of the page
// made.
type RecallCalls struct{}

// TakeSnapshot looks at the tab's page.
type TakeSnapshot struct {
	TabID     int
	Selectors map[string]string
}

// Focus puts the keyboard focus on an element.
type Focus struct{ ID string }

// FocusRow puts it on that row of a list which the Tab key leads to.
type FocusRow struct{ List string }

// Unfold opens a fold.
type Unfold struct{ ID string }

// FocusField puts it on a field of a form, by its name.
type FocusField struct{ Form, Name string }

// Caret puts it into a text field, before the character At.
type Caret struct {
	Form, Name string
	At         int
}

// CopyText puts a text on the clipboard that is no secret; a Copied or CopyFailed
// follows.
type CopyText struct{ Text, Button string }

// SaveText offers a text as a file.
type SaveText struct{ Name, Kind, Text string }

// RecallRequest reads the request that stood on the page the last time.
type RecallRequest struct{}

// Reveal scrolls an element into sight and leaves the focus alone.
type Reveal struct{ ID string }

// Cover hides what is typed in a password field, if its eye is open.
type Cover struct{ ID string }

// SetValue replaces what stands in a field.
type SetValue struct{ ID, Value string }

// Fill replaces what stands in the fields of a form, by their names.
type Fill struct {
	Form   string
	Values map[string]string
}

// Keep writes a record of the page's own until the browser closes; no value
// drops it. Nothing secret is ever in one.
type Keep struct {
	Key   string
	Value json.RawMessage
}

// RecallDraft reads the form that was not finished the last time.
type RecallDraft struct{}

// RecallTest reads the connection test that the page was about the last time.
type RecallTest struct{}

// Later sends a Tick after a while.
type Later struct{ After time.Duration }

// OpenTab shows the page in a tab of its own.
type OpenTab struct{ Path string }

// OpenPanel shows the page beside the tabs: in the click itself.
type OpenPanel struct{}

// RecallSites reads which sites the browser lets Storekey reach; a SitesTold
// follows.
type RecallSites struct{}

// GiveBackClipboard gives the leave to look at the clipboard back.
type GiveBackClipboard struct{}

// AwaitLeave waits for what the browser's user says about the clipboard; a
// ClipLeave follows.
type AwaitLeave struct{}

// GiveBack gives such a permission back.
type GiveBack struct{ Origin string }

func (Ask) effect()               {}
func (CopyAnswer) effect()        {}
func (Cancel) effect()            {}
func (FindTab) effect()           {}
func (Recall) effect()            {}
func (RecallCalls) effect()       {}
func (TakeSnapshot) effect()      {}
func (Focus) effect()             {}
func (FocusRow) effect()          {}
func (Unfold) effect()            {}
func (Reveal) effect()            {}
func (FocusField) effect()        {}
func (Caret) effect()             {}
func (CopyText) effect()          {}
func (SaveText) effect()          {}
func (RecallRequest) effect()     {}
func (Cover) effect()             {}
func (SetValue) effect()          {}
func (Fill) effect()              {}
func (Keep) effect()              {}
func (RecallDraft) effect()       {}
func (RecallTest) effect()        {}
func (Later) effect()             {}
func (OpenTab) effect()           {}
func (OpenPanel) effect()         {}
func (RecallSites) effect()       {}
func (GiveBack) effect()          {}
func (AwaitLeave) effect()        {}
func (GiveBackClipboard) effect() {}
