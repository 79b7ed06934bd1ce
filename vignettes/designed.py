"""What the pages of the design show: its parts with examples, why nothing can be drawn, and how good the draw is."""

import csv
from io import StringIO

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from vignettes import drawing
from vignettes.actions.designing import design_of
from vignettes.cases import cases_in, filled
from vignettes.drafts import DIMENSIONS, VIGNETTES, Content
from vignettes.drawing import Why
from vignettes.drawn import quality
from vignettes.exports.harmless import guarded
from vignettes.faults import FaultKind, faults
from vignettes.instrument import parse
from vignettes.wording import fault_place, fault_sentence

_WHY = {
    Why.NO_DIMENSIONS: gettext_lazy("Add a dimension first."),
    Why.TOO_LARGE: gettext_lazy("There are more than %(count)s combinations. Remove levels or dimensions."),
    Why.CONTRADICTION: gettext_lazy("The exclusions take every combination away. Remove one of them."),
    Why.TOO_FEW: gettext_lazy("There are only %(count)s possible combinations. Choose at most as many cases."),
    Why.TOO_MANY_DECKS: gettext_lazy("Choose at most %(count)s decks, so that each has a case."),
    Why.TOO_MANY_EFFECTS: gettext_lazy(
        "There are more than %(count)s effects to estimate. Choose the effect of each dimension alone, or use fewer"
        " dimensions or levels."
    ),
    Why.KEPT_IMPOSSIBLE: gettext_lazy(
        "The published cases do not fit the dimensions and exclusions as they are now, so they cannot be kept. Take"
        " those changes back."
    ),
    Why.KEPT_MORE: gettext_lazy("%(count)s cases are published already. Choose at least as many."),
}


class DesignPage:
    """Dimensions, template and exclusions of a draft, and two cases as they would read."""

    def __init__(self, draft):
        self.draft, self.content = draft, draft.content
        self.design = design_of(draft.content)
        self.dimensions = draft.content.get(DIMENSIONS, [])
        self.faults = (
            [
                (fault_place(fault), fault_sentence(fault))
                for fault in faults(draft.content)
                if fault.section in (DIMENSIONS, "design") and fault.kind != FaultKind.NOT_DRAWN
            ]
            if self.dimensions or draft.content.get("design")
            else []
        )
        self.universe, self.problem = _universe(draft.content)
        self.rules = [_rule(rule, self.dimensions) for rule in self.design["exclusions"]]
        self.anchors = len(draft.content[VIGNETTES])

    @property
    def placeholders(self):
        """(dimension, what can be written for it) in the order of the dimensions."""
        return [
            (row["label"], [f"{{{row['code']}}}", *(f"{{{row['code']}.{name}}}" for name in _form_names(row))])
            for row in self.dimensions
        ]

    @property
    def examples(self):
        """The template filled in with the first and the last combination."""
        if not self.design["text"] or not self.universe:
            return []
        rows = parse(_parts(self.content)).dimensions
        chosen = [self.universe[0], self.universe[-1]][: len(self.universe)]
        return [{name: filled(self.design[name], levels, rows) for name in ("title", "text")} for levels in chosen]

    @property
    def is_ready(self):
        """Whether cases can be drawn of it."""
        return bool(self.design["text"] and self.universe) and not self.problem


def reading(content, texts, step):
    """`texts` as they read with one combination, the one `step` places from the first, round and round.

    `count` is how many there are to read it with, `levels` are the (dimension, level) of this one.
    """
    found = drawing.examples(content)
    if not found:
        return texts | {"count": 0}
    place, labels, rows = step % len(found), _labels(content), parse(_parts(content)).dimensions
    told = [(labels[name], labels[name, level]) for name, level in found[place].items()]
    filled_in = {name: filled(text, found[place], rows) for name, text in texts.items()}
    return filled_in | {"count": len(found), "number": place + 1, "levels": told}


