# Every target works on a fresh Debian machine with Python 3.11; the first one that needs the
# environment makes it.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin

.PHONY: demo test lint types imports generated build bench clean

$(VENV)/.installed: pyproject.toml
	sh .ci/bootstrap $(PYTHON) $(VENV)
	touch $@

demo: $(VENV)/.installed  ## the main job on an invented production, in the folder demo/
	$(RUN)/poc-sheets demo demo

test: $(VENV)/.installed  ## installs what the tests need, system packages too, and runs them
	sh .ci/system_packages
	bash .ci/node_packages
	$(RUN)/python -m pytest -n 2 --dist loadgroup

lint: $(VENV)/.installed types imports
	$(RUN)/ruff format --check .
	$(RUN)/ruff check .

types: $(VENV)/.installed
	$(RUN)/mypy

imports: $(VENV)/.installed
	$(RUN)/lint-imports

build: $(VENV)/.installed  ## writes workbook_templates/, macros/ and the generated pages
	$(RUN)/poc-sheets build

generated: $(VENV)/.installed
	$(RUN)/poc-sheets build --check

bench: $(VENV)/.installed  ## ratios against named peers, no timed tests
	for name in patch_xlsx reconcile cost_report; do $(RUN)/python -m benchmarks.$$name || exit 1; done

clean:
	rm -rf $(VENV) demo dist
