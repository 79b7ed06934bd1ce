# Two commands: `make demo` runs the platform on this machine, `make test` proves it. README.md says what they do.
# Everything they need comes into the checkout (.venv, node_modules, .cache); what only the system can give,
# partnership/machine.py asks apt for.
PORT ?= 8000
ARGS ?=
PURPOSE := test

PYTHON := .venv/bin/python
UV := .cache/uv/bin/uv
export UV_PYTHON_DOWNLOADS := never
export UV_PYTHON := $(shell command -v python3)
# A machine without Node gets npm from the Python registry, into the virtual environment.
NODE_GROUP = $(shell test "$$(node -p 'process.versions.node.split(".")[0]' 2>/dev/null)" -ge 18 2>/dev/null \
	&& command -v npm >/dev/null || echo --group node)
CHECKED := SECRET_KEY=$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(50))') DATA_DIR=.cache/checks

.PHONY: demo demo-reset test checks machine
.SILENT:

demo: PURPOSE := demo
demo: node_modules/installed
	exec $(PYTHON) manage.py demo --port $(PORT)

demo-reset:
	rm -rf .demo
	$(MAKE) --no-print-directory demo PORT=$(PORT)

ifeq ($(ARGS),)
test: checks
	$(PYTHON) -m pytest -n 2 --dist loadgroup --cov --cov-report term:skip-covered
else
test: node_modules/installed staticfiles
	$(PYTHON) -m pytest $(ARGS)
endif

checks: node_modules/installed staticfiles
	$(UV) lock --check --quiet
	$(PYTHON) -m ruff format --check --quiet
	$(PYTHON) -m ruff check --quiet
	.venv/bin/lint-imports --no-logo > .cache/imports.log || { cat .cache/imports.log; exit 1; }
	$(PYTHON) -m mypy
	.venv/bin/djlint --lint --quiet templates
	.venv/bin/djade --check $$(git ls-files 'templates/*.html')
	$(CHECKED) $(PYTHON) manage.py makemigrations --check --dry-run
	$(CHECKED) $(PYTHON) manage.py check --deploy --fail-level WARNING

staticfiles: node_modules/installed
	mkdir -p .cache/checks
	$(PYTHON) -c "import polib; polib.pofile('locale/da/LC_MESSAGES/django.po').save_as_mofile('locale/da/LC_MESSAGES/django.mo')"
	$(CHECKED) $(PYTHON) manage.py collectstatic --noinput -v 0

machine:
	python3 -I partnership/machine.py $(PURPOSE)

$(UV): | machine
	python3 -m venv .cache/uv
	.cache/uv/bin/pip install --quiet --disable-pip-version-check uv==0.13.9

.venv/installed: uv.lock $(UV)
	$(UV) sync --frozen --quiet $(NODE_GROUP)
	touch $@

node_modules/installed: package-lock.json .venv/installed
	PATH="$(CURDIR)/.venv/bin:$$PATH" npm ci --silent
	touch $@
