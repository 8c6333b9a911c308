// Argv writes its arguments to the file argv in the current folder, a line of
// JSON each time it is called.
package main

import (
	"encoding/json"
	"os"
)

func main() {
	file, err := os.OpenFile("argv", os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		panic(err)
	}
	if err := json.NewEncoder(file).Encode(os.Args[1:]); err != nil {
		panic(err)
	}
}
