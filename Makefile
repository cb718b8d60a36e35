# The commands of In My Words. Two are enough to begin: `make demo` and `make test`.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
DEV_STAMP := $(VENV)/.dev
export PYTHONUNBUFFERED = 1

.DEFAULT_GOAL := help
.PHONY: help demo test check unit journeys endurance load bench screenshots drawings lock assets format clean system-packages pdf-packages

help: ## What there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1	/' | expand -t 22

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "In My Words needs Python 3.11 or newer; PYTHON=... names one."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(DEV_STAMP): requirements-dev.lock | $(VENV)/bin/python
	@echo "Installing what the lock file names (a few minutes the first time) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

demo: $(DEV_STAMP) pdf-packages ## Start the demonstration on http://127.0.0.1:8000 (PORT= changes it)
	@DJANGO_SETTINGS_MODULE=portal.settings.demo $(BIN)/python manage.py demo --port $(PORT)

test: $(DEV_STAMP) system-packages check ## Everything: lint, types, contracts, all tests, the browser journeys
	@$(BIN)/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder

check: $(DEV_STAMP) ## The fast part alone: lint, types, import contracts, templates, settings
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports
	@$(BIN)/mypy
	@$(BIN)/djlint templates --lint --quiet
	@sh scripts/check_settings.sh $(BIN)/python

unit: $(DEV_STAMP) ## The tests without a browser
	@$(BIN)/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder -m "not journey"

journeys: $(DEV_STAMP) system-packages ## The browser journeys alone
	@$(BIN)/python -m pytest -q -m journey

endurance: $(DEV_STAMP) system-packages ## The full figures of the long checks, with 1,000 open pages (about 25 minutes)
	@ENDURANCE=1 $(BIN)/python -m pytest -q -m endurance

load: $(DEV_STAMP) system-packages ## 1,000 open pages and 20 messages a second, for five minutes
	@ENDURANCE=1 $(BIN)/python -m pytest -q -m endurance tests/production/test_load.py

bench: $(DEV_STAMP) ## Speed, as ratios within one run; also in var/bench.json
	@$(BIN)/python -m benchmarks

screenshots: $(DEV_STAMP) system-packages ## Make the pictures of the README anew
	@$(BIN)/python scripts/screenshots.py

drawings: $(DEV_STAMP) ## Draw the life of a request for help anew, from its table
	@DJANGO_SETTINGS_MODULE=portal.settings.test PYTHONPATH=. $(BIN)/python scripts/draw_help_requests.py

lock: $(DEV_STAMP) ## Pin every dependency anew
	@$(BIN)/pip-compile -q --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header --strip-extras -o requirements.lock pyproject.toml
	@$(BIN)/pip-compile -q --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header --strip-extras --extra dev -o requirements-dev.lock pyproject.toml

assets: ## Compile the design system's styles (needs Node; only when it is upgraded)
	@sh assets/build.sh

format: $(DEV_STAMP) ## Format the code
	@$(BIN)/ruff check --fix -q . ; $(BIN)/ruff format -q .

system-packages:
	@sh scripts/system_packages.sh

pdf-packages:
	@sh scripts/system_packages.sh pdf

clean: ## Remove what can be made again (the demonstration's database, too)
	rm -rf $(VENV) var .mypy_cache .ruff_cache .pytest_cache .hypothesis
