"""The sheet of sensitivity: what the whole is worth with one input at its lowest and highest, and where it tips.

The present value is a straight line in each input as long as the others stand still, so one multiplication gives it.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from businesscases.calculation.inputs import CaseLine, Estimate, Per
from businesscases.calculation.uncertainty import MOST_PARTICIPANTS
from businesscases.calculation.worked import PARTICIPANTS
from businesscases.economics.lines import Kind
from businesscases.economics.sensitivity import Verdict
from reports.casebook import names
from reports.casebook.grid import FINE, SHARE, Book, letters
from reports.casebook.holders import Lines
from reports.casebook.names import WORDS
from reports.casebook.numbers import effect_of, numbers_of, shares

_NONE = "–"
_FAR = 2**20  # widths of a range: what tips only further away than that does not tip (economics.sensitivity)


@dataclass(frozen=True)
class _Moved:
    """One uncertain input: where its value stands, and what all is worth more for each unit of it."""

    key: str
    name: str
    estimate: Estimate
    mode: str
    slope: str
    slope_value: float
    ends: tuple[str, str]
    form: str = FINE


def write(book: Book, lines: Lines, rows: dict[str, int], base: str, facts) -> None:
    """`rows` gives the row of each line; `base` is the cell of the present value."""
    sheet = book.sheet(names.sheets()["sensitivity"], is_wide=False)
    sheet.widths(46, *[18] * 9)
    row = sheet.title(
        sheet.name,
        _("One input moves, the others stay at their most likely value. The range can be changed here."),
        _("How everything varies at once, and how likely nobody loses, stands on the sheet of the simulation."),
    )
    heads = (
        *(_("Input"), _("Most likely"), _("Lowest"), _("Highest")),
        *(_("Worth at the lowest, kr."), _("Worth at the highest, kr."), _("Swing, kr.")),
        *(_("Tips at"), _("Distance from most likely"), _("Worth for each unit, kr.")),
    )
    sheet.heads(row, heads)
    if facts.hinges is None:
        sheet.put(row + 1, 0, _("No input has a range yet."))
        return
    bars = {bar.name: bar for bar in facts.hinges.tornado.bars}
    switching = {value.name: value for value in facts.hinges.switching}
    for at, moved in enumerate(_moved(facts, lines, rows), start=row + 1):
        _Row(sheet, at, base).write(moved, bars[moved.key], switching[moved.key])


class _Row:
    def __init__(self, sheet, row, base):
        self.sheet, self.row, self.base = sheet, row, base
        self.mode, self.low, self.high, self.at_low, self.at_high, _swing, self.tips, _distance, self.slope = (
            f"{letters(column)}{row + 1}" for column in range(1, 10)
        )

    def write(self, moved, bar, switching):
        sheet, row = self.sheet, self.row
        sheet.put(row, 0, moved.name)
        sheet.calc(row, 1, moved.mode, moved.estimate.mode, moved.form)
        sheet.put(row, 2, moved.estimate.lowest, moved.form, is_input=True)
        sheet.put(row, 3, moved.estimate.highest, moved.form, is_input=True)
        sheet.calc(row, 4, f"{self.base}+({self.low}-{self.mode})*{self.slope}", bar.at_low)
        sheet.calc(row, 5, f"{self.base}+({self.high}-{self.mode})*{self.slope}", bar.at_high)
        sheet.calc(row, 6, f"ABS({self.at_high}-{self.at_low})", bar.swing)
        found = switching.nearest if switching.verdict is Verdict.ONE else None
        sheet.calc(row, 7, self._tipping(moved.ends), _NONE if found is None else found, moved.form)
        distance = None if found is None else switching.distance
        away = f'IF(OR({self.tips}="{_NONE}",{self.mode}=0),"{_NONE}",{self.tips}/{self.mode}-1)'
        sheet.calc(row, 8, away, _NONE if distance is None else distance, SHARE)
        sheet.calc(row, 9, moved.slope, moved.slope_value, FINE)

    def _tipping(self, ends):
        at = f"({self.mode}-{self.base}/{self.slope})"
        outside = ",".join([*(f"{at}{end}" for end in ends), f"ABS({at}-{self.mode})>{_FAR}*{self._widest()}"])
        return f'IF({self.slope}=0,"{_NONE}",IF(OR({outside}),"{_NONE}",{at}))'

    def _widest(self):
        return f"MAX({self.high}-{self.low},ABS({self.mode}))"


def _moved(facts, lines, rows):
    """The uncertain inputs in the order of the case."""
    inputs = facts.inputs
    worths = {line.key: _worth(facts, line) for line in inputs.lines}
    for key in facts.worked.ranges:
        if key == PARTICIPANTS:
            worth = sum(worths[line.key] for line in inputs.lines if line.per is not Per.CASE)
            yield _participants(key, inputs, lines, worth)
        elif key.startswith("effect:"):
            number, effect = next((n, one) for n, one in enumerate(inputs.effects, 1) if f"effect:{one.key}" == key)
            worth = sum(worths[line.key] for line in inputs.lines if effect_of(inputs, line) is effect)
            yield _effect(key, number, effect, lines, worth)
        else:
            line = next(one for one in inputs.lines if f"line:{one.key}" == key)
            yield _price(key, line, lines, rows[line.key], facts)


def _participants(key, inputs, lines, worth):
    moved = (_summed(block, f"({block.column('per')}<>{WORDS.per(Per.CASE)})") for block in _blocks(lines))
    slope, per_unit = f"({'+'.join(moved)})/{names.PARTICIPANTS}", worth / float(inputs.participants.mode)
    ends = ("<0", f">{MOST_PARTICIPANTS}")
    return _Moved(key, _("Participants"), inputs.participants, names.PARTICIPANTS, slope, per_unit, ends)


def _effect(key, number, effect, lines, worth):
    slope = "+".join(_summed(block, f"({block.column('effect')}={number})") for block in _blocks(lines))
    mode = f"INDEX({names.EFFECT_RATE},{number})"
    name = _("Effect: %(name)s") % {"name": effect.name}
    per_unit = worth / float(effect.rate.mode)
    return _Moved(key, name, effect.rate, mode, f"({slope})/{mode}", per_unit, ("<-1", ">1"), SHARE)


def _summed(block, hangs):
    """Signed present value of some lines of one sheet, all purses together; what only moves is worth nothing."""
    if "kind" not in block.columns:
        return f"-SUMPRODUCT({hangs}*{block.column('present')})"
    return f"SUMPRODUCT(({block.column('kind')}={WORDS.kind(Kind.GAIN)})*{hangs}*{block.column('present')})"


def _price(key, line: CaseLine, lines, row, facts):
    block = lines.costs if line.kind is Kind.COST else lines.consequences
    sheet = f"'{block.sheet}'!"
    cells = {name: f"{sheet}{block.cell(name, row)}" for name in block.columns}
    passed = f"({names.YEARS}-{cells['effect_from']})"
    later = f"({names.YEARS}>{cells['effect_from']})"
    runs = f"({names.YEARS}>={cells['first_year']})*({names.YEARS}<={cells['last_year']})"
    within = f"{runs}*({names.YEARS}<={names.HORIZON})*({passed}>=0)"
    # 1 in the years before anything is lost, so that a share of nothing is never raised to the power of 0.
    rest = f"(1-{later}+{later}*(1-{cells['drop_off']})^({later}*{passed}+1-{later}))"
    sign = {Kind.COST: "-", Kind.GAIN: "", Kind.TRANSFER: "0*"}[line.kind]
    slope = f"{sign}{cells['units']}*SUMPRODUCT({within}*{rest}*{names.FACTORS})"
    name = _("Unit price: %(name)s") % {"name": line.name}
    return _Moved(key, name, line.price, cells["price"], slope, _slope(facts, line), ("<0",))


def _slope(facts, line):
    """What all is worth more when the unit price rises by a krone."""
    factors = facts.worked.factors.tolist()
    units = numbers_of(facts.inputs, line, factors).units
    yearly = sum(share * factor for share, factor in zip(shares(facts.inputs, line), factors, strict=True))
    return {Kind.COST: -units, Kind.GAIN: units, Kind.TRANSFER: 0.0}[line.kind] * yearly


def _worth(facts, line):
    return _slope(facts, line) * float(line.price.mode)


def _blocks(lines):
    return lines.costs, lines.consequences
