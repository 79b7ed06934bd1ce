"""The levels of a dimension as rows of a form: added, moved and removed by button before anything is saved."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from municipalities.fields import InstructiveErrors
from vignettes import drafts, faults
from vignettes.forms.options import BaseListFormSet, WasField
from vignettes.instrument import CODE, paragraphs

MOST_LEVELS = 30
PRESS = re.compile(r"(add|forms|up|down|remove)(?: ([0-9]{1,3}))?")
_BY = {"up": -1, "down": 1}


class LevelForm(InstructiveErrors, forms.Form):
    """One level; a field `form_…` for each of the `names` of the dimension's other forms."""

    label = forms.CharField(label=_("Name of the level"), required=False, max_length=faults.LIMITS["label"])
    text = forms.CharField(
        label=_("As it stands in the case"),
        required=False,
        max_length=faults.LIMITS["level"],
        widget=forms.Textarea({"rows": 2}),
    )
    code = forms.RegexField(
        rf"\A{CODE.pattern}\Z",
        label=_("Code"),
        required=False,
        max_length=drafts.CODE_LENGTH,
        error_messages={
            "invalid": _("Write a code of the letters a–z, digits and underscores, beginning with a letter.")
        },
    )

    was = WasField()

    def __init__(self, *args, fixed=frozenset(), names=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.names = names
        for name in names:
            self.fields[f"form_{name}"] = forms.CharField(label=name, required=False, max_length=faults.LIMITS["form"])
        self.fixed_code = code if (code := self["code"].value()) in fixed else ""
        if self.fixed_code:
            self.fields["code"].widget = forms.HiddenInput()
        for field in self.fields.values():
            field.depends = True

    @property
    def worded(self):
        """The fields of the other forms."""
        return [self[f"form_{name}"] for name in self.names]

    def clean(self):
        cleaned = super().clean()
        needed = {"label": _("Write the name of the level, or remove it"), "text": _("Write what stands in the case")}
        needed |= {f"form_{name}": _("Write this form too: every level has the same") for name in self.names}
        if any(cleaned.get(name) for name in ("code", *needed)):
            for name, message in needed.items():
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, message)
        return cleaned


class BaseLevelFormSet(BaseListFormSet):
    otherwise = "level"

    def clean(self):
        super().clean()
        filled = [form for form in self.forms if form.is_valid() and form.cleaned_data.get("label")]
        if len(filled) < 2 and not any(form.errors for form in self.forms):
            raise forms.ValidationError(_("Write at least two levels."))

    def pressed(self, pressed):
        """The rows as typed, after the button was pressed; None if it is no button of theirs."""
        found = PRESS.fullmatch(pressed)
        if not found:
            return None
        verb, place = found[1], int(found[2] or 0)
        rows = self.typed()
        if verb == "add":
            return [*rows, {}][:MOST_LEVELS]
        if verb == "forms" or place >= len(rows):
            return rows
        return drafts.without(rows, place) if verb == "remove" else drafts.moved(rows, place, _BY[verb])

    def levels(self):
        """The rows with a name, in their order; what has no code gets one that is neither used nor published."""
        rows = []
        for given in self.coded():
            row = {"code": given["code"], "label": given["label"], "text": paragraphs(given["text"])}
            words = {name: given[f"form_{name}"] for name in self.form_kwargs["names"]}
            rows.append(row | ({"forms": words} if words else {}))
        return rows


LevelFormSet = forms.formset_factory(
    LevelForm, BaseLevelFormSet, extra=0, max_num=MOST_LEVELS, absolute_max=MOST_LEVELS, validate_max=True
)
