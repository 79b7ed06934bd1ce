"""A document as rows of cells, sheet by sheet; the first row of each is its headings."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from vignettes.drafts import BATTERY, QUESTIONS, VIGNETTES, Content, Row, free_code
from vignettes.sheets import expressions, layout
from vignettes.sheets.layout import CALLED, COLUMNS, NO, YES

Cell = str | int | None
Tables = dict[str, list[list[Cell]]]


def tables(content: Content) -> Tables:
    """Every sheet of the workbook. An unfinished draft has cells that are empty."""
    lists = _Lists()
    survey = _survey(content, lists)
    found: dict[str, list[Row]] = {
        layout.SURVEY: survey,
        layout.CHOICES: lists.rows,
        layout.SETTINGS: [
            {"form_title": content["title"], "form_id": content["code"], "introduction": content["introduction"]}
        ],
        layout.CASES: [{"name": row["code"], "title": row["title"], "text": row["text"]} for row in content[VIGNETTES]],
    }
    found |= _dimensions(content.get("dimensions", []))
    found |= _design(content.get("design"))
    return {sheet: _cells(sheet, rows) for sheet, rows in found.items()}


class _Lists:
    """The choices that have been written; questions with the same ones share a list."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self._named: dict[str, list[Row]] = {}

    def name(self, rows: Sequence[Row], proposed: str) -> str:
        """What the list with these rows is called."""
        wanted = [_choice(row) for row in rows]
        for name, known in self._named.items():
            if known == wanted:
                return name
        name = free_code(proposed, self._named)
        self._named[name] = wanted
        self.rows += [{"list_name": name} | row for row in wanted]
        return name


def _choice(row: Row) -> Row:
    flags = {name: YES for name in ("missing", "pinned") if row.get(name)}
    return {"name": row["code"], "label": row["label"], "step": row.get("step")} | flags


def _survey(content: Content, lists: _Lists) -> list[Row]:
    """Questions about each case stand in a repeat, what belongs to a section in a group."""
    rows: list[Row] = []
    for section in QUESTIONS:
        if section == BATTERY:
            rows.append({"type": layout.BEGIN_REPEAT, "name": BATTERY})
        rows += _grouped(content[section], lists)
    return [*rows, {"type": layout.END_REPEAT}]


def _grouped(questions: Sequence[Row], lists: _Lists) -> Iterator[Row]:
    is_open = False
    for question in questions:
        if question["kind"] == "section":
            yield from [{"type": layout.END_GROUP}] * is_open
            is_open = True
        yield _question(question, lists)
    yield from [{"type": layout.END_GROUP}] * is_open


def _question(row: Row, lists: _Lists) -> Row:
    called, options = CALLED[row["kind"]], row.get("options", [])
    parameters: dict[str, object] = {layout.START: row.get("minimum"), layout.END: row.get("maximum")}
    kind = called.type
    if called.has_list:
        kind = f"{called.type} {lists.name(options, row['code'])}"
    elif options:
        parameters[layout.MISSING] = lists.name(options, row["code"])
    parameters[layout.PLACES] = row.get("places")
    parameters[layout.RANDOMIZE] = "true" if row.get("random_order") else None
    parameters[layout.ROWS] = lists.name(row["rows"], f"{row['code'][:35]}_rows") if row.get("rows") else None
    return {
        "type": kind,
        "name": row["code"],
        "label": row["text"],
        "hint": row.get("help_text"),
        "required": (YES if row["required"] else NO) if "required" in row else None,
        "relevant": expressions.written(row["show_if"]) if row.get("show_if") else None,
        "parameters": " ".join(f"{name}={value}" for name, value in parameters.items() if value is not None),
        "appearance": called.appearance,
        "unit": row.get("unit"),
        "body": row.get("body"),
    }


def _dimensions(dimensions: Sequence[Row]) -> dict[str, list[Row]]:
    levels = [
        {"dimension": one["code"], "name": level["code"], "label": level["label"], "text": level["text"]}
        | {f"{layout.FORM}{name}": words for name, words in level.get("forms", {}).items()}
        for one in dimensions
        for level in one["levels"]
    ]
    named = [{"name": one["code"], "label": one["label"]} for one in dimensions]
    return {layout.DIMENSIONS: named, layout.LEVELS: levels}


def _design(design: Mapping[str, Any] | None) -> dict[str, list[Row]]:
    if not design:
        return {layout.DESIGN: [], layout.EXCLUSIONS: [], layout.DRAWN: []}
    return {
        layout.DESIGN: [{name: design.get(name) for name in COLUMNS[layout.DESIGN]}],
        layout.EXCLUSIONS: [
            {f"{layout.LEVEL}{name}": " ".join(levels) for name, levels in rule.items()}
            for rule in design.get("exclusions", [])
        ],
        layout.DRAWN: [
            {"name": case["code"], "deck": case["deck"]}
            | {f"{layout.LEVEL}{name}": level for name, level in case["levels"].items()}
            for case in design.get("cases", [])
        ],
    }


def _cells(sheet: str, rows: Sequence[Row]) -> list[list[Cell]]:
    more = dict.fromkeys(name for row in rows for name in row if name not in COLUMNS[sheet])
    heads = [*COLUMNS[sheet], *more]
    return [list(heads), *([row.get(name) for name in heads] for row in rows)]
