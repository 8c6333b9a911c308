package main

import (
	"bytes"
	"os"
	"testing"
)

// What is built in is what the recordings say.
func TestListsAreUpToDate(t *testing.T) {
	from := os.Getenv("MAGENTO_RECORDINGS")
	if from == "" {
		t.Skip("MAGENTO_RECORDINGS names no folder of recordings")
	}
	for name, make := range map[string]func(string) ([]byte, error){"operations.txt": Operations, "resources.txt": Resources} {
		want, err := make(from)
		if err != nil {
			t.Fatal(err)
		}
		have, err := os.ReadFile("../../core/catalogue/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(have, want) {
			t.Errorf("%s differs: go run ./scripts/catalogue -from RECORDINGS", name)
		}
	}
}
