# `make site` sets up and builds the demo site, `make test` sets up and runs every test.
# Nothing else is needed first but Python 3.11 or newer.

PYTHON ?= $(shell for each in python3.11 python3.12 python3.13 python3.14 python3; do \
	$$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$each && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
SITE := $(VENV)/.site
EXTRAS := $(VENV)/.extras
DEV := $(VENV)/.dev

.PHONY: site serve translate extras test test-fast gates check golden requirements clean help

site: $(SITE) ## set up and build the demo site into output/
	@$(BIN)/dragoman build
	@echo "look at it: make serve"

serve: $(SITE) ## show the site on this computer, made anew as files change
	@$(BIN)/dragoman serve

translate: $(EXTRAS) ## install the public model (needs a network) and draft what is missing
	@$(BIN)/dragoman translate --install-model

extras: $(EXTRAS) ## install the translation engine and HTML import

test: $(DEV) ## set up and run every test, those with a real browser and a real model too
	@.ci/packages browser
	$(BIN)/python -m pytest

test-fast: $(DEV) ## the tests that are quick: no browser, model, server or whole command; on every processor
	$(BIN)/python -m pytest -n auto -m "not slow"

gates: $(DEV) ## the gates of the pages alone: accessibility, markup, weight; docs/quality.md
	@.ci/packages browser
	$(BIN)/python -m pytest tests/gates

check: $(DEV) ## linters, types, layers, documentation
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q tests/test_docs.py tests/test_repository.py

golden: $(DEV) ## rewrite the expected files of the golden site; read the diff before you commit
	$(BIN)/python -m pytest -q tests/test_golden.py --rewrite

requirements: $(DEV) ## pin the newest versions, with hashes
	$(PIP) install uv
	for kind in "site:--group build" "extras:--group build --extra translate --extra import --extra s3" \
		"dev:--group build --group dev --all-extras"; do \
		$(BIN)/uv pip compile pyproject.toml --quiet --upgrade --generate-hashes --universal \
			--python-version 3.11 --no-emit-index-url --no-header --no-annotate \
			$${kind#*:} -o requirements/$${kind%%:*}.txt || exit 1; done

clean: ## remove what `make` made
	rm -rf $(VENV) output .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

help: ## list the commands
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Dragoman needs Python 3.11 or newer, and found none."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { .ci/packages venv && $(PYTHON) -m venv --clear $(VENV); }

$(SITE): requirements/site.txt pyproject.toml | $(BIN)/python
	@echo "setting up ..."
	@$(PIP) install --require-hashes -r requirements/site.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(EXTRAS): requirements/extras.txt $(SITE)
	@echo "setting up the translation engine and HTML import ..."
	@$(PIP) install --require-hashes -r requirements/extras.txt
	@touch $@

$(DEV): requirements/dev.txt $(SITE)
	@echo "setting up the tests ..."
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@
