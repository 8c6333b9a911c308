package host

import (
	"net/http"

	"github.com/storekey/storekey/core/api"
	"github.com/storekey/storekey/wasm/fetch"
)

// Exits are the ways out that the API chooses from.
type Exits struct{}

// Direct sends from the worker.
func (Exits) Direct() api.Doer { return direct{fetch.Direct()} }

// Tab sends from inside a tab.
func (Exits) Tab(tabID int) api.Doer { return fetch.Tab(tabID) }

// direct tells in the API's words that the browser gives no access.
type direct struct{ *fetch.Worker }

func (d direct) Do(req *http.Request) (*http.Response, error) {
	resp, err := d.Worker.Do(req)
	return resp, told(err)
}
