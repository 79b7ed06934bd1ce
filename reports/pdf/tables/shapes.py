"""How tables look: one small sample of each shape is laid out by WeasyPrint, and its boxes are measured.

So the style sheet alone decides. A shape that has more to it than words, padding and a line below each row is none that
can be drawn here, and its tables are left to WeasyPrint.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from weasyprint.formatting_structure import boxes

from reports.pdf.resources import Fetcher
from reports.pdf.source import WellFormed
from reports.pdf.tables.plain import PlainTable

# Columns as wide as they are, but filled one after the other: to balance them, every table is laid out again and again.
ONE_PASS = "column-fill: auto"
SIDES = ("border_top_width", "border_left_width", "border_right_width")


@dataclass(frozen=True, slots=True)
class CellLook:
    """Lengths in CSS pixels; `left` is from the table's edge to the text, `above` and `below` from text to row."""

    style: Mapping
    left: float
    width: float
    above: float
    below: float
    line_height: float
    baseline: float
    line_below: float

    @property
    def is_at_the_bottom(self) -> bool:
        return self.style["vertical_align"] == "bottom"


@dataclass(frozen=True, slots=True)
class Shape:
    """`rows` by their group and look; a table higher than `page_height` has to be split, which only WeasyPrint does."""

    width: float
    page_height: float
    caption: CellLook
    rows: Mapping[tuple, tuple[CellLook, ...]]


def measured(tables: Iterable[PlainTable], fonts, style) -> dict[tuple, Shape]:
    """The shapes of the tables that can be drawn, by `PlainTable.shape`."""
    firsts = {table.shape: table for table in reversed(tuple(tables))}
    if not firsts:
        return {}
    samples, document = _samples(list(firsts.values()))
    laid_out = WellFormed(document, Fetcher({})).render(stylesheets=[style], font_config=fonts)
    shapes = {}
    for page in laid_out.pages:
        for wrapper in page._page_box.descendants():
            if isinstance(wrapper, boxes.BlockBox) and wrapper.is_table_wrapper and _is_simple(wrapper):
                table = samples[wrapper.element]
                shapes[table.shape] = _shape(wrapper, table, page._page_box.height)
    return shapes


def _samples(tables: list[PlainTable]) -> tuple[dict[Element, PlainTable], Element]:
    """One table of each shape with one row of each look, each below elements like those around it, in one document."""
    html, body, *_others = tables[0].ancestors
    root = Element(html.tag, html.attrib)
    SubElement(SubElement(root, "head"), "title").text = "x"
    place, samples = SubElement(root, body.tag, body.attrib), {}
    for table in tables:
        samples[_sample(place, table)] = table
    return samples, root


def _sample(place: Element, table: PlainTable) -> Element:
    for ancestor in table.ancestors[2:]:
        place = SubElement(place, ancestor.tag, ancestor.attrib | {"style": f"{ancestor.get('style', '')}; {ONE_PASS}"})
    sample = SubElement(place, "table", table.element.attrib)
    SubElement(sample, "caption", table.element[0].attrib).text = "x"
    sample.append(table.element[1])
    groups = {part.tag: SubElement(sample, part.tag, part.attrib) for part in table.element[2:]}
    for row in _one_of_each(table):
        (tag, attributes), cells = row.look
        line = SubElement(groups[row.group], tag, dict(attributes))
        for tag, attributes in cells:
            SubElement(line, tag, dict(attributes)).text = "x"
    return sample


def _one_of_each(table: PlainTable) -> Iterator:
    return iter({(row.group, row.look): row for row in table.rows}.values())


def _is_simple(wrapper) -> bool:
    """Nothing but words, padding and lines below rows, and no border shared between cells.

    A wrapper whose table begins on the next page has only its caption here.
    """
    table = wrapper.get_wrapped_table()
    if table is None:
        return False
    cells = [box for box in table.descendants() if isinstance(box, boxes.TableCellBox)]
    rows = [box for box in table.descendants() if isinstance(box, boxes.TableRowBox)]
    parts = [wrapper, *wrapper.descendants()]
    return (
        table.style["border_collapse"] == "separate"
        and table.style["border_spacing"] == (0, 0)
        and isinstance(wrapper.children[0], boxes.TableCaptionBox)
        and not any(getattr(box, "background", None) for box in parts)
        and not any(getattr(box, side, 0) for box in parts for side in SIDES)
        and all(cell.style["vertical_align"] in ("top", "bottom") for cell in cells)
        and all(len({_line_below(cell) for cell in row.children}) == 1 for row in rows)
    )


def _line_below(cell) -> tuple:
    return cell.border_bottom_width, cell.style["border_bottom_color"], cell.style["border_bottom_style"]


def _shape(wrapper, table: PlainTable, page_height: float) -> Shape:
    box = wrapper.get_wrapped_table()
    lines = [line for line in box.descendants() if isinstance(line, boxes.TableRowBox)]
    rows = zip(_one_of_each(table), lines, strict=True)
    return Shape(
        width=box.width,
        page_height=page_height,
        caption=_look(wrapper.children[0], wrapper),
        rows={(row.group, row.look): tuple(_look(cell, box) for cell in line.children) for row, line in rows},
    )


def _look(cell, table) -> CellLook:
    line = next(box for box in cell.descendants() if isinstance(box, boxes.LineBox))
    text = line.children[0]
    return CellLook(
        style=cell.style,
        left=cell.content_box_x() - table.position_x,
        width=cell.width,
        above=cell.padding_top,
        below=cell.padding_bottom + cell.border_bottom_width,
        line_height=line.height,
        baseline=text.position_y - line.position_y + text.baseline,
        line_below=cell.border_bottom_width,
    )
