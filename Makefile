# `make test` installs what it needs below this folder and runs every test.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# The command as the tests of Rust built it: another choice of features would build all anew.
SELVITYS := $(or $(CARGO_TARGET_DIR),target)/debug/selvitys

.PHONY: test rust wheel python browser forms lint generated pictures bench bench-forms clean

test: rust python browser forms

rust:
	cargo test --workspace --exclude selvitys-py --features selvitys-cli/pdf

# The tools, pinned with their hashes. The stamp is renewed when the pins change.
$(VENV)/.ready: python/requirements.txt
	@# A Python of Debian's may lack the module that makes virtual environments.
	$(PYTHON) -c 'import venv, ensurepip' || { apt-get update -qq && apt-get install -y -qq python3-venv; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r python/requirements.txt
	touch $@

# The package as a user builds it.
wheel: $(VENV)/.ready
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m pip install --quiet --disable-pip-version-check --force-reinstall --no-deps --no-build-isolation ./python

# The package, tested as installed.
python: wheel
	$(BIN)/python python/stubs.py --check
	$(BIN)/python -m mypy --strict python/tests python/selvitys
	$(BIN)/python -m pytest -q python/tests

# Every HTML report in a real browser: accessible in light, in dark and at 400 % zoom.
browser: target/html/.written tests/browser/node_modules/.package-lock.json
	command -v chromium >/dev/null || { apt-get update -qq && apt-get install -y -qq chromium; }
	node tests/browser/check.mjs target/html

tests/browser/node_modules/.package-lock.json: tests/browser/package-lock.json
	cd tests/browser && npm ci --no-fund --no-audit --loglevel=error

# Each example in one language, and the one that has everything in all three.
.PHONY: target/html/.written
target/html/.written: rust
	rm -rf target/html
	$(SELVITYS) report examples/*.json --as-of 2022-03-31 --lang fi --out target/html >/dev/null
	$(SELVITYS) report examples/reporting-year/*.json --as-of 2022-03-31 --out target/html >/dev/null
	$(SELVITYS) report examples/reporting-year/*.json --as-of 2022-03-31 --public --lang fi --out target/html >/dev/null

# Files for offices, read back by programs of others: DOCX and XLSX also opened by LibreOffice, and every PDF that
# the Rust tests wrote held against the standards.
forms: rust $(VENV)/.forms target/forms/.written
	command -v soffice >/dev/null || { apt-get update -qq && apt-get install -y -qq --no-install-recommends libreoffice-writer-nogui libreoffice-calc-nogui; }
	$(BIN)/python -m pytest -q tests/forms

$(VENV)/.forms: $(VENV)/.ready $(wildcard tests/forms/requirements-*.txt)
	for pins in tests/forms/requirements-*.txt; do \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $$pins || exit 1; done
	touch $@

# DOCX of each example in one language, and of the one that has everything in all three; with data and Markdown to
# compare with.
.PHONY: target/forms/.written
target/forms/.written: rust
	rm -rf target/forms
	$(SELVITYS) report examples/*.json --as-of 2022-03-31 --lang fi --format docx,md,json --out target/forms >/dev/null
	$(SELVITYS) report examples/reporting-year/*.json --as-of 2022-03-31 --format docx,md,json --out target/forms >/dev/null

lint:
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --features selvitys-cli/pdf -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --features selvitys-cli/pdf

# Renews every generated file: schemas, golden reports, snapshots, pages on rules and on formats, coverage, type stubs,
# checksums of PDF files and the pictures of the documentation. A test that compares what another renews may fail on the
# way; the second run shows whether it still does.
generated: wheel $(VENV)/.forms
	-UPDATE=1 INSTA_UPDATE=always cargo test --workspace --exclude selvitys-py --features selvitys-cli/pdf --no-fail-fast
	$(BIN)/python python/stubs.py
	UPDATE=1 $(BIN)/python -m pytest -q tests/forms/test_pdf.py -k golden
	$(MAKE) pictures
	cargo test --workspace --exclude selvitys-py --features selvitys-cli/pdf

bench:
	cargo bench --package selvitys

# The forms beside the tools that users would pick instead. Not part of the tests: it installs those tools.
bench-forms: python
	dpkg -s libpango-1.0-0 libpangoft2-1.0-0 >/dev/null 2>&1 || { apt-get update -qq && apt-get install -y -qq libpango-1.0-0 libpangoft2-1.0-0; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check weasyprint XlsxWriter openpyxl python-docx
	cargo build --quiet --release --package selvitys-cli --features pdf
	$(BIN)/python tests/forms/bench.py

clean:
	rm -rf target $(VENV) reports tests/browser/node_modules

# Pictures of the golden reports. Each keeps the hash of the report that it shows, which a test compares.
pictures:
	command -v chromium >/dev/null || { apt-get update -qq && apt-get install -y -qq chromium; }
	mkdir -p docs/images
	for shown in pohjois-pohjanmaa/compliance reporting-year-pohjois-pohjanmaa/budget reporting-year-pohjois-pohjanmaa/final; do \
	  name=$$(basename $$shown) && profile=$$(mktemp -d) && chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run \
	    --disable-background-networking --disable-component-update --disable-sync --hide-scrollbars \
	    --user-data-dir=$$profile --window-size=1100,1480 --screenshot=docs/images/$$name.png \
	    "file://$(CURDIR)/tests/golden/$$shown.en.html" && rm -rf $$profile && \
	  sha256sum < tests/golden/$$shown.en.html | cut -d' ' -f1 > docs/images/$$name.sha256 || exit 1; done
