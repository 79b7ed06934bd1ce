# Two commands: `make demo` runs the platform on this machine, `make test` proves it. README.md says what they do.
# Everything they need comes into the checkout (.venv, node_modules, .cache); what only the system can give,
# partnership/machine.py asks apt for.
PORT ?= 8000
ARGS ?=
PURPOSE := $(if $(filter demo%,$(MAKECMDGOALS)),demo,test)

PYTHON := .venv/bin/python
UV := .cache/uv/bin/uv
export UV_PYTHON_DOWNLOADS := never
# A machine that forbids Python to keep what it has compiled has every worker and every press compile it all again.
unexport PYTHONDONTWRITEBYTECODE
export UV_PYTHON := $(shell python3 -Ic 'import sys; print(sys._base_executable)')
# A machine without Node gets npm from the Python registry, into the virtual environment.
NODE_GROUP = $(shell test "$$(node -p 'process.versions.node.split(".")[0]' 2>/dev/null)" -ge 18 2>/dev/null \
	&& command -v npm >/dev/null || echo --group node)
# The demonstration does without the tools of the tests, but takes none away.
GROUPS_demo = --inexact --no-dev $(NODE_GROUP)
GROUPS_test = $(NODE_GROUP)
WITH_TOOLS := PATH="$(CURDIR)/.venv/bin:$$PATH"
CATALOGUE := locale/da/LC_MESSAGES/django
# As in production: nothing but a secret key is set.
AS_PRODUCTION := env -u ENV_FILE DATA_DIR=.cache/checks SECRET_KEY=$$(head -c 50 /dev/urandom | base64 -w 0)

CHECKS := $(addprefix check-,lock format imports types templates migrations deployment)

.PHONY: demo demo-reset test explore coverage checks $(CHECKS) database bench browser assets machine
.SILENT:

demo: assets .demo/environment
	ENV_FILE=.demo/environment exec $(PYTHON) manage.py demo --port $(PORT)

demo-reset:
	rm -rf .demo
	$(MAKE) --no-print-directory demo PORT=$(PORT)

CORES := $(shell nproc)
SIDE_BY_SIDE := $(MAKE) --no-print-directory --jobs $(CORES) --output-sync
# Three workers for two cores: a third of their time they wait for a browser or a service.
WHOLE_SUITE := $(WITH_TOOLS) $(PYTHON) -m pytest -n $$(( $(CORES) + ($(CORES) + 1) / 2 )) --dist loadgroup

ifeq ($(ARGS),)
test: assets browser
	$(SIDE_BY_SIDE) $(CHECKS) database
	$(WHOLE_SUITE)
else
test: assets browser
	$(WITH_TOOLS) $(PYTHON) -m pytest $(ARGS)
endif

# Property tests with examples that nobody has tried yet; `make test` takes the same ones every time.
explore: assets browser
	$(WHOLE_SUITE) -m hypothesis --hypothesis-profile explore

# The same tests, with every line and branch that they never reach; watching costs as much time again (docs/decisions.md).
coverage: assets browser
	$(WHOLE_SUITE) --cov --cov-report term:skip-covered

# Figures of this machine, each beside a yardstick of the same run; nothing else should be running.
bench: assets browser
	$(PYTHON) -m tests.bench $(PART)

checks: assets
	$(SIDE_BY_SIDE) $(CHECKS)

check-lock:
	$(UV) lock --check --quiet

check-format:
	$(PYTHON) -m ruff format --check --quiet
	$(PYTHON) -m ruff check --quiet

check-imports:
	.venv/bin/lint-imports --no-logo > .cache/imports.log || { cat .cache/imports.log; exit 1; }

check-types:
	$(PYTHON) -m mypy

check-templates:
	.venv/bin/djlint --lint --quiet templates
	.venv/bin/djade --check $$(git ls-files 'templates/*.html')

check-migrations:
	$(AS_PRODUCTION) $(PYTHON) manage.py makemigrations --check --dry-run

check-deployment:
	$(AS_PRODUCTION) $(PYTHON) manage.py check --deploy --fail-level WARNING

database:
	$(PYTHON) -m tests.database

browser: node_modules/installed
	$(WITH_TOOLS) $(PYTHON) -m tests.chromium

assets: $(CATALOGUE).mo staticfiles/staticfiles.json

$(CATALOGUE).mo: $(CATALOGUE).po | .venv/installed-for-$(PURPOSE)
	$(PYTHON) -c "import polib; polib.pofile('$<').save_as_mofile('$@')"

staticfiles/staticfiles.json: $(shell find static -type f) partnership/apps.py node_modules/installed
	mkdir -p .cache/checks
	$(AS_PRODUCTION) $(PYTHON) manage.py collectstatic --noinput --verbosity 0

.demo/environment:
	mkdir -p -m 700 .demo
	printf '%s\n' "SECRET_KEY=$$(head -c 50 /dev/urandom | base64 -w 0)" \
		DEMO=true HTTPS=false MFA_COMPULSORY=false LOG_LEVEL=WARNING > $@

machine:
	python3 -I partnership/machine.py $(PURPOSE) $(if $(filter demo,$(PURPOSE)),$(PORT))

$(UV): | machine
	python3 -m venv .cache/uv
	.cache/uv/bin/pip install --quiet --disable-pip-version-check uv==0.13.9

.venv/installed-for-%: uv.lock $(UV)
	$(UV) sync --frozen --quiet $(GROUPS_$*)
	touch $@

node_modules/installed: package-lock.json | .venv/installed-for-$(PURPOSE)
	$(WITH_TOOLS) npm ci --silent
	touch $@
