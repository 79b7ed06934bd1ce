"""The documents name what is there: links lead somewhere, and files that are named exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted((ROOT / "docs").glob("*.md"))
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
NAMED = re.compile(r"`([\w./-]+/[\w.-]+\.(?:py|html|css|js|csv|yaml|yml|md))`")
FOLDER = re.compile(r"`((?:[\w-]+/){2,})`")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def name_of(path: Path) -> str:
    return path.name


def anchors(path: Path) -> set[str]:
    """The anchors of a document's headings, made as GitHub makes them."""
    headings = HEADING.findall(path.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def dead_links(path: Path) -> list[str]:
    links = [link for link in LINK.findall(path.read_text(encoding="utf-8")) if not link.startswith("https://")]
    dead = []
    for link in links:
        name, _, anchor = link.partition("#")
        target = path.parent / name if name else path
        if not target.exists() or (anchor and anchor not in anchors(target)):
            dead.append(link)
    return dead


def test_every_document_can_be_reached_from_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in DOCUMENTS if f"](docs/{path.name})" not in readme] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_links_lead_somewhere(path):
    assert dead_links(path) == []


@pytest.mark.parametrize("path", [ROOT / "README.md", *DOCUMENTS], ids=name_of)
def test_named_files_exist(path):
    text = path.read_text(encoding="utf-8")
    assert [name for name in NAMED.findall(text) + FOLDER.findall(text) if not (ROOT / name).exists()] == []


def test_a_dead_link_and_a_dead_anchor_are_found(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("# What is *here*\n[a](#what-is-here) [b](page.md#gone) ![c](gone.svg) [d](https://x.example)\n")
    assert dead_links(page) == ["page.md#gone", "gone.svg"]
