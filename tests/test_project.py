"""The repository keeps its own rules: what no linter looks at."""

import ast
import re
import subprocess
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from django.template.utils import get_app_template_dirs

ROOT = Path(__file__).resolve().parent.parent
TOP_LEVEL = {
    *(".ci", ".dockerignore", ".env.sample", ".gitattributes", ".gitignore", "Dockerfile", "Makefile", "README.md"),
    *("docker-compose.yml", "manage.py", "package-lock.json", "package.json", "pyproject.toml", "uv.lock"),
    *("businesscases", "charts", "docs", "jobs", "locale", "meetings", "municipalities", "partnership", "reports"),
    *("spreadsheets", "static", "templates", "tests", "vignettes"),
}
BLOCKS = ["title", "breadcrumbs", "content", "scripts"]
# Names that a framework asks for: Django's error pages and the parts of a crispy-forms template pack.
ASKED_FOR_BY_NAME = re.compile(r"(400|403|403_csrf|404|500|429|dkfds/[a-z_]+|dkfds/layout/[a-z]+)\.html")
INLINE = re.compile(r"<style\b|\sstyle=|\son[a-z]+=[\"']|<script(?![^>]*\ssrc=)[^>]*>", re.IGNORECASE)


def files(*patterns: str) -> list[Path]:
    """The files under version control, so that nothing made by the tools is judged."""
    listed = subprocess.run(["git", "ls-files", "-z", *patterns], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).exists()]


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


TEMPLATES = files("templates/*.html", "templates/*.txt")
PYTHON = [path for path in files("*.py") if "migrations" not in path.parts]


def test_top_level_is_the_layout_that_was_agreed():
    assert {name_of(path).split("/")[0] for path in files()} == TOP_LEVEL


def test_no_template_is_unused():
    text = "\n".join(path.read_text(encoding="utf-8") for path in [*PYTHON, *TEMPLATES])
    mentions = set(re.findall(r"[\"']([\w/]+\.(?:html|txt))[\"']", text))
    overridden = {
        str(path.relative_to(folder)) for folder in get_app_template_dirs("templates") for path in folder.rglob("*.*")
    }
    names = {str(path.relative_to(ROOT / "templates")) for path in TEMPLATES}
    used = {name for name in names if {name, Path(name).name} & mentions or ASKED_FOR_BY_NAME.fullmatch(name)}
    assert names - used - overridden == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_is_short_ordered_and_without_inline_code(path):
    text = path.read_text(encoding="utf-8")
    blocks = [name for name in re.findall(r"{% block (\w+)", text) if name in BLOCKS]
    assert len(text.splitlines()) <= 120
    assert blocks == sorted(blocks, key=BLOCKS.index)
    assert INLINE.findall(text) == []


@pytest.mark.parametrize("path", PYTHON, ids=name_of)
def test_python_file_and_its_functions_are_short(path):
    text = path.read_text(encoding="utf-8")
    limit = 400 if path.is_relative_to(ROOT / "tests") else 300
    assert len(text.splitlines()) <= limit
    most = 25 if path.name == "views.py" or path.parent.name == "views" else 60
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
    too_long = {node.name: size for node in functions if (size := node.end_lineno - node.lineno + 1) > most}
    assert too_long == {}


def test_no_module_is_a_drawer_for_anything():
    drawers = {"utils.py", "helpers.py", "services.py", "misc.py", "common.py"}
    assert [name_of(path) for path in PYTHON if path.name in drawers] == []


def test_every_dependency_says_why_it_is_there():
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    dependencies = [line for line in lines if re.match(r'  "[a-z0-9-]+(\[.*\])?[=><]', line)]
    silent = [line for line in dependencies if not re.search(r",\s*# \w.{9,}", line)]
    assert len(dependencies) > 30
    assert silent == []


def test_nothing_is_left_for_later():
    left = re.compile(r"\b(TODO|FIXME|XXX)\b|pytest\.mark\.(skip|xfail)|pytest\.skip\(")
    found = [name_of(path) for path in [*PYTHON, *TEMPLATES, *files("static/**/*.js")] if path != Path(__file__)]
    assert [name for name in found if left.search((ROOT / name).read_text(encoding="utf-8"))] == []


def test_every_python_gets_the_same_version_of_a_package():
    names = [package["name"] for package in tomllib.loads((ROOT / "uv.lock").read_text())["package"]]
    assert sorted(name for name, count in Counter(names).items() if count > 1) == []
