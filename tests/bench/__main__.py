"""`make bench`: what the platform does on this machine, each figure beside a yardstick of the same run."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django

import tests.environment  # noqa: F401 - sets what the settings read
from tests.bench import saves
from tests.services.production import Production
from tests.services.programs import running_postgres, running_redis

SAVES = "Saving answers: {respondents} respondents at once for {seconds} s, gunicorn with 2 workers × 4 threads"
COLUMNS = (
    "saves/s",
    "p50 ms",
    "p95 ms",
    "calm p50",
    "calm p95",
    "failed",
    "missing",
    "twice",
    "/livez/s",
    "ratio",
    "web",
    "database",
    "asking",
)
ROUNDED = ("saves_per_second", "p50_ms", "p95_ms", "calm_p50_ms", "calm_p95_ms", "failed", "missing", "twice")
ROW = "{name:<22}" + "{:>9}" * len(COLUMNS)
CALM = "calm: the same respondents with a pause of {pause} s before each save"
CPU = "web, database, asking: CPU milliseconds of one save, of the {cores} cores that all three share"
REPORTS = """
One report: {pages} pages, checked by the validator, the press warm, beside warm Chromium printing the same page in turn
report     {report_s:8.2f} s, {report_cpu_s:.2f} CPU seconds, {report_kb:.0f} kB
Chromium   {chromium_s:8.2f} s, {chromium_cpu_s:.2f} CPU seconds, {chromium_kb:.0f} kB: ratio {chromium_ratio:.2f}
limit      {limit_s:8.3f} CPU seconds to parse, shape and deflate the same: the report takes {limit_ratio:.0f} ×
chart      {chart_ms:8.2f} ms to make

Both cores: {count} files of {packages} municipalities' packages in turn, a press on each core
files      {files_per_second:8.2f} a second: {many_s:.0f} s for {count}, so that 98 would take {would_take_s:.0f} s
memory     {peak_mb:8.0f} MB at most in a child; the first {packages} files {first_mb:.0f} MB, the last {last_mb:.0f} MB
Chromium   {chromium_per_second:8.2f} pages a second at its best, {chromiums} at once: {throughput_ratio:.2f} × that

Packages: what a report says, computed from the demonstration's answers
first      {analysis_alone_s:8.2f} CPU seconds
others     {analysis_s:8.2f} CPU seconds each, while the answers stay the same

Counting answers: one numpy.bincount, the tables of all reports, and tests and differences of all municipalities"""
ASSIGNMENT = (
    "\nDecks: {people:,} respondents begin in turn on SQLite, {rate:.0f} a second = {ratio:.1f} × reading each;"
    " in {groups} groups of municipality and role the decks differ by {difference} at most"
)
EXPORTS = "\nExports: a million answers, each format in a process of its own, beside pandas' to_csv of the same table"
EXPORT = (
    "{name:<14} {seconds:6.1f} CPU seconds = {ratio:4.1f} ×, {rows:>9,.0f} rows, {megabytes:4.0f} MB,"
    " peak {peak_mb:4.0f} MB"
)
REFUSED = "{name:<14} refused: {refused:,.0f} cells"
FORMATS = ("csv", "parquet", "sav", "dta", "xlsx")  # the first gives the yardstick of the others
ECONOMICS = "\nA case simulated, in CPU seconds, beside NumPy drawing as many random numbers of the same distributions"
SIMULATED = (
    "{draws:>7,} draws {lines:>4} lines {years:>3} years {shape:<10}: NumPy {drawn_ms:5.1f} ms,"
    " results {simulate_ms:5.1f} ms = {ratio:4.1f} ×, band {band_ms:5.1f} ms = {band_ratio:4.1f} ×,"
    " peak {peak_mb:3.0f} MB"
)
PANEL = (
    "tornado and ten switching values of 200 lines in 30 years {panel_ms:.0f} ms; the process had {resident_mb:.0f} MB"
)
ANSWERED = (
    "\nThe result panel of {lines} lines over {years} years, in CPU milliseconds of one answer, beside NumPy drawing"
    " the same {draws} random numbers for each line: {drawn_ms:.1f} ms"
)
ANSWER = "{name:<26} {took_ms:6.0f} ms = {ratio:4.0f} × (to be at most 300 ms)"
UNSAVED = {
    "stored_ms": "every row is stored",
    "typed_ms": "one row is being typed",
    "pasted_ms": "no row is stored yet",
}
SIZE = (
    "{answers:>9,} answers {municipalities:>3} municipalities {questions:>3} questions: bincount {bincount_ms:.1f} ms,"
    " counted in {counting_ms:.0f} ms = {ratio:.1f} ×, figures {figures_s:.2f} s"
)


def main():
    os.environ["DJANGO_SETTINGS_MODULE"] = "partnership.settings"
    django.setup()
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # PostgreSQL's user enters it
        parts = {"exports": exported, "panel": panel, "reports": reports}
        if sys.argv[1:]:
            say(parts[sys.argv[1]](folder))
            return
        say(economics())
        say(panel(folder))
        say(SAVES.format(respondents=saves.RESPONDENTS, seconds=saves.SECONDS))
        say(ROW.format(*COLUMNS, name=""))
        say(on_sqlite(folder))
        say(on_postgresql(folder))
        say(CALM.format(pause=saves.PAUSE_SECONDS))
        say(CPU.format(cores=os.cpu_count()))
        say(reports(folder))
        say(exported(folder))
        say(assigned(folder))


def economics() -> str:
    """In a process of its own on one thread: its CPU seconds are then work, and its memory is its own."""
    script = "import json; from tests.bench.economics import measure; print(json.dumps(measure()))"
    env = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run([sys.executable, "-c", script], env=env, check=True, capture_output=True, text=True)
    measured = json.loads(done.stdout)
    panel = PANEL.format(panel_ms=1000 * measured["panel_s"], resident_mb=measured["resident_mb"])
    return "\n".join([ECONOMICS, *map(_simulated, measured["sizes"]), panel])


def _simulated(measured: dict) -> str:
    drawn, results, curve = (measured[name] for name in ("drawn_s", "simulate_s", "band_s"))
    times = {"drawn_ms": 1000 * drawn, "simulate_ms": 1000 * results, "band_ms": 1000 * curve}
    return SIMULATED.format(**measured, **times, ratio=results / drawn, band_ratio=curve / drawn)


def panel(folder: Path) -> str:
    """A full case on SQLite, asked for by the view as the browser asks while somebody types."""
    (folder / "panel").mkdir()
    bench = Production("", os.environ | {"DATA_DIR": str(folder / "panel"), "LOG_LEVEL": "WARNING"}, {})
    bench.manage("migrate", "--verbosity", "0")
    script = "import json; from tests.bench.panel import measure, plant; plant(); print(json.dumps(measure()))"
    measured = json.loads(bench.manage("shell", "--no-imports", "-c", script))
    drawn = measured["drawn_ms"]
    answers = [
        ANSWER.format(name=name, took_ms=measured[key], ratio=measured[key] / drawn) for key, name in UNSAVED.items()
    ]
    return "\n".join([ANSWERED.format(**measured), *answers])


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
        return row("PostgreSQL and Redis", saves.measure(web, postgres.server.process.pid))


def row(name: str, measured: dict[str, float]) -> str:
    """The ratio is saves to looks at /livez: how much of the server's speed is left when it stores something."""
    rounded = (f"{measured[key]:.0f}" for key in ROUNDED)
    looks, ratio = measured["looks_per_second"], measured["saves_per_second"] / measured["looks_per_second"]
    cpu = (f"{measured[key]:.2f}" for key in ("web_ms", "database_ms", "asking_ms"))
    return ROW.format(*rounded, f"{looks:.0f}", f"{ratio:.2f}", *cpu, name=name)


