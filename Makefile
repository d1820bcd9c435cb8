# Everything sets itself up: a virtual environment in .venv, then the job.
# On a machine whose python3 is older than 3.11: make race PYTHON=python3.12

PYTHON ?= python3
BIN := .venv/bin

.PHONY: race test check format bench clean

race: .venv/lab.stamp  ## race the schedules on real images and write report.html
	@$(BIN)/lrlab race

test: .venv/dev.stamp  ## run every test and doctest
	$(BIN)/python -m pytest

check: .venv/dev.stamp  ## formatting, linting, types, layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/pyright
	$(BIN)/lint-imports

format: .venv/dev.stamp  ## let ruff rewrite what it can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: .venv/dev.stamp  ## the measurements that README quotes; leave the machine alone meanwhile
	$(BIN)/python benchmarks/import_time.py
	$(BIN)/python benchmarks/evaluate.py
	$(BIN)/python benchmarks/race_throughput.py

clean:  ## remove the virtual environment and what was built
	rm -rf .venv dist build .pytest_cache .ruff_cache .hypothesis

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "lrlab needs Python 3.11 or newer, and $(PYTHON) is older. Try: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -m venv .venv && $(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1' || \
	  { rm -rf .venv; echo "could not set up .venv with $(PYTHON), see above" >&2; exit 1; }

.venv/lab.stamp: pyproject.toml | .venv/bin/python
	@echo "installing what the laboratory needs into .venv, once ..."
	@$(BIN)/python -m pip install --quiet --editable '.[lab]'
	@touch $@

# The libraries that lrlab is compared with go into a folder of their own, without what they require:
# their requirements ask for torchvision, for other versions of PyTorch and for OpenCV, which none of
# their schedules computes with.
.venv/dev.stamp: pyproject.toml tests/census/witnesses.txt | .venv/bin/python
	@echo "installing what checks and tests need into .venv, once ..."
	@$(BIN)/python -m pip install --quiet --editable '.[lab]' --group dev
	@rm -rf .venv/witnesses && $(BIN)/python -m pip install --quiet --no-deps --no-compile \
	  --target .venv/witnesses --requirement tests/census/witnesses.txt
	@touch $@ .venv/lab.stamp
