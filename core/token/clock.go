package token

import (
	"strconv"
	"time"

	"github.com/storekey/storekey/core/wire"
)

// StoreNow is the time by a store's clock, from the Date header (RFC 9110
// §6.6.1) of an answer that came at now, and a finding where both differ by more
// than the header can. Without a readable date it is now.
func StoreNow(now time.Time, date string) (time.Time, []wire.Finding) {
	store, err := time.Parse("Mon, 02 Jan 2006 15:04:05 GMT", date)
	if err != nil {
		return now, nil
	}
	behind := store.Sub(now)
	if behind.Abs() <= clockTolerance {
		return store, nil
	}
	direction := "behind"
	if behind < 0 {
		direction = "ahead"
	}
	return store, []wire.Finding{wire.NewFinding("clock_differs", "storeTime", stamp(store),
		"seconds", strconv.FormatInt(int64(behind.Abs()/time.Second), 10), "direction", direction)}
}
