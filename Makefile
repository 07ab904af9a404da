# Needs only Python 3.11 or newer with venv, and make. Everything else goes into .venv and data/.

PORT ?= 8000
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt
POSTGRESQL ?= $(or $(TEST_DATABASE_URL),postgresql://postgres@127.0.0.1:5432/postgres)
PYTEST := $(BIN)/python -m pytest
# Two at a time; who has nothing left takes from the other, so a long test at the end stops nobody.
TOGETHER := -n 2 --dist worksteal
# What make test leaves to .ci/run.
QUICK := not slow and not pictures
# What a day is called in which year has nothing to do with the database: five whole years, once.
EVERY_YEAR := tests/management/test_demonstration_years.py::test_boards_are_the_same_every_year

.PHONY: run start test test-sqlite test-postgresql test-slow check bench pictures constraints

run: .venv/ready-to-run  ## the demonstration district, server and worker together
	MARSHRUT_DATA=data/demonstration MARSHRUT_DEMONSTRATION=1 $(BIN)/marshrut serve --port $(PORT)

start: .venv/ready-to-run  ## an empty installation; asks for its first administrator
	MARSHRUT_DATA=data/own $(BIN)/marshrut serve --administrator --port $(PORT)

test: test-sqlite test-postgresql  ## all tests but the slow ones, on both databases

test-sqlite: .venv/ready-to-test
	TEST_DATABASE_URL= $(PYTEST) -m "$(QUICK)" $(TOGETHER)

test-postgresql: .venv/ready-to-test
	@if TEST_DATABASE_URL="$(POSTGRESQL)" $(BIN)/python -m tests.server; then \
		echo '$(PYTEST) on PostgreSQL'; \
		TEST_DATABASE_URL="$(POSTGRESQL)" $(PYTEST) -m "$(QUICK) and not browser and not once" $(TOGETHER) \
			--ignore tests/norms --ignore tests/schoolyear --ignore tests/formation; \
	else \
		echo; \
		echo '!!! HALF OF THE TESTS WAS SKIPPED: no PostgreSQL answers. Set TEST_DATABASE_URL=postgresql://user@host:5432/postgres'; \
		echo; \
		test -z "$(MARSHRUT_NOTHING_SKIPPED)"; \
	fi

test-slow: .venv/ready-to-test  ## real processes: killed servers, eight writers at once
	TEST_DATABASE_URL= $(PYTEST) -m slow $(TOGETHER)
	TEST_DATABASE_URL="$(POSTGRESQL)" $(PYTEST) -m slow $(TOGETHER) --deselect $(EVERY_YEAR)

check: .venv/ready-to-test  ## style, types, layers, templates, migrations, translations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/djlint src --lint --quiet
	$(BIN)/mypy
	DJANGO_SETTINGS_MODULE=marshrut.settings.test $(BIN)/python -m django makemigrations --check --dry-run
	$(BIN)/python -m marshrut.web.translations

bench: .venv/ready-to-test  ## figures of speed, written down, never asserted
	$(BIN)/python -m bench

pictures: .venv/ready-to-test  ## pictures of pages, into pictures/
	$(PYTEST) -m pictures tests/browser

constraints:  ## pin what pyproject.toml allows today
	uv pip compile --universal --python-version 3.11 --no-header --no-annotate --all-extras \
		pyproject.toml -o constraints.txt

# A stamp is older than what it was made from only when there is something to install.
.venv/ready-to-run: pyproject.toml constraints.txt | .venv/bin/python
	$(PIP) -e .
	@touch $@

.venv/ready-to-test: pyproject.toml constraints.txt | .venv/bin/python
	$(PIP) -e '.[test]'
	@touch $@ .venv/ready-to-run

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo 'Нужен Python 3.11 или новее: make PYTHON=python3.12 …  /  Python 3.11 or newer is needed'; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
		echo 'Нет модуля venv, поставьте его: apt install python3-venv  /  Install the venv module'; exit 1; }
