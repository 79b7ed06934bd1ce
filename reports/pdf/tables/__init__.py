"""Plain tables drawn past WeasyPrint's table layout, which takes more than all the rest of a report.

In the document such a table becomes a picture as wide as it was; `tags.py` makes it a table again for whoever reads
the file. WeasyPrint's boxes and tags are its own affair, so this is done for the one version in which both ways were
compared (tests/reports/test_tables.py); with any other, WeasyPrint sets the tables itself.
"""

from xml.etree.ElementTree import Element

import weasyprint

from reports.pdf.drawing import KNOWN
from reports.pdf.tables.drawing import TableDrawing
from reports.pdf.tables.lines import Typesetter
from reports.pdf.tables.plain import tables
from reports.pdf.tables.shapes import measured


def drawn(root: Element, fonts, style) -> dict[str, TableDrawing]:
    """Put a picture in the place of every table of `root` that can be drawn; the drawings by address."""
    if weasyprint.__version__ != KNOWN:
        return {}
    found, typesetter, drawings = tuple(tables(root)), Typesetter(), {}
    shapes = measured(found, fonts, style)
    for table in found:
        if shape := shapes.get(table.shape):
            drawing = TableDrawing(table, shape, typesetter)
            if drawing.height <= shape.page_height:
                drawings[table.name] = drawing
                _replace(table)
    return drawings


def _replace(table):
    place = table.ancestors[-1]
    picture = Element("img", {"src": table.name, "alt": table.name, "class": "drawn-table"})
    picture.tail = table.element.tail
    place[list(place).index(table.element)] = picture
