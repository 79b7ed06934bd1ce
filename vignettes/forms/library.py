"""Choosing questions from the library: a search that keeps what is ticked, and the ticks."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from municipalities.fields import InstructiveErrors
from vignettes import library
from vignettes.models import QuestionKind

LABELS_SHOWN = 8


class LibraryForm(InstructiveErrors, forms.Form):
    """A list of ticks for each shelf. `items` are the chosen ones, in the order of the shelves."""

    words = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=100,
        help_text=_("Words from the question, its options or its code. What you have ticked stays."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args, shelves, **kwargs):
        super().__init__(*args, **kwargs)
        self.shelves = shelves
        for shelf in shelves:
            self.fields[shelf.key] = forms.MultipleChoiceField(
                label=shelf.title,
                choices=[(item.key, _told(item.row)) for item in shelf.items],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
        for field in self.fields.values():
            field.depends = True

    @property
    def lists(self):
        return [self[shelf.key] for shelf in self.shelves]

    @property
    def items(self):
        chosen = self.ticked()
        return [item for shelf in self.shelves for item in shelf.items if item.key in chosen]

    def ticked(self):
        return {key for shelf in self.shelves for key in self[shelf.key].value() or ()}

    def searched(self):
        """The same ticks among the questions that have the words."""
        words, ticked = self["words"].value() or "", self.ticked()
        found = [library.matching(shelf, words, ticked) for shelf in self.shelves]
        kept = {shelf.key: [item.key for item in shelf.items if item.key in ticked] for shelf in found}
        initial = kept | {"words": words, "revision": self["revision"].value()}
        return LibraryForm(shelves=[shelf for shelf in found if shelf.items], initial=initial)

    def clean(self):
        if not self.errors and not self.items:
            raise ValidationError(_("Tick at least one question."))
        return super().clean()


def _told(row):
    """The question, and below it its kind and its options."""
    labels = [one["label"] for name in ("rows", "options") for one in row.get(name, [])]
    more = len(labels) - LABELS_SHOWN
    facts = str(QuestionKind(row["kind"]).label)
    if labels:
        facts += ": " + " · ".join(labels[:LABELS_SHOWN])
    if more > 0:
        facts += " " + ngettext("and %(count)s more", "and %(count)s more", more) % {"count": more}
    return format_html("{}<span class='library-facts'>{}</span>", row["text"], facts)
