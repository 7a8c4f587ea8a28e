# One door to everything. Each target prepares what it needs; a second run finds it ready.
# Plain commands for the same: python3 tools/prepare.py run, then .venv/bin/hub demo

PYTHON ?= python3
PORT ?= 8050
IN := .venv/bin
PIN := $(IN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--custom-compile-command "make lock" $(UPGRADE)

WORKERS = $$(( $$(getconf _NPROCESSORS_ONLN) + 1 ))  # one more than processors: some tests mostly wait

UNITS = $(addprefix tests/,contract store oversight charts frame) $(wildcard tests/auth/test_[ckpt]*.py)

unexport PYTHONDONTWRITEBYTECODE  # each process would compile the hub and its packages again, for seconds

.PHONY: help run dev demo check test style types floors lock wheel clean

help:  ## List what can be asked for
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 14

run:  ## Set up what the hub needs to run
	@$(PYTHON) tools/prepare.py run

dev:  ## Set up what tests and checks need as well
	@$(PYTHON) tools/prepare.py dev

demo: run  ## Show a complete fictional department (PORT=8050)
	@$(IN)/hub demo --port $(PORT)

check: dev  ## Style, types, floors and the unit tests, in under a minute
	@$(MAKE) --no-print-directory -j2 style types floors
	@$(IN)/python -m pytest -q -n auto -m "not slow" --hypothesis-profile quick $(UNITS)

test: dev  ## Style, types, floors and every test
	@$(MAKE) --no-print-directory -j2 style types floors
	@$(IN)/python -m pytest -n $(WORKERS) --dist worksteal

style:
	@$(IN)/ruff check --quiet .
	@$(IN)/ruff format --check --quiet . || { echo "Run: .venv/bin/ruff format ." >&2; exit 1; }

types:
	@$(IN)/mypy

floors:
	@$(IN)/lint-imports --no-cache

lock: dev  ## Pin every package again, with hashes (UPGRADE=--upgrade for newer versions)
	@$(PIN) pyproject.toml -o requirements/run.txt
	@$(PIN) requirements/build.in -o requirements/build.txt
	@$(PIN) requirements/dev.in -o requirements/dev.txt

wheel: run  ## Build the package into dist/
	@$(IN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .
	@ls dist

clean:  ## Remove everything that set-up and tests made; data is not touched
	@rm -rf .venv node_modules tests/provider/node_modules hub/frame/static hub/briefings/fonts dist .grimp_cache .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find hub tests tools -name __pycache__ -type d -prune -exec rm -rf {} +
