# Everything a developer types. `make demo` and `make test` need git, make and Python 3.11+, nothing else.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help setup demo check lint test golden bench accuracy train docs lock clean
help: ## list these targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

$(VENV)/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Momentum needs Python 3.11 or later; this is " + sys.version.split()[0] + " (set PYTHON=…)") if sys.version_info < (3, 11) else 0'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

setup: $(VENV)/ready ## make a virtual environment with every pinned package

demo: $(VENV)/ready ## run the main job on the sample mailbox
	@$(BIN)/momentum demo -o demo

check: lint test ## everything that must be green before a commit

lint: $(VENV)/ready ## formatting, lint, types, import contracts, freshness of generated docs
	$(BIN)/ruff format --check src tests bench docs training sample_mailboxes
	$(BIN)/ruff check src tests bench docs training sample_mailboxes
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m docs.generate --check

test: $(VENV)/ready ## run the tests
	$(BIN)/pytest

golden: $(VENV)/ready ## write the golden files anew; look at the diff before you commit it
	$(BIN)/pytest --update-golden

bench: $(VENV)/ready ## measure speed and write bench/RESULTS.md
	$(BIN)/python -m bench.run

accuracy: $(VENV)/ready ## hold the reading against labelled and simulated mail; writes docs/accuracy.md
	$(BIN)/python -m tests.accuracy.run --write

train: $(VENV)/ready ## fit the models of sentences and of messages anew (installs scikit-learn)
	$(BIN)/python -m pip install --quiet "scikit-learn>=1.5"
	OMP_NUM_THREADS=1 $(BIN)/python -m training # its processes fill the machine; threads in each slow it down tenfold

docs: $(VENV)/ready ## write the generated docs anew (command line, JSON schemas)
	$(BIN)/python -m docs.generate

lock: ## pin the newest versions with hashes (needs uv)
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-annotate --no-header \
		--group dev --output-file requirements.lock pyproject.toml

clean: ## remove what the targets made
	rm -rf $(VENV) demo build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
