package vault

import (
	"os"
	"testing"
)

// realWork is what users get; most tests do with less.
var realWork = usualWork

func TestMain(m *testing.M) {
	usualWork = work{8 << 10, 1, 1}
	os.Exit(m.Run())
}
