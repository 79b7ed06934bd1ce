"""Forms of the editor: a new survey, its texts, its cases, an uploaded file, and a button pressed on the draft."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from municipalities.fields import DateField, InstructiveErrors
from vignettes import drafts, faults, files, sheets
from vignettes.instrument import CODE, paragraphs
from vignettes.models import Survey
from vignettes.sheet_wording import found_place, found_sentence
from vignettes.wording import fault_place, fault_sentence

FAULTS_SHOWN = 30
MARKUP_HELP = _(
    "An empty line begins a new paragraph. Emphasis and lists are written with the tags strong, em, ul, ol and li;"
    " other tags are removed."
)
UNREADABLE = {
    "size": _("Choose a file of at most 500 kB."),
    "encoding": _("Save the file as UTF-8 and try again. The first unreadable letter is in line %(line)s."),
    "syntax": _("The file is neither a workbook, YAML nor JSON. Look at line %(line)s."),
    "alias": _("Write out what stands behind the shorthand (& and *) in line %(line)s."),
    "depth": _("The file has too many levels inside each other. Look at line %(line)s."),
    "old_workbook": _("Save the workbook as .xlsx without a password, and try again."),
    "workbook": _("The file cannot be read as a workbook. Save it as .xlsx, and try again."),
    "unpacked": _("The workbook is too big when it is unpacked. Remove sheets and pictures, and try again."),
}


class SurveyForm(InstructiveErrors, forms.ModelForm):
    closes_on = DateField(
        label=_("Last day to answer"), required=False, help_text=_("For example 14.1.2027. It can be decided later.")
    )

    class Meta:
        model = Survey
        fields = ["partnership", "title", "year", "closes_on", "n_min"]
        labels = {"partnership": _("Partnership"), "title": _("Title"), "year": _("Year"), "n_min": _("Fewest answers")}
        help_texts = {
            "title": _("Respondents read it at the top of the first page."),
            "n_min": _(
                "Results are shown for at least so many respondents together. At least 3; locked at the first answer."
            ),
        }

    def __init__(self, *args, partnerships, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["partnership"].queryset = partnerships
        for name, lowest, highest in (("year", 2000, 2100), ("n_min", 3, 1000)):
            self.fields[name] = _whole(self.fields[name], lowest, highest)


class SettingsForm(InstructiveErrors, forms.ModelForm):
    """What may change while people answer; the threshold only until somebody has."""

    closes_on = DateField(
        label=_("Last day to answer"), required=False, help_text=_("Leave it empty if no day is decided.")
    )

    class Meta:
        model = Survey
        fields = ["closes_on", "n_min"]
        labels = {"n_min": _("Fewest answers")}

    def __init__(self, *args, has_answers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["n_min"] = _whole(self.fields["n_min"], 3, 1000)
        self.fields["n_min"].disabled = has_answers
        self.fields["n_min"].help_text = (
            _("Locked, since somebody has answered.") if has_answers else _("At least 3; locked at the first answer.")
        )


class TextsForm(InstructiveErrors, forms.Form):
    """Title and introduction, and the fingerprint of those that the form was opened with."""

    title = forms.CharField(label=_("Title"), max_length=faults.LIMITS["title"])
    introduction = forms.CharField(
        label=_("Introduction"),
        help_text=format_lazy("{} {}", _("Respondents read it before the first question."), MARKUP_HELP),
        max_length=faults.TEXT_LIMIT,
        widget=forms.Textarea({"rows": 8}),
    )
    base = forms.CharField(widget=forms.HiddenInput, max_length=16)

    def clean_introduction(self):
        return paragraphs(self.cleaned_data["introduction"])


class CodedForm(InstructiveErrors, forms.Form):
    """A row of the draft: the code that it gets or has, and what the form was opened with.

    `base` is the draft's revision for a new row, the row's fingerprint for one that is there.
    """

    code = forms.CharField(label=_("Code"), required=False, max_length=drafts.CODE_LENGTH)
    base = forms.CharField(widget=forms.HiddenInput, max_length=16)
    code_help = ""

    def __init__(self, *args, used=frozenset(), is_fixed=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.used = used
        self.fields["code"].help_text = self.code_help
        self.fields["code"].validators.append(_is_code)
        if is_fixed:
            del self.fields["code"]

    def clean_code(self):
        code = self.cleaned_data["code"]
        if code in self.used:
            raise ValidationError(_("Choose another code. This one is used, or has been published."))
        return code


class CaseTextsForm(InstructiveErrors, forms.Form):
    """Title and text of a case, or of the template that cases are made of."""

    title = forms.CharField(label=_("Title"), max_length=faults.CASE_LIMITS["title"])
    text = forms.CharField(
        label=_("The case"),
        help_text=MARKUP_HELP,
        max_length=faults.CASE_LIMITS["text"],
        widget=forms.Textarea({"rows": 14}),
    )


class VignetteForm(CaseTextsForm, CodedForm):
    code_help = _("Stands in files with answers and never changes once it is published. Leave it empty to get V1, V2 …")
    field_order = ["title", "text", "code", "base"]

    def row(self, code):
        given = self.cleaned_data
        code = given.get("code") or code or drafts.next_case_code(self.used)
        return {"code": code, "title": paragraphs(given["title"]), "text": paragraphs(given["text"])}


class ImportForm(InstructiveErrors, forms.Form):
    """A file that is an instrument; `faults` are (place, sentence) of what keeps it from being one."""

    file = forms.FileField(
        label=_("File"),
        error_messages={"empty": _("Choose a file with something in it.")},
        help_text=_("XLSX, YAML or JSON, at most 500 kB"),
        widget=forms.FileInput({"accept": ".xlsx,.yaml,.yml,.json"}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.faults = []

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > files.SIZE_LIMIT:
            raise ValidationError(UNREADABLE["size"])
        content = self._content(file.read())
        if self.faults:
            raise ValidationError(_("The file has faults, so nothing was read in. Correct them and try again."))
        return content

    def _content(self, raw):
        """Judged by what is in it, whatever its name."""
        try:
            if sheets.is_workbook(raw):
                reading = sheets.read(sheets.opened(raw))
                self.faults = [(found_place(found), found_sentence(found)) for found in reading.found]
                return reading.content
            content = files.read(raw)
        except (files.Unreadable, sheets.BadWorkbook) as unreadable:
            line = {"line": getattr(unreadable, "line", 0)}
            raise ValidationError(UNREADABLE[unreadable.reason], params=line) from None
        self.faults = [(fault_place(fault), fault_sentence(fault)) for fault in faults.faults(content)]
        return content


class PressForm(forms.Form):
    """A button beside a row of the draft, or the row itself dragged `to` a place (from 0)."""

    VERBS = ("up", "down", "to", "duplicate")

    press = forms.RegexField(rf"\A(?:{'|'.join(VERBS)}) (?:{'|'.join(drafts.MOVABLE)}) {CODE.pattern}\Z")
    place = forms.IntegerField(min_value=0, max_value=10_000, required=False)
    revision = forms.IntegerField(min_value=0)

    @property
    def parts(self):
        """(verb, section, code)"""
        return self.cleaned_data["press"].split(" ")


class RevisionForm(forms.Form):
    """The revision of the draft that a button was pressed on."""

    revision = forms.IntegerField(min_value=0)


_is_code = RegexValidator(
    rf"\A{CODE.pattern}\Z", _("Write a code of the letters a–z, digits and underscores, beginning with a letter.")
)


def _whole(field, lowest, highest):
    return forms.IntegerField(
        label=field.label,
        help_text=field.help_text,
        initial=field.initial,
        min_value=lowest,
        max_value=highest,
        widget=forms.TextInput({"inputmode": "numeric", "class": "input-width-xs"}),
    )
