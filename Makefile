# Two commands: `make run` builds everything and starts the server, `make test` runs all tests.

SHELL := /bin/bash
PAGE := static/dist/index.html
PAGE_SOURCES := $(shell find static/src static/public static/index.html static/*.json static/*.ts geodata/style -type f 2>/dev/null)

.PHONY: run build test tools page geodata bench fuzz screenshot clean

run: build ## build page and server, start on the embedded default, print the address
	target/release/korydor serve

build: tools $(PAGE) ## target/release/korydor
	cargo build --release --locked --bin korydor

test: tools $(PAGE) ## everything: format, lints, tests of the library, the server and the page
	.ci/test

tools:
	@.ci/tools

page: $(PAGE)

$(PAGE): $(PAGE_SOURCES) static/node_modules/.package-lock.json
	cd static && npm run --silent build

static/node_modules/.package-lock.json: static/package-lock.json
	cd static && npm ci --no-audit --no-fund

geodata: ## builds geodata/ anew from the packages named in geodata/SOURCES.md (needs Python 3.11)
	geodata/import/run

bench: $(PAGE) ## speed of reading, geocoding and tiles
	cargo bench --locked

fuzz: ## looks for inputs that bring a reader down: make fuzz SECONDS=1200 (for each of eight targets)
	.ci/fuzz $(or $(SECONDS),60)

screenshot: build ## the pictures of the README, made from the sample reports
	.ci/with-server target/release/korydor npm --prefix static run --silent screenshot -- $(CURDIR)/static/screenshots '?date=2022-03-30'

clean:
	cargo clean
	rm -rf static/dist static/node_modules
