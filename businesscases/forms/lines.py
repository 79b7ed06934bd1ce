"""One line of a case: the only validation of a row in the table, of the form for one line, and of what is pasted."""

from copy import copy
from dataclasses import dataclass
from functools import cached_property

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from businesscases.forms import line_fields as cells
from businesscases.forms.line_hints import HINTS
from businesscases.models import Actor, Case, ControlArea, Index, Kind, Line, Per, Price, RefundRule
from businesscases.models.lines import MOST_VERSION
from municipalities.fields import InstructiveErrors

OWN_AREAS = [choice for choice in ControlArea.choices if choice[0] != ControlArea.OUTSIDE]
FIRST_PRICE_YEAR, LAST_PRICE_YEAR = 1980, 2150
MATCHED = ("effect", "price", "refund")
COPIED = {"unit_price": "amount_dkk", "unit": "unit", "price_year": "price_year", "source": "source"}


@dataclass(frozen=True)
class Offer:
    """What the lines of one case can choose from."""

    case: Case
    effects: cells.Rows
    prices: cells.Rows
    refunds: cells.Rows

    @property
    def calculation(self):
        return self.case.calculation

    @cached_property
    def newest_years(self):
        return {price.pk: price.newest_year for price in self.prices.rows}


def offer_of(case, reach) -> Offer:
    """Effects of the case, prices that people within `reach` may see, and the rules of refund: 4 queries.

    The calculation of the case comes along with the case.
    """
    mine = Q(catalogue__municipality=None) | Q(catalogue__municipality=case.municipality_id)
    prices = Price.objects.shown_within(reach).filter(mine).with_newest_year()
    return Offer(
        case=case,
        effects=cells.Rows(list(case.effects.all())),
        prices=cells.Rows(list(prices), label=lambda price: f"{price.measure} ({price.price_year})"),
        refunds=cells.Rows(list(RefundRule.objects.prefetch_related("bands"))),
    )


