"""Inputs of answers that are more than one value: a ranking, a matrix, and any input with "don't know" beside it.

Each is rendered by the part of the template pack that its `control_template` names.
"""

from django import forms

from vignettes.instrument import MISSING

PLACES, TYPED = "places", "typed"


class _WithDeclines:
    """Mixin of an input: boxes beside it, `declines`, are the options that count as no answer.

    Its value is what is typed, or, if boxes are ticked, {"missing": [their codes], "typed": what is typed}.
    """

    declines = ()  # (code, label)

    def value_from_datadict(self, data, files, name):
        typed, key = super().value_from_datadict(data, files, name), f"{name}-{MISSING}"
        ticked = data.getlist(key) if hasattr(data, "getlist") else data.get(key)
        return {MISSING: ticked, TYPED: typed} if ticked else typed

    def format_value(self, value):
        return super().format_value(typed(value))

    def boxes(self, field):
        """(id, name, code, label, whether it is ticked) of each box."""
        value = field.value()
        ticked = value.get(MISSING, ()) if isinstance(value, dict) else ()
        for number, (code, label) in enumerate(self.declines, start=1):
            yield {
                "id": f"{field.auto_id}-{MISSING}{number}",
                "name": f"{field.html_name}-{MISSING}",
                "code": code,
                "label": label,
                "is_ticked": code == ticked or (code in ticked and not isinstance(ticked, str)),
            }


class LineInput(_WithDeclines, forms.TextInput):
    pass


class TextBox(_WithDeclines, forms.Textarea):
    pass


class _Choices(forms.Widget):
    """A group of inputs without a name of their own: `items` and `choices` are (code, label)."""

    def __init__(self, *, items, choices):
        super().__init__()
        self.items, self.choices = items, choices

    def value_from_datadict(self, data, files, name):
        chosen = {code: data.get(self.name_of(name, code)) for code, _label in self.items}
        return {code: value for code, value in chosen.items() if value} or None

    def rows(self, field):
        """Each item with the id and the name of its input, and its choices with whether they are chosen."""
        chosen = self.chosen(typed(field.value()))
        for number, (code, label) in enumerate(self.items, start=1):
            choices = [(value, text, chosen.get(code) == value) for value, text in self.choices]
            yield {
                "id": f"{field.auto_id}-{number}",
                "name": self.name_of(field.html_name, code),
                "code": code,
                "label": label,
                "choices": choices,
                "is_chosen": any(is_chosen for _value, _text, is_chosen in choices),
            }


class _Places(_Choices):
    @staticmethod
    def name_of(name, code):
        return f"{name}-place-{code}"

    def value_from_datadict(self, data, files, name):
        places = super().value_from_datadict(data, files, name)
        return places and {PLACES: places}

    @staticmethod
    def chosen(value):
        if isinstance(value, dict):
            return value.get(PLACES, {})
        return {code: str(place) for place, code in enumerate(value or (), start=1)}


class PlacesInput(_WithDeclines, _Places):
    """A ranking: for each option the number of its place. The value is {"places": {code: number as text}}."""

    control_template = "dkfds/_ranking.html"


class MatrixInput(_Choices):
    """A table with a row for each item. The value is {code of the row: code of its choice}."""

    control_template = "dkfds/_matrix.html"

    @staticmethod
    def name_of(name, code):
        return f"{name}-row-{code}"

    @staticmethod
    def chosen(value):
        return value or {}


def typed(value):
    """What stands in the input itself: nothing where a box is ticked instead."""
    return value.get(TYPED) if isinstance(value, dict) and MISSING in value else value
