"""The figure that a drawn table is for WeasyPrint becomes a table, with its caption, rows and headers."""

from collections.abc import Collection, Mapping

import pydyf

from reports.pdf.tables.drawing import TableDrawing


def figures_are_tables(objects, drawings: Mapping[str, TableDrawing]) -> None:
    """`objects` are those of the finished file. ValueError if a table is not in it."""
    numbers = objects.at(objects.at(objects.pdf.catalog["StructTreeRoot"])["ParentTree"])["Nums"]
    pages = {page.reference: number for number, page in enumerate(objects.pages)}
    drawn = {figure["Alt"].string: figure for figure in objects.tagged("/Figure") if "Alt" in figure}
    for name, drawing in drawings.items():
        if not drawing.is_drawn:
            raise ValueError(f"{name} was not drawn")
        _Tree(objects.pdf, drawn[name], numbers[2 * pages[drawn[name]["Pg"]] + 1]).grow(drawing)


class _Element(pydyf.Object):
    """An element of the structure that nobody will look at again: a report has four thousand of them."""

    def __init__(self, kind: str, parent: bytes, page: bytes, attributes: bytes = b""):
        super().__init__()
        self._start = b"<</S/%b/P %b/Pg %b%b" % (kind.encode(), parent, page, attributes)
        self.kids: list[bytes] = []

    @property
    def data(self) -> bytes:
        return self._start + b"/K[%b]>>" % b" ".join(self.kids)


class _Tree:
    """The elements of one table; `marks` are the elements of its page by the numbers of what they mark."""

    def __init__(self, pdf, figure, marks):
        self._pdf, self._figure, self._marks = pdf, figure, marks

    def grow(self, drawing: TableDrawing) -> None:
        figure = self._figure
        (mark,) = figure["K"]
        del figure["Alt"], figure["A"]
        figure["S"], figure["K"] = "/Table", pydyf.Array()
        broken = drawing.broken
        caption = self._below(figure.reference, figure["K"], "Caption", _said(drawing.table.caption, broken))
        caption.kids.append(b"%d" % mark)
        self._marks[mark] = caption.reference
        groups = {
            "thead": self._below(figure.reference, figure["K"], "THead"),
            "tbody": self._below(figure.reference, figure["K"], "TBody"),
        }
        marks = iter(drawing.marks)
        for row in drawing.table.rows:
            group = groups[row.group]
            line = self._below(group.reference, group.kids, "TR")
            for tag, text in zip(row.tags, row.texts, strict=True):
                attributes = _scope(tag, row.group) + _said(text, broken)
                cell = self._below(line.reference, line.kids, tag.upper(), attributes)
                if text:
                    self._mark(cell, next(marks))

    def _mark(self, cell: _Element, mark: pydyf.Dictionary) -> None:
        """The number that the cell's content has waited for: the next one of its page."""
        mark["MCID"] = len(self._marks)
        cell.kids.append(b"%d" % mark["MCID"])
        self._marks.append(cell.reference)

    def _below(self, parent: bytes, kids: list, kind: str, attributes: bytes = b"") -> _Element:
        element = _Element(kind, parent, self._figure["Pg"], attributes)
        self._pdf.add_object(element)
        kids.append(element.reference)
        return element


def _scope(tag: str, group: str) -> bytes:
    return b"/A<</O/Table/Scope/%b>>" % (b"Column" if group == "thead" else b"Row") if tag == "th" else b""


def _said(text: str, broken: Collection[str]) -> bytes:
    """What is read aloud instead of the lines: they lack the spaces they break at, and have hyphens of their own."""
    return b"/ActualText" + pydyf.String(text).data if text in broken else b""
