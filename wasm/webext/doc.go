// Package webext is the browser's extension API for Go: messages to the worker,
// storage, tabs, permissions, clipboard and texts. Both programs use it, so it
// imports no net/http.
//
// It speaks to globalThis.browser or, where that is missing, to
// globalThis.chrome; the differences between Chromium and Firefox end here.
// What is injected into a tab is JavaScript that Go only passes on: the loader
// of each program puts it in one global object,
//
//	globalThis.storekey = { snapshot, tabFetch }
//
// from extension/content. Calls block their goroutine; see package promise.
package webext
