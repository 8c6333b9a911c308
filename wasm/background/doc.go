// Command background is Storekey's worker: it builds the API's handler over the
// browser's storage and fetch and hands it to syumai/workers. The JavaScript in
// extension/background compiles it once per worker and keeps one instance.
//
// Build with GOOS=js GOARCH=wasm.
package main
