.DEFAULT_GOAL := help

PYTHON ?= python3
# of the benchmark: numbers of interactions
SIZES ?= 1M 10M
# the parts of lint; .pre-commit-config.yaml calls them, too
LINT := lint-style lint-types lint-sql lint-compiled lint-conventions
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
.PHONY: help build boards site test test-deep audit bench lint $(LINT) demo-data lock clean
# a virtual environment knows its own path, so the one in a copied folder is made anew
HOME_OF_VENV := $(VENV)/made-in
ifneq ($(or $(shell cat $(HOME_OF_VENV) 2>/dev/null),$(CURDIR)),$(CURDIR))
$(shell rm -rf $(VENV))
endif

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

build: $(VENV)/quality ## compile the scoring models, build and test the warehouse, print what came out
	@$(BIN)/lead-scoring build

boards: $(VENV)/boards ## serve boards of the built warehouse (see docs/boards.md)
	@$(BIN)/python boards/show.py serve

site: $(VENV)/boards ## write the boards as pages that load nothing, to site/; LEADS="L0042 L0125" adds these leads
	@$(BIN)/python boards/show.py site $(LEADS:%=--lead '%')

test: $(VENV)/development ## run everything that must pass before a change lands
	@$(MAKE) --no-print-directory lint
	@$(BIN)/python -m pytest -n 2 --dist worksteal

test-deep: $(VENV)/development ## score 50,000 random worlds twice, and see that faults in the SQL are noticed (hours)
	@$(BIN)/python -m pytest -n 2 -m deep -o faulthandler_timeout=0 tests/worlds tests/kept tests/mutation tests/release tests/injection

audit: $(VENV)/development ## ask whether what is installed has known holes, list its licences (needs the network)
	@$(BIN)/python dependencies/audit.py requirements.lock requirements-boards.lock requirements-quality.lock requirements-dev.lock

bench: $(VENV)/development ## measure beside hand-written queries; SIZES="1M 10M 100M" takes hours (see benchmarks/)
	@$(BIN)/python benchmarks/run.py --sizes "$(SIZES)"

lint: $(VENV)/development ## check style, types, SQL for each engine, documentation (see CONTRIBUTING.md)
	@$(MAKE) --no-print-directory --jobs 2 --output-sync --keep-going $(LINT)

lint-style: $(VENV)/development
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

lint-types: $(VENV)/development
	@$(BIN)/mypy

lint-sql: $(VENV)/development
	@$(BIN)/sqlfluff lint --quiet .
	@cd src/lead_scoring/release/postgres && $(CURDIR)/$(BIN)/sqlfluff lint --quiet .

lint-compiled: $(VENV)/development
	@$(BIN)/python lint/compiled_sql.py

lint-conventions: $(VENV)/development
	@$(BIN)/python lint/conventions.py && $(BIN)/lead-scoring compile --check

demo-data: $(VENV)/runtime ## make the demo seeds again from their parameters
	@$(BIN)/python seeds/make_demo_data.py

lock: ## pin the newest versions that pyproject.toml admits (needs uv)
	uv pip compile pyproject.toml --group setup --extra boards -o requirements-boards.lock $(LOCK_FLAGS)
	uv pip compile pyproject.toml --group setup -c requirements-boards.lock -o requirements.lock $(LOCK_FLAGS)
	uv pip compile pyproject.toml --group setup -c requirements-boards.lock --extra quality -o requirements-quality.lock $(LOCK_FLAGS)
	uv pip compile pyproject.toml --group setup --extra dev -o requirements-dev.lock $(LOCK_FLAGS)

clean: ## remove the environment, the warehouse and what dbt wrote
	rm -rf $(VENV) warehouse/*.duckdb* warehouse/*.releases target logs site

# uuid, which dbt-charts asks for, has been in the standard library since 2006; it would be built
LOCK_FLAGS := --universal --python-version 3.11 --generate-hashes --upgrade --quiet \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links --no-emit-package uuid

$(HOME_OF_VENV):
	@echo "setting up $(VENV)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "lead_scoring needs Python 3.11 or newer; name one with make PYTHON=…")'
	@$(PYTHON) -m venv $(VENV)
	@echo "$(CURDIR)" > $@

$(VENV)/runtime: requirements.lock pyproject.toml | $(HOME_OF_VENV)
	@$(PIP) install --no-deps --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/boards: requirements-boards.lock | $(VENV)/runtime
	@echo "setting up the boards"
	@$(PIP) install --no-deps --require-hashes -r requirements-boards.lock
	@touch $@

# what audits a release
$(VENV)/quality: requirements-quality.lock | $(VENV)/runtime
	@echo "setting up the audits"
	@$(PIP) install --no-deps --require-hashes -r requirements-quality.lock
	@touch $@

$(VENV)/development: requirements-dev.lock | $(VENV)/runtime
	@echo "setting up the development tools"
	@$(PIP) install --no-deps --require-hashes -r requirements-dev.lock
	@touch $@ $(VENV)/boards $(VENV)/quality
