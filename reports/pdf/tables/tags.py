"""The figure that a drawn table is for WeasyPrint becomes a table, with its caption, rows and headers."""

from collections.abc import Mapping

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
        _Tree(objects, drawn[name], numbers[2 * pages[drawn[name]["Pg"]] + 1]).grow(drawing)


class _Tree:
    """The elements of one table; `marks` are the elements of its page by the numbers of what they mark."""

    def __init__(self, objects, figure, marks):
        self._objects, self._figure, self._marks = objects, figure, marks

    def grow(self, drawing: TableDrawing) -> None:
        figure = self._figure
        *cells, mark = figure["K"]
        del figure["Alt"], figure["A"]
        figure["S"], figure["K"] = "/Table", pydyf.Array()
        caption = self._below(figure, "/Caption")
        caption["K"].append(mark)
        self._marks[mark] = caption.reference
        groups = {"thead": self._below(figure, "/THead"), "tbody": self._below(figure, "/TBody")}
        remaining = iter(cells)
        for row in drawing.table.rows:
            line = self._below(groups[row.group], "/TR")
            for tag, text in zip(row.tags, row.texts, strict=True):
                self._cell(line, f"/{tag.upper()}", next(remaining) if text else None)

    def _cell(self, line, kind, reference) -> None:
        if reference is None:
            cell = self._below(line, kind)
        else:
            cell = self._objects.at(reference)
            cell["P"] = line.reference
            line["K"].append(reference)
        if kind == "/TH":
            cell["A"] = pydyf.Dictionary({"O": "/Table"})

    def _below(self, parent, kind):
        element = pydyf.Dictionary(
            {"Type": "/StructElem", "S": kind, "K": pydyf.Array(), "Pg": self._figure["Pg"], "P": parent.reference}
        )
        self._objects.pdf.add_object(element)
        self._objects.elements.append(element)
        parent["K"].append(element.reference)
        return element