def reports(folder: Path) -> str:
    env = os.environ | {"DEMO": "true", "DATA_DIR": str(folder / "demo"), "LOG_LEVEL": "WARNING"}
    (folder / "demo").mkdir()
    demo = Production("", env, {})
    demo.manage("migrate", "--verbosity", "0")
    demo.manage("load_demo")
    script = "import json; from tests.bench.reports import measure; print(json.dumps(measure()))"
    measured = json.loads(demo.manage("shell", "--no-imports", "-c", script))
    ratios = {
        "chromium_ratio": measured["report_s"] / measured["chromium_s"],
        "limit_ratio": measured["report_cpu_s"] / measured["limit_s"],
        "files_per_second": measured["count"] / measured["many_s"],
        "would_take_s": 98 * measured["many_s"] / measured["count"],
        "throughput_ratio": measured["count"] / measured["many_s"] / measured["chromium_per_second"],
    }
    return "\n".join([REPORTS.format(**measured, **ratios), *map(size, measured["sizes"])])


def exported(folder: Path) -> str:
    """A million answers on SQLite; each format is made in a process of its own, so that its peak is its own."""
    (folder / "exports").mkdir()
    bench = Production("", os.environ | {"DATA_DIR": str(folder / "exports"), "LOG_LEVEL": "WARNING"}, {})
    bench.manage("migrate", "--verbosity", "0")
    bench.manage("shell", "--no-imports", "-c", "from tests.bench.exports import plant; plant()")
    return "\n".join([EXPORTS, *(line for shape in ("wide", "long") for line in _exports(bench, shape))])


def assigned(folder: Path) -> str:
    (folder / "decks").mkdir()
    bench = Production("", os.environ | {"DATA_DIR": str(folder / "decks"), "LOG_LEVEL": "WARNING"}, {})
    bench.manage("migrate", "--verbosity", "0")
    script = "import json; from tests.bench.assignment import measure, plant; plant(); print(json.dumps(measure()))"
    return ASSIGNMENT.format(**json.loads(bench.manage("shell", "--no-imports", "-c", script)))


def _exports(bench: Production, shape: str) -> Iterator[str]:
    bare = 0.0
    for file_format in FORMATS:
        call = f"measure({shape!r}, {file_format!r})"
        script = f"import json; from tests.bench.exports import measure; print(json.dumps({call}))"
        measured = json.loads(bench.manage("shell", "--no-imports", "-c", script))
        bare, name = measured.get("bare_s", bare), f"{shape} {file_format}"
        if "refused" in measured:
            yield REFUSED.format(name=name, **measured)
        else:
            yield EXPORT.format(name=name, ratio=measured["seconds"] / bare, **measured)


def size(measured: dict[str, float]) -> str:
    bincount, counting = measured["bincount_s"], measured["counting_s"]
    return SIZE.format(**measured, bincount_ms=1000 * bincount, counting_ms=1000 * counting, ratio=counting / bincount)


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
