"""A consultant designs cases: dimensions, template, exclusions and the draw; each change under the draft's lock."""

from django.db import transaction

from vignettes import drafts, drawing
from vignettes.actions import drafting
from vignettes.drafts import DIMENSIONS, VIGNETTES
from vignettes.drawing import UNDRAWN
from vignettes.published import answered, specs_of

DESIGN = "design"


@transaction.atomic
def save_dimension(*, survey, code, row, base, by, parts=None):
    """A new dimension (no `code`) or a changed one, perhaps with other codes of its levels (`parts`: old → new).

    Cases that were drawn of other dimensions go.
    """
    place = {"survey": survey, "section": DIMENSIONS, "row": row, "by": by}
    if code:
        drafting.change_row(code=code, base=base, parts=parts, **place)
    else:
        drafting.add_row(revision=int(base) if base.isdecimal() else 0, **place)
    _refit(survey, by)


@transaction.atomic
def delete_dimension(*, survey, code, revision, by):
    drafting.delete_row(survey=survey, section=DIMENSIONS, code=code, revision=revision, by=by)
    _refit(survey, by)


@transaction.atomic
def save_template(*, survey, title, text, base, by):
    """`base` is the fingerprint of the texts that the form was opened with."""
    draft = drafting.locked(survey)
    found = design_of(draft.content)
    if drafts.fingerprint(template_of(found)) != base and template_of(found) != (title, text):
        raise drafting.Stale(template_of(found))
    _write(draft, found | {"title": title, "text": text}, by)


@transaction.atomic
def exclude(*, survey, rule, revision, by):
    """`rule` has the levels of some dimensions that cannot stand together. The second click of two adds none."""
    draft = drafting.locked(survey)
    found = design_of(draft.content)
    if rule in found["exclusions"]:
        return
    if revision != draft.revision:
        raise drafting.Moved
    _write(draft, found | {"exclusions": [*found["exclusions"], rule]}, by)


@transaction.atomic
def include(*, survey, number, revision, by):
    """Take the exclusion with this `number` (from 1) away."""
    draft = drafting.locked(survey, revision)
    found = design_of(draft.content)
    if not 1 <= number <= len(found["exclusions"]):
        raise drafting.Moved
    _write(draft, found | {"exclusions": drafts.without(found["exclusions"], number - 1)}, by)


@transaction.atomic
def keep_drawn(*, survey, design, revision, by):
    """Store what was drawn of the draft as it was at `revision`."""
    draft = drafting.locked(survey, revision)
    _write(draft, drawing.refit(draft.content | {DESIGN: design})[DESIGN], by)


@transaction.atomic
def repeat(*, survey, code, revision, by):
    """Show the case with `code` twice; "" for none."""
    draft = drafting.locked(survey, revision)
    _write(draft, design_of(draft.content) | {"repeat": code}, by)


@transaction.atomic
def remove_design(*, survey, revision, by):
    """Back to the cases that are written by hand."""
    draft = drafting.locked(survey, revision)
    left = {name: part for name, part in draft.content.items() if name not in (DESIGN, DIMENSIONS)}
    drafting.write(draft, left, by)


def design_of(content):
    """With what a file may leave out."""
    return UNDRAWN | (content.get(DESIGN) or {})


def template_of(design):
    return design["title"], design["text"]


def published_cases(survey):
    """The drawn cases of the newest published version, and whether somebody has answered one of them."""
    specs = specs_of(survey)
    cases = specs[-1].design.cases if specs and specs[-1].design else ()
    given = answered(survey).vignettes
    return cases, any(given.get(case.code) for case in cases)


def used_codes(survey, content):
    """Those that new cases cannot have: published ones, and those of the cases that are written by hand."""
    return drafts.published_codes(specs_of(survey)).of(VIGNETTES) | {row["code"] for row in content[VIGNETTES]}


def _refit(survey, by):
    draft = drafting.locked(survey)
    drafting.write(draft, drawing.refit(draft.content), by)


def _write(draft, design, by):
    drafting.write(draft, draft.content | {DIMENSIONS: draft.content.get(DIMENSIONS, []), DESIGN: design}, by)
