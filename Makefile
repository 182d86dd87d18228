# make run      start everything here and now; Ctrl-C stops it, the data stays in .jiefen/
# make test     tests without the slow ones        make test-all  every test
# make lint     format, types, imports             make bench     measurements
# make demo     one case walks through the house   make clean     remove .venv and caches, never the data
# make lock     resolve the dependencies again (make lock UPGRADE=1: to the newest)
#
# Needs Python 3.11 or newer, also by another name: make run PYTHON=python3.12
PYTHON ?= python3
PY := .venv/bin/python
DONE := .venv/.installed
SUITS := import sys; assert sys.version_info >= (3, 11)
# Nothing of a person's own Python setup may reach the environment.
export PYTHONPATH :=
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test test-all lint bench demo clean lock
.DEFAULT_GOAL := run

run: $(DONE)
	@exec $(PY) -m services.cli up

# Two processes: the tests wait for servers as much as for the processor.
test: $(DONE)
	@$(PY) -m pytest -n 2 -m "not slow"

# The slow ones raise and kill whole houses, one after another.
test-all: test
	@$(PY) -m pytest -m slow

lint: $(DONE)
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@.venv/bin/lint-imports

bench: $(DONE)
	@if [ -f benches/__main__.py ]; then exec $(PY) -m benches; else echo "There are no measurements in this version."; fi

demo: $(DONE)
	@exec $(PY) -m services.cli demo

lock: $(DONE)
	@.ci/lock $(UPGRADE)

clean:
	@rm -rf .venv build jiefen.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .coverage
	@find services flows tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The locks are complete, so nothing is resolved (--no-deps) and every file is checked by its hash. Installed again
# only when one of these files changed; an installation that was cut off has no stamp and is simply repeated.
$(DONE): requirements.txt requirements-dev.txt pyproject.toml
	@$(PY) -c '$(SUITS); import pip' 2>/dev/null || "$(PYTHON)" -c '$(SUITS)' 2>/dev/null || { \
	  echo "jiefen needs Python 3.11 or newer, and '$(PYTHON)' is not one: install it, or run make PYTHON=/path/to/python3.12" >&2; exit 1; }
	@$(PY) -c '$(SUITS); import pip' 2>/dev/null || { rm -rf .venv && "$(PYTHON)" -m venv .venv; } || { \
	  echo "jiefen: '$(PYTHON)' cannot make a virtual environment: install its venv module (Debian: apt install python3-venv)." >&2; exit 1; }
	@echo "Installing what changed into .venv (a minute or two the first time) …"
	@$(PY) -m pip install -qq --require-hashes --no-deps -r requirements.txt -r requirements-dev.txt || { \
	  echo "jiefen: the packages of requirements.txt could not be installed; pip's words above say why. Run make again." >&2; exit 1; }
	@$(PY) -m pip install --quiet --no-deps --no-build-isolation -e . >.venv/editable.log 2>&1 || { cat .venv/editable.log >&2; exit 1; }
	@touch "$@"
