# One image for web, worker, beat and migrations (docker-compose.yml says which is which).
FROM node:22-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --silent

FROM python:3.12-slim-trixie AS build
ENV UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=copy UV_COMPILE_BYTECODE=1
RUN pip install --no-cache-dir uv==0.13.9
WORKDIR /app
COPY pyproject.toml uv.lock ./
RUN uv sync --frozen --no-dev
COPY --from=packages /app/node_modules/dkfds/dist node_modules/dkfds/dist
COPY --from=packages /app/node_modules/htmx.org/dist node_modules/htmx.org/dist
COPY . .
RUN .venv/bin/python -c "import polib; polib.pofile('locale/da/LC_MESSAGES/django.po').save_as_mofile('locale/da/LC_MESSAGES/django.mo')" \
 && SECRET_KEY=only-while-building .venv/bin/python manage.py collectstatic --noinput --verbosity 0

# trixie has the client programs of the PostgreSQL in docker-compose.yml, for `manage.py backup`.
FROM python:3.12-slim-trixie
RUN apt-get update \
 && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 postgresql-client-17 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --no-create-home --home-dir /nonexistent partnership \
 && install -d -o partnership -g partnership -m 700 /data
COPY --from=build /app /app
WORKDIR /app
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DATA_DIR=/data HOME=/tmp
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s \
  CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://localhost:8000/livez', timeout=4)"]
CMD ["gunicorn", "partnership.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", "--no-control-socket"]
