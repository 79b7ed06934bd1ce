"""The markup that the longer texts of an instrument may have: emphasis and lists, nothing else. Pure.

Introduction, cases and the text of a section are cleaned when they are written and again when they are shown. All other
texts of an instrument are plain: what looks like a tag in them is shown as it was typed.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import nh3

ALLOWED = ("strong", "em", "ul", "ol", "li")
_LIST = re.compile(r"(</?(?:ul|ol)>)")
_NO_TAG = re.compile(r"&lt;(?![a-zA-Z/!?])")
_NO_ENTITY = re.compile(r"&amp;(?!#?\w+;)")


def cleaned(text: str) -> str:
    """`text` without any tag or attribute that is not allowed; what is no markup stays as it was typed."""
    if not any(sign in text for sign in "<&"):
        return text
    found = _safe(text).replace("&nbsp;", "\N{NO-BREAK SPACE}").replace("&gt;", ">")
    return _NO_ENTITY.sub("&", _NO_TAG.sub("<", found))


def cleaned_document(document: Mapping[str, Any]) -> dict[str, Any]:
    """A document of an instrument with its longer texts cleaned; parts that are no texts are left as they are."""
    found = dict(document) | _with(document, ("introduction",))
    if isinstance(design := document.get("design"), Mapping):
        found["design"] = dict(design) | _with(design, ("text",))
    for section, field in (("background", "body"), ("battery", "body"), ("vignettes", "text")):
        if isinstance(rows := document.get(section), list):
            found[section] = [dict(row) | _with(row, (field,)) if isinstance(row, Mapping) else row for row in rows]
    return found


def as_html(text: str) -> str:
    """Paragraphs and lists as HTML that is safe to show; an empty line parts two paragraphs."""
    return "\n".join(_blocks(_safe(text)))


def as_text(text: str) -> str:
    """The words alone, for where there is no markup: an item of a list stands on a line of its own."""
    lines = re.sub(r"\s*</?(?:ul|ol|li)>\s*", "\n", _safe(text))
    plain = re.sub(r"</?(?:strong|em)>", "", re.sub(r"\n{3,}", "\n\n", lines)).strip()
    return _unescaped(plain)


def _with(row: Mapping[str, Any], fields: tuple[str, ...]) -> dict[str, str]:
    return {name: cleaned(row[name]) for name in fields if isinstance(row.get(name), str)}


def _safe(text: str) -> str:
    return nh3.clean(text, tags=set(ALLOWED), attributes={})


def _blocks(html: str) -> Iterator[str]:
    """Lists as they are, what stands between them as paragraphs."""
    depth, block = 0, ""
    for part in _LIST.split(html):
        step = (-1 if part.startswith("</") else 1) if _LIST.fullmatch(part) else 0
        if step and depth == 0:
            yield from _paragraphs(block)
            block = ""
        block, depth = block + part, depth + step
        if step and depth == 0:
            yield block
            block = ""
    yield from _paragraphs(block)


def _paragraphs(html: str) -> Iterator[str]:
    """Each cleaned for itself, so that emphasis which goes over two paragraphs ends with the first."""
    for one in re.split(r"\n\s*\n", html):
        if one.strip():
            yield f'<p dir="auto">{_safe(one.strip())}</p>'


def _unescaped(text: str) -> str:
    for entity, letter in (("&nbsp;", "\N{NO-BREAK SPACE}"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        text = text.replace(entity, letter)
    return text
