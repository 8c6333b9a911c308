// Render writes curl commands in a loop for the figures of bench: what Storekey
// does with a request, without the way to it and back.
package main

import (
	"encoding/json"
	"errors"

	"github.com/storekey/storekey/core/snippet"
	"github.com/storekey/storekey/core/wire"
)

// writer returns a function that writes the requests, which are JSON, so many
// times each and returns the length of what it wrote.
func writer(requests []byte) (func(times int) (int, error), error) {
	var all []wire.Request
	if err := json.Unmarshal(requests, &all); err != nil {
		return nil, err
	}
	curl, ok := snippet.Get("curl")
	if !ok {
		return nil, errors.New("there is no form called curl")
	}
	return func(times int) (int, error) {
		length := 0
		for range times {
			for _, request := range all {
				text, err := curl.Write(request)
				if err != nil {
					return 0, err
				}
				length += len(text)
			}
		}
		return length, nil
	}, nil
}
