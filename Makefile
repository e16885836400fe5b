# The verbs. `make demo` opens a practice review; `make test-all` runs every test.
PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help demo test test-all fuzz faults mutants simulate check bench format pins release clean

help: ## List the verbs
	@sed -n 's/^\([a-z-]*\):.*## /  make \1	/p' $(MAKEFILE_LIST)

demo: ## Install, and open a practice review (without a terminal: print it and write the letter)
	@$(PYTHON) install.py
	@$(BIN)/python -m conference demo

test: ## Install, and run the quick tests of every part (TESTS=tests/law: all of some)
	@$(PYTHON) install.py --tests
	@$(BIN)/python -m pytest -n auto $(or $(TESTS),-m "not long")

test-all: ## Install, and run every test
	@$(PYTHON) install.py --tests
	@$(BIN)/python -m pytest -n auto

fuzz: ## Install, and throw far more at every reader of files than the tests do
	@$(PYTHON) install.py --tests
	@CONFERENCE_TEST_FUZZ=2000 $(BIN)/python -m pytest -n auto tests/fuzz tests/exchange/test_any_bytes.py

faults: ## Install, and kill the program two hundred times while it writes and is typed into
	@$(PYTHON) install.py --tests
	@CONFERENCE_TEST_KILLS=200 $(BIN)/python -m pytest -n auto tests/faults

mutants: ## Change the code a little, many times, and see that a test notices each (MUTANTS="access days": some of it)
	@$(PYTHON) install.py --tests
	@$(BIN)/python -m tests.mutants $(MUTANTS)

simulate: ## Install, and hold councils made by chance against a plain model (SEEDS=10000; SEED=4711 replays one)
	@$(PYTHON) install.py --tests
	@$(BIN)/python -m tests.simulate $(if $(SEED),--seed $(SEED),--seeds $(or $(SEEDS),1000))

check: ## Lint, types, and the walls between the parts
	@$(PYTHON) install.py --tests
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: ## Measure, as ratios against peers in the same run (BENCH="--minutes 5": the load in earnest)
	@$(PYTHON) install.py --tests
	@$(BIN)/python -m tests.benchmarks.peers
	@$(BIN)/python -m tests.benchmarks $(BENCH)

format: ## Put the code in shape
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

pins: ## Pin the dependencies anew, with digests (needs uv)
	uv pip compile pyproject.toml --group build $(PIN) -o requirements.txt
	uv pip compile pyproject.toml --group dev -c requirements.txt $(PIN) -o requirements-dev.txt
	uv pip compile --group pyproject.toml:release -c requirements.txt $(PIN) -o requirements-release.txt

PIN := --quiet --universal --generate-hashes --python-version 3.11 --upgrade \
	--no-header --no-annotate --no-emit-index-url

RELEASE := .venv/release/bin

release: ## Build what is published into dist/: package, source, bill of materials (SBOM), digests
	@$(PYTHON) -m venv .venv/release
	@$(RELEASE)/pip install -q --disable-pip-version-check --require-hashes -r requirements-release.txt
	@rm -rf dist && $(RELEASE)/hatchling build
	@$(RELEASE)/cyclonedx-py requirements requirements.txt --pyproject pyproject.toml \
		--output-reproducible -o dist/case-conference.cdx.json
	@cd dist && sha256sum * >SHA256SUMS && cat SHA256SUMS

clean: ## Take away what was made here
	rm -rf .venv practice-review build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .mutants
