"""The sheet of effects: from gross to net, how we know, and how many people live with each effect year by year."""

from django.utils.translation import gettext as _

from businesscases.calculation.worked import kept
from businesscases.models.choices import Grade
from reports.casebook import names
from reports.casebook.grid import FACTOR, FINE, SHARE, WHOLE, Block, Book, letters

_HEAD = 4
_NAMED = {
    "rate": names.EFFECT_RATE,
    "net": names.EFFECT_NET,
    "drop_off": names.EFFECT_DROP,
    "first_year": names.EFFECT_FROM,
}


def write(book: Book, facts) -> Block:
    sheet = book.sheet(names.sheets()["effects"])
    inputs = facts.inputs
    columns = _columns()
    sheet.title(
        sheet.name, _("Net effect: the success rate less what would have happened anyway, others caused or moved.")
    )
    sheet.widths(*(width for _head, _form, width in columns.values()))
    sheet.heads(_HEAD, [head for head, _form, _width in columns.values()])
    places = {key: at for at, key in enumerate(columns)}
    block = Block(sheet.name, _HEAD + 1, _HEAD + max(len(inputs.effects), 1), places)
    span = inputs.horizon_years + 1
    sheet.heads(_HEAD, [str(inputs.decision_year + t) for t in range(span)], len(columns))
    sheet.heading(_HEAD - 2, _("People who live with the effect"), len(columns))
    for t in range(span):
        sheet.put(_HEAD - 1, len(columns) + t, t, WHOLE)
    for number, effect in enumerate(inputs.effects, start=1):
        _effect(sheet, block, _HEAD + number, number, effect, facts)
    for key, name in _NAMED.items():
        book.name(name, block.column(key))
    sheet.page.freeze_panes(_HEAD + 1, 2)
    return block


def _columns():
    return {
        "number": (_("No."), WHOLE, 5),
        "name": (_("Effect of the intervention"), "General", 40),
        "rate": (_("Success rate"), SHARE, 12),
        "deadweight": (_("Would have happened anyway"), SHARE, 14),
        "attribution": (_("Caused by others"), SHARE, 12),
        "displacement": (_("Only moved"), SHARE, 12),
        "drop_off": (_("Lost from year to year"), SHARE, 12),
        "first_year": (_("First year with effect"), WHOLE, 10),
        "net": (_("Net effect"), FACTOR, 12),
        "grade": (_("How we know"), "General", 30),
    }


def _effect(sheet, block, row, number, effect, facts):
    columns = _columns()
    told = {key: getattr(effect, key) for key in ("name", "deadweight", "attribution", "displacement", "drop_off")}
    told |= {"number": number, "rate": effect.rate.mode, "first_year": effect.first_year}
    told |= {"grade": str(Grade(facts.known(effect.key).grade).label)}
    for at, (key, (_head, form, _width)) in enumerate(columns.items()):
        if key != "net":
            sheet.put(row, at, told[key], form, is_input=key not in ("number", "grade"))
    cells = block.cells(row)
    net = "{rate}*(1-{deadweight})*(1-{attribution})*(1-{displacement})".format(**cells)
    sheet.calc(row, block.columns["net"], net, effect.rate.mode * kept(effect), FACTOR)
    for t, people in enumerate(facts.people(effect.key)):
        column = len(columns) + t
        sheet.calc(row, column, _living(f"{letters(column)}${_HEAD}", cells), people, FINE)


def _living(year, cells):
    passed = f"{year}-{cells['first_year']}"
    rest = f"IF({passed}=0,1,(1-{cells['drop_off']})^({passed}))"
    return f"IF(OR({passed}<0,{year}>{names.HORIZON}),0,{names.PARTICIPANTS}*{cells['net']}*{rest})"
