"""An instrument's file from somebody's computer: read with care, written so that it reads as the same again."""

import json
from pathlib import Path
from typing import Any

import yaml

from vignettes.drafts import Content
from vignettes.faults import faults
from vignettes.instrument import Instrument, parse

SIZE_LIMIT = 500_000
DEEPEST = 12


class Unreadable(ValueError):
    """`reason` is one of size, encoding, syntax, alias, depth; `line` counts from 1, 0 where there is none."""

    def __init__(self, reason: str, line: int = 0):
        super().__init__(reason)
        self.reason = reason
        self.line = line


def read(raw: bytes) -> Any:
    """The values in a YAML or JSON file; whether they are an instrument, `vignettes.faults` says."""
    if len(raw) > SIZE_LIMIT:
        raise Unreadable("size")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("encoding", raw[: error.start].count(b"\n") + 1) from error
    try:
        return json.loads(text) if text.lstrip().startswith("{") else _yaml(text)
    except RecursionError as error:
        raise Unreadable("depth") from error
    except json.JSONDecodeError as error:
        raise Unreadable("syntax", error.lineno) from error
    except yaml.YAMLError as error:
        raise Unreadable("syntax", _line(getattr(error, "problem_mark", None))) from error
    except Unreadable:
        raise
    except ValueError as error:
        raise Unreadable("syntax") from error


def load(path: Path) -> Instrument:
    """The instrument in a file of our own, which may have shorthand. Raises ValueError with all its faults."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise ValueError(f"{path.name} is not valid YAML: {error}") from error
    if found := faults(content):
        raise ValueError(f"{path.name} has faults: " + "; ".join(map(str, found)))
    return parse(content)


def written(content: Content) -> bytes:
    """The document as YAML, with its texts as they are read and without shorthand."""
    text: str = yaml.dump(content, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=110)
    return text.encode()


class _Plain(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def _yaml(text: str) -> Any:
    """Looked through first: an alias lets a small file grow without end, and a deep one fells the reader."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent):
            raise Unreadable("alias", _line(event.start_mark))
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise Unreadable("depth", _line(event.start_mark))
    return yaml.load(text, Loader=yaml.CSafeLoader)


def _line(mark: Any) -> int:
    return mark.line + 1 if mark else 0
