"""The theory of change of a case as a picture, and in words for those who do not see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _

from businesscases.amounts import listed
from businesscases.dossier.document import Element
from businesscases.models import Part
from charts.marks import PHONE, WIDE
from charts.svg import Caption, Chart
from charts.theory import Box, Column, Theory, draw


@dataclass(frozen=True)
class TheoryPicture:
    """The same for a page (640 px, also of a file) and for a phone."""

    wide: Chart
    narrow: Chart


def theory_picture(elements: Sequence[Element], name: str = "theory") -> TheoryPicture:
    """Draw elements as `gathering.element_of` or a dossier has them. `name` is an id that is unique on the page."""
    parts = [*Part, None]
    spec = Theory(tuple(_column(elements, part, following) for part, following in pairwise(parts)))
    words = _in_words(elements)
    captions = (Caption(f"{name}-{size}", _("Theory of change"), words) for size in ("wide", "narrow"))
    wide, narrow = (draw(spec, caption, width) for caption, width in zip(captions, (WIDE, PHONE), strict=True))
    return TheoryPicture(wide, narrow)


def _column(elements, part, following):
    """Arrows that pass over a column are told in words alone."""
    beside = {element.key for element in elements if element.part == following}
    boxes = tuple(_box(element, beside) for element in elements if element.part == part)
    return Column(part.label, boxes, _("Nothing written yet"))


def _box(element, beside):
    assumption = [_("Assumes: %(words)s") % {"words": element.assumption}] if element.assumption else []
    signs = [_("Seen by: %(words)s") % {"words": sign.name} for sign in element.signs]
    leads_to = tuple(key for key in element.leads_to if key in beside)
    return Box(element.key, element.text, (*assumption, *signs), leads_to)


def _in_words(elements):
    """One sentence per column, and one per arrow. Assumptions and indicators stand in the table below the picture."""
    texts = {element.key: element.text for element in elements}
    columns = []
    for part in Part:
        own = [element.text for element in elements if element.part == part]
        said = listed(own) if own else _("nothing written yet")
        columns.append(f"{part.label}: {said}.")
    links = [
        _("“%(one)s” leads to %(others)s.")
        % {"one": element.text, "others": listed(_("“%(words)s”") % {"words": texts[key]} for key in element.leads_to)}
        for element in elements
        if element.leads_to
    ]
    return " ".join([*columns, *links])
