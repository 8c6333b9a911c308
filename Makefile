# Storekey. `make` lists the targets; scripts/setup installs what they need.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

BUILD   := go build -trimpath -buildvcs=false -ldflags="-s -w"
VERSION := $(shell sed -n 's/^ *"version": *"\(.*\)".*/\1/p' extension/manifest.json 2>/dev/null)
export ZIP := build/storekey-$(VERSION).zip
# What is built into the extension's folder.
BUILT   := extension/background.wasm extension/popup.wasm extension/wasm_exec.js extension/licenses.txt

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: package-fresh build/storekey ## build, start a store and open the extension on its admin page
	@scripts/setup node browser
	@scripts/run

.PHONY: test
test: ## every check; ends with the totals
	@scripts/test

.PHONY: build
build: $(BUILT) build/storekey ## extension/*.wasm and the command line in build/

.PHONY: unit
unit: ## Go tests, natively
	@scripts/setup node shells snippets
	@go run ./scripts/gotest -name unit ./...

.PHONY: wasm-test
wasm-test: ## Go tests of what runs in the browser, as WebAssembly in Node
	@scripts/wasm-test

.PHONY: e2e
e2e: package-fresh build/storekey ## the packed extension in a real Chromium, and in Firefox
	@scripts/setup node browser firefox
	@scripts/e2e

.PHONY: screens
screens: package-fresh build/storekey ## pictures of every screen in build/screens/
	@scripts/setup node browser
	@scripts/screens

.PHONY: lint
lint: package-fresh ## gofmt, vet, staticcheck, tsc, biome, web-ext
	@scripts/setup node
	@scripts/lint

.PHONY: format
format: ## let gofmt and biome write what lint wants to see
	@scripts/setup node
	@gofmt -w $$(git ls-files --cached --others --exclude-standard '*.go')
	@node_modules/.bin/biome check --write

.PHONY: size
size: package-fresh ## sizes of the programs and of the package, against their limits
	@go run ./scripts/size -zip $(ZIP)

.PHONY: bench
bench: package-fresh build/storekey ## figures: page and worker start, core natively and as WebAssembly
	@scripts/setup node browser
	@scripts/bench

.PHONY: conformance
conformance: ## replay recorded exchanges: MAGENTO_RECORDINGS=DIR make conformance
	@scripts/conformance

.PHONY: package
package: package-fresh ## build/storekey-<version>.zip, and the proof that it can be made again
	@scripts/reproduce $(ZIP)

# The package without building it a second time.
.PHONY: package-fresh
package-fresh: $(BUILT)
	@go run ./scripts/pack -from extension -out $(ZIP)

.PHONY: release
release: ## the command line for Linux, macOS and Windows in build/release/, made twice
	@scripts/release $(VERSION)

.PHONY: clean
clean: ## remove everything that was built
	rm -rf build $(BUILT)

# The Go tool knows what is up to date.
.PHONY: extension/background.wasm extension/popup.wasm build/storekey
extension/background.wasm extension/popup.wasm: extension/%.wasm:
	@scripts/wasm-build $* $@

build/storekey:
	@$(BUILD) -o $@ ./cmd/storekey

.PHONY: extension/wasm_exec.js
extension/wasm_exec.js:
	@cmp -s "$$(go env GOROOT)/lib/wasm/wasm_exec.js" $@ || cp "$$(go env GOROOT)/lib/wasm/wasm_exec.js" $@

extension/licenses.txt: go.mod
	@go run ./scripts/licenses -out $@ ./wasm/background ./wasm/popup