class LineForm(InstructiveErrors, forms.ModelForm):
    """One line of `kind`. What follows from the rest may be left empty."""

    actor = cells.WordField(label=_("Who"), choices=Actor.choices, default=Actor.MUNICIPALITY)
    area = cells.WordField(label=_("Control area"), choices=ControlArea.choices)
    to_actor = cells.WordField(label=_("To whom"), choices=Actor.choices)
    to_area = cells.WordField(label=_("To which control area"), choices=ControlArea.choices)
    years = cells.YearsField(
        label=_("Years"), help_text=_("Counted from the decision year, like 0 or 1–5, or as calendar years.")
    )
    per = cells.WordField(label=_("Counted"), choices=Per.choices, default=Per.CASE)
    effect = cells.RowField(
        label=_("Effect of the intervention"),
        unknown=_("The case has no such effect. Choose one from the step Effects"),
    )
    quantity = cells.QuantityField(label=_("Quantity in a year"))
    price = cells.RowField(
        label=_("Price from a catalogue"),
        unknown=_("No catalogue has this price. Choose one, or empty the cell and write the price"),
        may_vanish=True,
    )
    unit_price = cells.AmountField(label=_("Unit price"))
    unit_price_low = cells.AmountField(label=_("At least"))
    unit_price_high = cells.AmountField(label=_("At most"))
    price_year = forms.IntegerField(
        label=_("Price year"),
        required=False,
        min_value=FIRST_PRICE_YEAR,
        max_value=LAST_PRICE_YEAR,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": "input-width-s"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _("Enter a year like 2026")),
    )
    index = cells.WordField(label=_("Price index"), choices=Index.choices)
    refund = cells.RowField(
        label=_("State refund"),
        help_text=_("The unit price is then what one household costs in a year: children at one address together."),
        unknown=_("There is no such rule of refund. Choose one"),
    )
    is_assumption = cells.FlagField(label=_("This is an assumption"))

    field_order = [
        *("name", "actor", "administration", "account", "area"),
        *("to_actor", "to_administration", "to_account", "to_area"),
        *("years", "per", "effect", "quantity", "unit", "price", "unit_price", "unit_price_low", "unit_price_high"),
        *("price_year", "index", "refund", "source", "is_assumption", "note"),
    ]

    class Meta:
        model = Line
        fields = [
            *("name", "actor", "administration", "account", "area"),
            *("to_actor", "to_administration", "to_account", "to_area", "per", "quantity", "unit"),
            *("unit_price", "unit_price_low", "unit_price_high", "price_year", "index"),
            *("source", "is_assumption", "note"),
        ]
        labels = {
            "name": _("What it is"),
            "administration": _("Municipal administration"),
            "account": _("Account function"),
            "to_administration": _("To which administration"),
            "to_account": _("To which account function"),
            "unit": _("Unit"),
            "source": _("Source"),
            "note": _("Note"),
        }
        error_messages = {"name": {"required": _("Write what the line is about")}}
        widgets = {"note": forms.Textarea({"rows": 3})}

    def __init__(self, *args, kind, offer, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind, self.offered = Kind(kind), offer
        for name, words in HINTS.items():
            self.fields[name].help_text = words
        for name, rows in zip(MATCHED, (offer.effects, offer.prices, offer.refunds), strict=True):
            self.fields[name].offer(rows)
        self.fields["years"].decision_year = offer.calculation.decision_year
        for name in unused(self.kind):
            del self.fields[name]

    def over(self, cells):
        """The same form over other cells. It shares the fields: to build them takes as long as to check a row."""
        other = copy(self)
        other.data, other.is_bound, other.instance = cells, True, Line()
        other._errors, other._bound_fields_cache = None, {}
        return other

    def clean(self):
        given = super().clean()
        self._copy_price(given)
        self._place_purses(given)
        self._count(given)
        if given.get("refund") and given.get("actor") != Actor.MUNICIPALITY:
            self.add_error("refund", _("Only the municipality gets state refund. Leave the cell empty"))
        self._order_amounts(given)
        return given

    def _copy_price(self, given):
        """What is left empty beside a price from the catalogue is the catalogue's."""
        price = given.get("price")
        for name, theirs in COPIED.items() if price else ():
            if given.get(name) in (None, "") and name not in self.errors:
                given[name] = getattr(price, theirs)
        if given.get("unit_price") is None and "unit_price" not in self.errors:
            self.add_error("unit_price", ValidationError(_("The price is missing"), code="missing"))
        if given.get("price_year") is None and "price_year" not in self.errors:
            given["price_year"] = self.offered.calculation.price_year

    def _place_purses(self, given):
        self._place(given, "actor", "area")
        if self.kind != Kind.TRANSFER:
            given |= dict.fromkeys(unused(Kind.COST), "")
            return
        if not given.get("to_actor") and "to_actor" not in self.errors:
            self.add_error("to_actor", _("Choose who gets the money"))
        self._place(given, "to_actor", "to_area")

    def _place(self, given, actor, area):
        """Outside the municipality there is one control area; inside it somebody has to choose."""
        if given.get(actor) in ("", None):
            return
        if given[actor] != Actor.MUNICIPALITY:
            self._errors.pop(area, None)
            given[area] = ControlArea.OUTSIDE
        elif given.get(area) in ("", ControlArea.OUTSIDE):
            areas = ", ".join(str(label) for _value, label in OWN_AREAS)
            self.add_error(area, _("Choose the municipality's control area: %(areas)s") % {"areas": areas})

    def _count(self, given):
        if given.get("per") != Per.SUCCESS:
            given["effect"] = None
            self._errors.pop("effect", None)
        elif not given.get("effect") and "effect" not in self.errors:
            effects = list(self.offered.effects.rows)
            if len(effects) == 1:
                given["effect"] = effects[0]
            elif effects:
                self.add_error("effect", _("Choose which effect the line hangs on"))
            else:
                self.add_error(
                    "effect", _("Describe the effect in the step “Effects” first, or count the line per participant")
                )
        if given.get("quantity") is None and "quantity" not in self.errors:
            given["quantity"] = Line._meta.get_field("quantity").default

    def _order_amounts(self, given):
        mode, low, high = (given.get(name) for name in ("unit_price", "unit_price_low", "unit_price_high"))
        if mode is not None and low is not None and low > mode:
            self.add_error("unit_price_low", _("The lowest price may not be higher than the unit price"))
        if mode is not None and high is not None and high < mode:
            self.add_error("unit_price_high", _("The highest price may not be lower than the unit price"))

    def _post_clean(self):
        """The line, checked field by field.

        The database asks its constraints when the line is stored; here they would be nine queries for each row.
        """
        given, line = self.cleaned_data, self.instance
        line.kind = self.kind
        for name in (*self.Meta.fields, *MATCHED):
            if name in given:
                setattr(line, name, given[name])
        line.first_year, line.last_year = given.get("years") or (0, 0)
        line.price_name = given["price"].measure if given.get("price") else ""
        checked = {name for name in self.Meta.fields if name in given}
        try:
            line.clean_fields(exclude={field.name for field in Line._meta.fields} - checked)
        except ValidationError as error:
            self.add_error(None, error)

    @property
    def is_missing_a_price_only(self):
        found = self.errors.as_data()
        return set(found) == {"unit_price"} and found["unit_price"][0].code == "missing"

    @property
    def values(self):
        """What the line says: every field of the model that a row holds."""
        names = ("kind", *self.Meta.fields, *MATCHED, "first_year", "last_year", "price_name")
        return {name: getattr(self.instance, name) for name in names}


class OneLineForm(LineForm):
    """A line on a page of its own. `key` makes a second click of two harmless; `version` is what was written over."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(min_value=0, max_value=MOST_VERSION, widget=forms.HiddenInput)
    is_again = forms.BooleanField(required=False, widget=forms.HiddenInput)


def unused(kind):
    """The fields that lines of `kind` have not."""
    if kind == Kind.TRANSFER:
        return ("refund",)
    return ("to_actor", "to_administration", "to_account", "to_area")
