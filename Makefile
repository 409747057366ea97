# Two commands: `make run` serves the site, `make test` runs every test. Nothing but Python 3.11 is needed.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
PIP_INSTALL = .venv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes
LOCAL = .venv/bin/python -m jincheng_gov.localservices
TRIAL = .venv/bin/python -m jincheng_gov.localservices.trial
SHARED = ../shared
SIZES ?= 10000 100000
GAZETTES ?= $(firstword $(wildcard $(SHARED)/gazettes fixtures/gazettes))

.PHONY: run stop clean staff test lint bench bench-search pins

run: .venv/runtime
	@exec $(LOCAL) run

stop: .venv/runtime
	@$(LOCAL) stop

clean:
	@if [ -x .venv/bin/python ]; then $(LOCAL) remove; fi
	rm -rf .venv var staticfiles .pytest_cache .mypy_cache .ruff_cache .hypothesis

staff: .venv/runtime
	@$(LOCAL) staff

test: .venv/development
	.venv/bin/python -m pytest -n 2

lint: .venv/development
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy

bench: .venv/development
	.venv/bin/python -m jincheng_gov.bench.parsing $(GAZETTES)
	@$(TRIAL) bash -c '.venv/bin/python -m jincheng_gov.bench.pages $$BASE_URL; \
		.venv/bin/python -m jincheng_gov.bench.serving; .venv/bin/python -m jincheng_gov.bench.paint $$BASE_URL'

# a million: make bench-search SIZES="100000 1000000" CORPORA=/var/tmp/corpora (twenty minutes the first time)
bench-search: .venv/development
	@$(TRIAL) --laws bash -c '\
		.venv/bin/python $(SHARED)/score/score_search.py $(SHARED)/facts/queries.json $$BASE_URL; \
		.venv/bin/python $(SHARED)/score/score_status.py $(SHARED)/facts/status.json $$BASE_URL; \
		.venv/bin/python -m search.bench.literal'
	.venv/bin/python -m search.bench.compare $(SIZES:%=--size %) $(CORPORA:%=--keep %) \
		--laws $(SHARED)/laws --gazettes $(GAZETTES)

pins: .venv/development
	.venv/bin/python -m pip install --quiet uv
	.venv/bin/uv pip compile --upgrade --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--quiet pyproject.toml -o requirements.txt
	.venv/bin/uv pip compile --upgrade --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--quiet --group dev -c requirements.txt -o .ci/requirements.txt

.venv/bin/python:
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' \
		|| { echo "需要 Python 3.11（PYTHON=路径 可指定）"; exit 1; }
	"$(PYTHON)" -m venv .venv

.venv/runtime: requirements.txt | .venv/bin/python
	@echo "安装依赖……"
	@$(PIP_INSTALL) -r requirements.txt
	@touch $@

.venv/development: .ci/requirements.txt .venv/runtime
	@$(PIP_INSTALL) -r .ci/requirements.txt
	@touch $@
