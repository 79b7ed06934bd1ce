"""One field for each kind of question. What a field takes is checked here, from a page and from an autosave alike."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from vignettes.forms.answering.widgets import PLACES, TYPED
from vignettes.instrument import LINE_LIMIT, MISSING, TEXT_LIMIT


class MayWait:
    """Mixin: a missing answer is listed on the review page; it never stops a save."""

    def validate(self, value):
        if value not in self.empty_values:
            super().validate(value)


class MayDecline(MayWait):
    """Mixin: instead of an answer there may be {"missing": code}, one of the widget's `declines`."""

    def __init__(self, *, declines=(), **kwargs):
        super().__init__(**kwargs)
        self.widget.declines = declines

    def clean(self, value):
        if isinstance(value, dict) and MISSING in value:
            return {MISSING: self._declined(value)}
        return super().clean(value)

    def _declined(self, value):
        labels = dict(self.widget.declines)
        codes = [value[MISSING]] if isinstance(value[MISSING], str) else value[MISSING]
        if not is_codes(codes, labels) or not codes or not set(value) <= {MISSING, TYPED}:
            raise unknown_choice()
        if len(codes) > 1:
            both = {"one": labels[codes[0]], "other": labels[codes[1]]}
            raise ValidationError(_("Choose either “%(one)s” or “%(other)s”"), params=both)
        if value.get(TYPED) not in (*self.empty_values, None) and str(value[TYPED]).strip():
            label = {"label": labels[codes[0]]}
            raise ValidationError(_("Clear your answer, or remove the tick at “%(label)s”"), params=label)
        return codes[0]


class ChoiceAnswer(MayWait, forms.ChoiceField):
    def clean(self, value):
        return super().clean(value) or None


class ChoicesAnswer(MayWait, forms.MultipleChoiceField):
    """`alone` are the codes of the options that count as no answer: such a one stands alone."""

    def __init__(self, *, alone=(), **kwargs):
        super().__init__(**kwargs)
        self.alone = frozenset(alone)

    def clean(self, value):
        """Codes once each, in the order of the instrument."""
        chosen = super().clean(value)
        single = next((label for code, label in self.choices if code in self.alone and code in chosen), None)
        if single and len(set(chosen)) > 1:
            raise ValidationError(_("Choose either “%(label)s” or the others"), params={"label": single})
        return [code for code, _label in self.choices if code in chosen] or None


class RankingAnswer(MayDecline, forms.Field):
    """Codes of options, the first at place 1: at most `places` of them, each once."""

    def __init__(self, *, places, **kwargs):
        super().__init__(**kwargs)
        self.places, self.labels = places, dict(self.widget.items)

    def clean(self, value):
        return super().clean(value) or None

    def to_python(self, value):
        if isinstance(value, dict) and set(value) == {PLACES}:
            value = self._in_order(value[PLACES])
        if value in self.empty_values:
            return None
        if not is_codes(value, self.labels) or len(set(value)) != len(value):
            raise unknown_choice()
        if len(value) > self.places:
            raise ValidationError(_("Choose at most %(places)s"), params={"places": self.places})
        return value

    def _in_order(self, places):
        """The codes by their places, which must be 1, 2, 3 … without a gap, each given once."""
        numbers = {str(number): number for number in range(1, self.places + 1)}
        if not isinstance(places, dict) or not all(is_codes([place], numbers) for place in places.values()):
            raise unknown_choice()
        if not is_codes([*places], self.labels):
            raise unknown_choice()
        found = sorted((numbers[place], code) for code, place in places.items())
        for (place, one), (next_place, other) in zip(found, found[1:], strict=False):
            if place == next_place:
                both = {"place": place, "one": self.labels[one], "other": self.labels[other]}
                raise ValidationError(
                    _("Give each number once. “%(one)s” and “%(other)s” are both number %(place)s"), params=both
                )
        if [place for place, _code in found] != [*range(1, len(found) + 1)]:
            raise ValidationError(_("Begin with number 1, and leave out no number"))
        return [code for _place, code in found]


class MatrixAnswer(MayWait, forms.Field):
    """{code of the row: code of its option}; rows may be lacking, but none may be foreign."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.rows = [code for code, _label in self.widget.items]  # the instrument's order; the page may have another

    def clean(self, value):
        if value in self.empty_values:
            return None
        options = [code for code, _label in self.widget.choices]
        if not isinstance(value, dict) or not is_codes([*value], self.rows) or not is_codes([*value.values()], options):
            raise unknown_choice()
        return {row: value[row] for row in self.rows if row in value}


class TextAnswer(MayDecline, forms.CharField):
    """Text up to a limit so generous that no counter needs to mention it."""

    default_validators = [MaxLengthValidator(TEXT_LIMIT, _("Shorten the text to at most 20,000 characters"))]

    def to_python(self, value):
        if value is not None and not _is_storable(value):
            raise ValidationError(_("Write the answer as text"), code="invalid")
        return super().to_python(value).replace("\r\n", "\n")

    def clean(self, value):
        return super().clean(value) or None


class LineAnswer(TextAnswer):
    """A few words; pasted line breaks become spaces."""

    default_validators = [MaxLengthValidator(LINE_LIMIT, _("Shorten the text to at most 300 characters"))]

    def to_python(self, value):
        return " ".join(super().to_python(value).split())


def is_codes(values, known):
    """Whether `values` is a list of texts that are all among the `known`."""
    return isinstance(values, list) and all(isinstance(code, str) and code in known for code in values)


def unknown_choice():
    return ValidationError(_("Choose among the options shown. If something is wrong with them, reload the page."))


def _is_storable(value):
    """Text without half characters, which PostgreSQL refuses."""
    if not isinstance(value, str):
        return False
    return not any("\ud800" <= letter <= "\udfff" for letter in value)
