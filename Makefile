# The commands a person needs. `make demo` is the first one, `make test` the second.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
PY := $(BIN)/python
MANAGE := $(PY) manage.py
export PYTHONWARNINGS ?= default

.PHONY: demo demo-data install messages test check lint serve migrate bench bench-text bench-foresight clean

demo: demo-data  ## everything, then a server on 127.0.0.1:8000
	@DEMO=on $(MANAGE) demo_links
	@DEMO=on PYTHONUNBUFFERED=1 $(BIN)/gunicorn engagement.wsgi --preload --bind 127.0.0.1:8000 --workers 2 --threads 4 --access-logfile /dev/null

demo-data: install migrate  ## environment, database and the demo company
	@$(MANAGE) demo --seed 1

install: .venv/.installed .venv/.assets .venv/.messages  ## the environment, in .venv

.venv/.installed: requirements.lock
	@echo "1/3 Python packages"
	@test -x $(PY) || $(PYTHON) -m venv .venv
	@PYTHONWARNINGS=ignore $(PY) -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements.lock
	@touch $@

.venv/.assets: .venv/.installed engagement/assets/package-lock.json $(wildcard engagement/assets/src/*) engagement/assets/build.mjs
	@echo "2/3 front end"
	@PATH="$(CURDIR)/$(BIN):$$PATH" bash engagement/assets/build.sh
	@touch $@

.venv/.messages: .venv/.installed $(shell find . -name '*.po' -not -path './.venv/*' -not -path '*/node_modules/*')
	@echo "3/3 translations"
	@$(PY) -m engagement.messages compile
	@touch $@

migrate: install
	@$(MANAGE) migrate --verbosity 0

messages: install  ## extract new strings into the catalogues (needs gettext)
	@$(PY) -m engagement.messages extract

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	$(BIN)/lint-imports
	$(MANAGE) makemigrations --check --dry-run
	$(PY) -m engagement.messages check

test: install  ## every test
	$(BIN)/pytest -n 2

check: lint test  ## what has to be green before anything lands

serve: migrate  ## production-like: several workers, DEBUG off
	@$(MANAGE) collectstatic --noinput --verbosity 0
	$(BIN)/gunicorn engagement.wsgi --preload --bind $${BIND:-127.0.0.1:8000} --workers $${WORKERS:-4} --access-logfile /dev/null

bench: install  ## every benchmark, written to docs/benchmarks.md; hours
	$(PY) -m tests.bench

bench-text: install  ## text: quality beside peers, names and ids, reviews, injections
	$(PY) -m tests.bench.bench_text
	-$(PY) -m tests.bench.bench_pii
	$(PY) -m tests.bench.bench_reviews
	$(PY) -m tests.bench.bench_injections

bench-foresight: install  ## forecasts in companies whose law is known
	$(PY) -m tests.bench.bench_foresight

clean:
	rm -rf .venv engagement/assets/node_modules engagement/static/dist
