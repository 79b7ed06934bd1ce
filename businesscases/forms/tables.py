"""The public tables: one form each, whose rows are typed or pasted from a spreadsheet, one to a line."""

import re
from decimal import Decimal, InvalidOperation

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from businesscases.models import DiscountSchedule, IndexSeries, RefundRule
from municipalities.fields import NUMBER, DateField, InstructiveErrors
from spreadsheets import reading
from spreadsheets.sheet import Limits, Unreadable

MOST_ROWS = 400
_FILE = Limits(size_bytes=1_000_000, unpacked_bytes=10_000_000, rows=MOST_ROWS, columns=20, cells=8_000)
_PARTS = re.compile(r"\s*[;\t]\s*|\s+")


class PairsField(forms.CharField):
    """Lines of two numbers, such as "2024 118,3" → ((2024, Decimal("118.3")), …), the first of each only once."""

    def __init__(self, *, least, most, decimals, **kwargs):
        """`least` and `most` are of (first, second) number, `decimals` how many the second may have."""
        super().__init__(widget=forms.Textarea(attrs={"rows": 12}), max_length=20_000, **kwargs)
        self.least, self.most, self.decimals = least, most, decimals

    def clean(self, value):
        text = super().clean(value)
        lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
        if len(lines) > MOST_ROWS:
            raise ValidationError(gettext("Enter at most %(most)s lines.") % {"most": MOST_ROWS})
        pairs, faults = {}, []
        for number, line in lines:
            first, second = self._pair(line)
            if first is None or first in pairs:
                faults.append(
                    gettext("Line %(number)s: write two numbers as shown, each first one only once.")
                    % {"number": number}
                )
            else:
                pairs[first] = second
        if faults:
            raise ValidationError(faults[:20])
        return tuple(sorted(pairs.items()))

    def _pair(self, line):
        parts = _PARTS.split(line.removesuffix("%").strip())
        numbers = [_number(part.removesuffix("%")) for part in parts]
        if len(numbers) != 2 or None in numbers or numbers[0] != int(numbers[0]):
            return None, None
        fits = all(low <= number <= high for low, number, high in zip(self.least, numbers, self.most, strict=True))
        if not fits or -numbers[1].as_tuple().exponent > self.decimals:
            return None, None
        return int(numbers[0]), numbers[1]


def _number(text):
    if not NUMBER.fullmatch(text):
        return None
    try:
        return Decimal(text.replace(".", "").replace(",", "."))
    except InvalidOperation:
        return None


class TableForm(InstructiveErrors, forms.ModelForm):
    """`pairs` are the rows as people write them; `rows` as they are stored."""

    percent = False

    def validate_unique(self):
        """The action finds a table of the same name, and whether it is the same table."""

    @property
    def facts(self):
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    @property
    def rows(self):
        share = Decimal(100) if self.percent else Decimal(1)
        return tuple((first, second / share) for first, second in self.cleaned_data["pairs"])

    @classmethod
    def words_of(cls, table, rows):
        """What the form begins with for a table; its name is left out of a new edition."""
        written = (f"{first} {_danish(second * 100 if cls.percent else second)}" for first, second in rows)
        return {name: getattr(table, name) for name in cls.Meta.fields} | {"pairs": "\n".join(written)}


class SeriesForm(TableForm):
    file = forms.FileField(
        label=_("Or a file"),
        help_text=_(
            "CSV or XLSX with years in the first column and levels in the second. Names stand in the first row."
        ),
        required=False,
    )
    published_on = DateField(
        label=_("Published"),
        required=False,
        help_text=_("For example 10.10.2026. Snapshots are compared with the edition of the newest day."),
    )
    pairs = PairsField(
        label=_("Levels"),
        help_text=_("One year to a line, with its level: 2024 118,3. You can paste two columns from a spreadsheet."),
        least=(1900, Decimal("0.0001")),
        most=(2200, Decimal(999_999)),
        decimals=4,
        required=False,
    )

    field_order = ["index", "name", "source", "published_on", "pairs", "file"]

    class Meta:
        model = IndexSeries
        fields = ["index", "name", "source", "published_on"]
        labels = {"index": _("Which index"), "name": _("Name"), "source": _("Source")}
        help_texts = {"name": _("With the year of the publication, for example: PL-skøn, juli 2026")}

    def clean(self):
        """A file takes the place of what is typed."""
        found = super().clean()
        if found.get("file"):
            found["pairs"] = self._from_file(found["file"])
        if not found.get("pairs") and not self.errors:
            self.add_error("pairs", gettext("Enter at least one year with its level, or choose a file."))
        return found

    def _from_file(self, file):
        try:
            sheet = reading.read(file.read(_FILE.size_bytes + 1), _FILE, has_comma=True)
            return self.fields["pairs"].clean("\n".join("\t".join(row[:2]) for row in sheet.rows))
        except Unreadable:
            sentence = gettext("The file cannot be read. Save it as CSV or XLSX with one row for each year.")
            self.add_error("file", sentence)
        except ValidationError as error:
            self.add_error("file", error)
        return ()


class ScheduleForm(TableForm):
    percent = True
    valid_from = DateField(label=_("Valid from"), required=False, help_text=_("For example 7.1.2021"))
    unverified_from = forms.IntegerField(
        label=_("Not confirmed from year"),
        help_text=_("From which year on you have not seen the source. Empty when you have seen all of it."),
        required=False,
        min_value=0,
        max_value=1000,
    )
    pairs = PairsField(
        label=_("Rates"),
        help_text=_("One step to a line: from which year, and the rate in per cent, beginning with year 0: 0 3,5"),
        least=(0, Decimal(-50)),
        most=(1000, Decimal(100)),
        decimals=4,
    )

    field_order = ["name", "source", "valid_from", "pairs", "unverified_from"]

    class Meta:
        model = DiscountSchedule
        fields = ["name", "source", "valid_from", "unverified_from"]
        labels = {"name": _("Name"), "source": _("Source")}

    def clean_pairs(self):
        pairs = self.cleaned_data["pairs"]
        if pairs[0][0] != 0:
            raise ValidationError(gettext("Begin with the rate from year 0."))
        return pairs


class RuleForm(TableForm):
    percent = True
    level_year = forms.IntegerField(
        label=_("Level of the year"), localize=False, min_value=1980, max_value=2100, help_text=_("For example 2026")
    )
    pairs = PairsField(
        label=_("Bands"),
        help_text=_("One band to a line: from which yearly cost in kr., and the share in per cent: 860000 25"),
        least=(0, Decimal(0)),
        most=(999_999_999, Decimal(100)),
        decimals=2,
    )

    field_order = ["law", "level_year", "source", "pairs"]

    class Meta:
        model = RefundRule
        fields = ["law", "level_year", "source"]
        labels = {"law": _("Which law"), "source": _("Source")}


def _danish(number):
    text = f"{number.normalize():f}" if isinstance(number, Decimal) else str(number)
    return text.replace(".", ",")
