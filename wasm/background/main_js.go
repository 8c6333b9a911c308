package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/syumai/workers"

	"github.com/storekey/storekey/core/api"
	"github.com/storekey/storekey/wasm/background/internal/host"
)

func main() {
	records := new(host.State)
	recoverCalls(records)
	workers.ServeNonBlock(host.Middleware(api.New(api.Config{Exits: host.Exits{}, State: records, Browser: host.Browser{}, Policy: host.Policy})))
	workers.Ready()
	select {} // the bridge keeps this one instance
}

// recoverCalls ends the records of calls that an earlier worker left running.
// Without it a page would wait for ever, but nothing would run twice.
func recoverCalls(records *host.State) {
	if err := api.Recover(context.Background(), records, time.Now()); err != nil {
		fmt.Fprintln(os.Stderr, "storekey: looking for interrupted calls:", err)
	}
}
