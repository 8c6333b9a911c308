package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

// full takes some bytes and then no more, as a disk does.
type full struct{ room int }

func (f *full) Write(p []byte) (int, error) {
	if len(p) <= f.room {
		f.room -= len(p)
		return len(p), nil
	}
	return 0, errors.New("no space left on device")
}

func TestWhatWasNotWrittenIsNoSuccess(t *testing.T) {
	for _, line := range []string{"providers", "providers --json", "targets", "man", "help", "version", "completion bash", "stores list --json", "formats"} {
		var told bytes.Buffer
		a := testApp(t.Context(), t)
		a.out, a.err = &full{room: 3}, &told
		if status := a.run(strings.Fields(line)); status != exitNo || strings.Count(told.String(), "no space left") != 1 {
			t.Errorf("storekey %s: exit status %d, %s", line, status, told.String())
		}
	}
}

func TestUsageErrorsAreJSONToo(t *testing.T) {
	for _, line := range []string{"token --json", "frobnicate --json", "check --json --nothing", "check --nothing --json", "token admin --json --store nosuch.example --password-file missing", "stores add --json"} {
		var out bytes.Buffer
		a := testApp(t.Context(), t)
		a.out = &out
		status := a.run(strings.Fields(line))
		var told wire.ErrorBody
		if err := json.Unmarshal(out.Bytes(), &told); err != nil || status != exitUsage || told.Error.Code != "invalid_request" || told.Error.Message == "" {
			t.Errorf("storekey %s: exit status %d, %v, %s", line, status, err, out.String())
		}
	}
}
