//go:build !js

package main

import (
	"fmt"
	"os"
)

// main says what this is: outside of the browser there is nothing to run.
func main() {
	fmt.Fprintln(os.Stderr, "background is the browser extension's worker; build it with GOOS=js GOARCH=wasm (make build). The command line is ./cmd/storekey.")
	os.Exit(64)
}
