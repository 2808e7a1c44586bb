# Two commands: `make run` shows what onrecord does, `make test` shows that it works. Both install what they need.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
DATA ?= ../shared/data
TESTS := $(BIN)/pytest --numprocesses logical --maxprocesses 4

# The tests start many processes, each of which would compile everything again.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run test check style types quick format train clean help

run: $(INSTALLED)  ## read the sample statements, show one ledger, write the pages
	@$(BIN)/onrecord demo --out demo

test: check  ## everything: style, types, layers, all tests, the examples in the docs
	$(TESTS) --dist loadgroup -m slow

check: style  ## the quick part of it
	@$(MAKE) --no-print-directory --jobs 2 types quick

style: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(INSTALLED)
	$(BIN)/mypy

quick: $(INSTALLED)
	$(TESTS) --dist worksteal -m "not slow"

format: $(INSTALLED)  ## put the code into house style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

train:  ## train the encoder and its heads again from DATA (needs an hour or more; see training/README.md)
	bash training/train.sh $(DATA)

clean:  ## remove what the other commands made
	rm -rf $(VENV) demo build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile

$(INSTALLED): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "onrecord needs Python 3.11 or later; make PYTHON=/path/to/python3.11")'
	@echo "Installing onrecord into $(VENV) (once, about a minute)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --upgrade pip
	@$(BIN)/pip install --quiet --constraint constraints.txt --editable . --group dev
	@touch $@
