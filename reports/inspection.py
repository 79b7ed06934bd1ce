"""A finished file read back: the language that it says it is written in."""

import re
import zlib
from collections.abc import Iterator

_STREAM = re.compile(rb"/ObjStm.*?stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_LANGUAGE = re.compile(rb"/Lang ?\(([^)]*)\)")


def language(content: bytes) -> str:
    """The first language that the file names, "da" say, or nothing where it names none."""
    for text in (content, *_object_streams(content)):
        if found := _LANGUAGE.search(text):
            return found[1].decode("ascii", "replace")
    return ""


def _object_streams(content: bytes) -> Iterator[bytes]:
    """The dictionaries of a file whose objects are packed, as PDF 1.5 allows."""
    for found in _STREAM.finditer(content):
        try:
            yield zlib.decompress(found[1])
        except zlib.error:
            continue