class DrawnPage:
    """The cases as they were drawn; `quality` is None while they do not fit their dimensions."""

    def __init__(self, draft):
        self.draft, self.content, self.design = draft, draft.content, design_of(draft.content)
        parts = [one for one in faults(draft.content) if one.section in (DIMENSIONS, "design")]
        self.is_drawn = bool(self.design["cases"])
        self.faults = [fault_sentence(one) for one in parts] if self.is_drawn else []
        self.quality = quality(draft.content) if self.is_drawn and not parts else None
        self.cases = [case for case in cases_in(draft.content) if case.levels and not case.repeats]
        labels = _labels(draft.content)
        self.rows = [
            {"case": case, "levels": [(labels[name], labels[name, level]) for name, level in case.levels]}
            for case in self.cases
            if all(pair in labels for pair in case.levels)
        ]

    @property
    def aliased(self):
        """A sentence for each effect that the cases cannot tell apart from others."""
        return [_told_apart(effect, [one for one in others if one]) for effect, others in self.quality.aliased]

    @property
    def decks(self):
        return range(1, self.design["deck_count"] + 1)


def why(undrawable):
    return str(_WHY[undrawable.why]) % {"count": undrawable.count}


def table(content: Content) -> bytes:
    """The drawn cases as CSV: a column for code and label of each dimension; texts no spreadsheet calculates."""
    labels = _labels(content)
    dimensions = [row["code"] for row in content[DIMENSIONS]]
    file = StringIO()
    writer = csv.writer(file)
    named = [name for code in dimensions for name in (code, f"{code}_label")]
    writer.writerow(["code", "deck", *named, "title", "text"])
    for case in cases_in(content):
        levels = dict(case.levels)
        told = [part for code in dimensions for part in _told(code, levels.get(code, ""), labels)]
        writer.writerow([guarded(str(cell)) for cell in (case.code, case.deck or "", *told, case.title, case.text)])
    return file.getvalue().encode("utf-8-sig")


def drawn_sentence(design):
    """For the list of a draft's parts."""
    cases, decks = len(design["cases"]), design["deck_count"]
    text = ngettext(
        "%(cases)s case is drawn, in %(decks)s deck(s).", "%(cases)s cases are drawn, in %(decks)s deck(s).", cases
    )
    return text % {"cases": cases, "decks": decks}


def _told(code, level, labels):
    return (level, labels.get((code, level), level))


def _universe(content):
    try:
        return drawing.universe_of(content), ""
    except drawing.Undrawable as undrawable:
        return [], why(undrawable)


def _parts(content):
    texts = dict.fromkeys(("code", "title", "introduction"), "")
    lists = dict.fromkeys(("background", "battery", VIGNETTES), [])
    return texts | lists | {DIMENSIONS: content[DIMENSIONS]}


def _form_names(row):
    return list(row["levels"][0].get("forms", {}))


def _labels(content):
    """Labels by code of the dimension, and by (dimension, level)."""
    rows = content.get(DIMENSIONS, [])
    levels = {(row["code"], level["code"]): level["label"] for row in rows for level in row["levels"]}
    return {row["code"]: row["label"] for row in rows} | levels


def _rule(rule, dimensions):
    """[(dimension, its levels in words)]"""
    return [
        (
            row["label"],
            get_text_list([one["label"] for one in row["levels"] if one["code"] in rule[row["code"]]], _("or")),
        )
        for row in dimensions
        if row["code"] in rule
    ]


def _told_apart(effect, others):
    """Where it is the mean alone that it cannot be told apart from, that is said; else the mean goes without saying."""
    listed = get_text_list([_effect(one) for one in others] or [_("the mean")], _("and"))
    return _("%(effect)s cannot be told apart from %(others)s.") % {"effect": _effect(effect), "others": listed}


def _effect(labels):
    if len(labels) == 1:
        return f"”{labels[0]}”"
    return _("“%(one)s” together with “%(other)s”") % {"one": labels[0], "other": labels[1]}
