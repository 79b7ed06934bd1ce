"""`make bench`: what the platform does on this machine, each figure beside a yardstick of the same run."""

import json
import os
import sys
import tempfile
from pathlib import Path

import django

import tests.environment  # noqa: F401 - sets what the settings read
from tests.bench import saves
from tests.services.production import Production
from tests.services.programs import running_postgres, running_redis

SAVES = "Saving answers: {respondents} respondents at once for {seconds} s, gunicorn with 2 workers × 4 threads"
COLUMNS = ("saves/s", "p50 ms", "p95 ms", "failed", "missing", "twice", "/livez/s", "ratio")
ROW = "{name:<22}" + "{:>9}" * len(COLUMNS)
REPORTS = """
Reports: the demonstration's largest, {pages} pages, {kilobytes:.0f} kB, one process
analysis   {analysis_s:8.2f} CPU seconds, {analysis_ratio:8.0f} × counting the same answers once
PDF        {rendering_s:8.2f} CPU seconds, {rendering_ratio:8.1f} × the same text without pictures and tables
together   {reports_per_second:8.2f} reports a second

The press, warm, beside warm Chromium printing the same page in turn (medians of {rounds} rounds)
report     {report_s:8.2f} s, {report_cpu_s:.2f} CPU seconds, {report_kb:.0f} kB, checked by the validator
Chromium   {chromium_s:8.2f} s, {chromium_kb:.0f} kB: the report takes {chromium_ratio:.1f} ×
limit      {limit_s:8.2f} CPU seconds to parse, shape and deflate the same: the report takes {limit_ratio:.0f} ×
{count:<10} {files_per_second:8.2f} files a second; peak of a child {first_mb:.0f} MB, at last {last_mb:.0f} MB"""


def main():
    os.environ["DJANGO_SETTINGS_MODULE"] = "partnership.settings"
    django.setup()
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # PostgreSQL's user enters it
        say(SAVES.format(respondents=saves.RESPONDENTS, seconds=saves.SECONDS))
        say(ROW.format(*COLUMNS, name=""))
        say(on_sqlite(folder))
        say(on_postgresql(folder))
        say(reports(folder))


def on_sqlite(folder: Path) -> str:
    database = f"sqlite:///{folder}/partnership.sqlite3"
    with saves.running_web(folder / "embedded", database_url=database, redis_url="", path=os.environ["PATH"]) as web:
        return row("SQLite", saves.measure(web))


def on_postgresql(folder: Path) -> str:
    for service in ("postgres", "redis"):
        (folder / service).mkdir(mode=0o700)
    with (
        running_postgres(folder / "postgres") as postgres,
        running_redis(folder / "redis") as redis_url,
        saves.running_web(
            folder / "production", database_url=postgres.url, redis_url=redis_url, path=os.environ["PATH"]
        ) as web,
    ):
        return row("PostgreSQL and Redis", saves.measure(web))


def row(name: str, measured: dict[str, float]) -> str:
    """The ratio is saves to looks at /livez: how much of the server's speed is left when it stores something."""
    rounded = (f"{measured[key]:.0f}" for key in ("saves_per_second", "p50_ms", "p95_ms", "failed", "missing", "twice"))
    looks, ratio = measured["looks_per_second"], measured["saves_per_second"] / measured["looks_per_second"]
    return ROW.format(*rounded, f"{looks:.0f}", f"{ratio:.2f}", name=name)


def reports(folder: Path) -> str:
    env = os.environ | {"DEMO": "true", "DATA_DIR": str(folder / "demo"), "LOG_LEVEL": "WARNING"}
    (folder / "demo").mkdir()
    demo = Production("", env, {})
    demo.manage("migrate", "--verbosity", "0")
    demo.manage("load_demo")
    script = "import json; from tests.bench.reports import measure; print(json.dumps(measure()))"
    measured = json.loads(demo.manage("shell", "--no-imports", "-c", script))
    ratios = {
        "analysis_ratio": measured["analysis_s"] / measured["counting_s"],
        "rendering_ratio": measured["rendering_s"] / measured["text_s"],
        "chromium_ratio": measured["report_s"] / measured["chromium_s"],
        "limit_ratio": measured["report_cpu_s"] / measured["limit_s"],
    }
    return REPORTS.format(**measured, **ratios)


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
