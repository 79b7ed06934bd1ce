"""A well-formed document for WeasyPrint, parsed by expat: the HTML tokenizer in Python takes fifty times as long.

Our templates are written as XML (void tags closed, attributes quoted), and authored text is escaped on its way in. So
nothing has to be guessed, and a template that is not well-formed is a mistake to be told, not to be repaired.
"""

import re
from xml.etree import ElementTree

import cssselect2
from weasyprint import HTML

from reports.pdf.errors import MalformedDocument
from reports.pdf.resources import STATIC

# What no XML document may hold (XML 1.0, "Char"): a pasted text has such characters now and then.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class WellFormed(HTML):
    """A document, `parsed` before, as WeasyPrint's."""

    def __init__(self, root: ElementTree.Element, fetcher):
        self.base_url = STATIC
        self.url_fetcher = fetcher
        self.media_type = "print"
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element


def parsed(text: str) -> ElementTree.Element:
    """Raises MalformedDocument."""
    try:
        return ElementTree.fromstring(_FORBIDDEN.sub("", text))
    except ElementTree.ParseError as error:
        line, column = error.position
        near = text.splitlines()[line - 1][max(column - 40, 0) : column + 40]
        raise MalformedDocument(f"{error}, near {near!r}") from error
