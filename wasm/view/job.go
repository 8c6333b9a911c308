package view

import (
	"strconv"
	"time"

	"github.com/storekey/storekey/core/wire"
)

// Codes of errors that arise in the page itself; their words are the page's own.
const (
	codeCancelled = "page_cancelled"

	CodeNoAnswer  = "page_no_answer"
	CodeReloaded  = "page_reloaded"
	CodeNoLeave   = "page_no_leave"
	CodeClipboard = "page_clipboard"
)

// progressAfter is how long a button may be busy before the page says what is
// going on and offers to cancel.
const progressAfter = 500 * time.Millisecond

// Job is a long call that one button waits for.
type Job struct {
	ID        string
	StartedAt time.Time
	Call      wire.Call
}

// Busy reports whether the call still runs.
func (j Job) Busy() bool { return j.ID != "" }

func (j Job) slow(now time.Time) bool {
	return j.Busy() && now.Sub(j.StartedAt) >= progressAfter
}

// start makes the ask the job's.
func (m *Model) start(j *Job, ask Ask) []Effect {
	*j = Job{ID: ask.ID, StartedAt: m.Now}
	return []Effect{ask, Later{progressAfter + 50*time.Millisecond}}
}

// pagePath is the page about one tab, as a tab of its own.
func pagePath(tabID int) string {
	return "popup/popup.html?tab=" + strconv.Itoa(tabID)
}
