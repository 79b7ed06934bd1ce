"""The instrument: what is asked. A published version never changes."""

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from municipalities.models import Partnership
from vignettes import conditions
from vignettes.instrument import FOR_ALL, SILENT_KINDS


class SurveyState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class SurveyQuerySet(models.QuerySet):
    def within(self, reach):
        return self.filter(partnership__in=reach.partnerships.values("pk"))

    def shown_within(self, reach):
        """Surveys within reach; a draft only to those who work with its partnership."""
        followed = Q(partnership__in=reach.assigned.values("pk"))
        return self.within(reach).filter(followed | ~Q(state=SurveyState.DRAFT))


class Survey(models.Model):
    """A vignette survey in one partnership."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="surveys")
    title = models.CharField(_("title"), max_length=160)
    introduction = models.TextField(_("introduction"), blank=True)
    year = models.PositiveSmallIntegerField(_("year"))
    state = models.CharField(_("state"), max_length=10, choices=SurveyState, default=SurveyState.DRAFT)
    closes_on = models.DateField(_("closes"), null=True, blank=True)
    n_min = models.PositiveSmallIntegerField(_("disclosure threshold"), default=5)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        ordering = ["-year", "title"]
        constraints = [models.CheckConstraint(condition=Q(n_min__gte=3), name="survey_threshold_at_least_three")]

    def __str__(self):
        return self.title


class SurveyVersion(models.Model):
    """A frozen instrument; answers belong to the version they were given to.

    `document` is what was published, in the form of docs/instrument.md; the rows are made of it.
    """

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    document = models.JSONField(_("document"), default=dict)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)

    class Meta:
        verbose_name = _("survey version")
        verbose_name_plural = _("survey versions")
        ordering = ["survey", "number"]
        constraints = [models.UniqueConstraint(fields=["survey", "number"], name="survey_version_once")]

    def __str__(self):
        return f"{self.survey} ({self.number})"


class Vignette(models.Model):
    """A fictive, realistic case that respondents judge.

    `levels` has the level of each dimension, where a design made it. Cases of deck 0 are for everybody, the others for
    those who get their deck. `repeats` is set on the second showing of a case that is shown twice.
    """

    version = models.ForeignKey(SurveyVersion, on_delete=models.PROTECT, related_name="vignettes")
    code = models.SlugField(_("code"), max_length=40)
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"))
    levels = models.JSONField(_("levels"), default=dict, blank=True)
    deck = models.PositiveSmallIntegerField(_("deck"), default=FOR_ALL)
    repeats = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    order = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        verbose_name = _("vignette")
        verbose_name_plural = _("vignettes")
        ordering = ["version", "order"]
        constraints = [
            models.UniqueConstraint(fields=["version", "code"], name="vignette_code_once"),
            models.UniqueConstraint(fields=["version", "order"], name="vignette_order_once"),
        ]

    def __str__(self):
        return self.title


class QuestionKind(models.TextChoices):
    SINGLE = "single", _("Single choice")
    MULTIPLE = "multiple", _("Multiple choice")
    ORDINAL = "ordinal", _("Ordinal scale")
    RANKING = "ranking", _("Ranking")
    MATRIX = "matrix", _("Matrix")
    PERCENT = "percent", _("Percentage")
    NUMBER = "number", _("Whole number")
    MONEY = "money", _("Amount in kr.")
    DATE = "date", _("Date")
    LINE = "line", _("Short text")
    TEXT = "text", _("Text")
    SECTION = "section", _("Section")
    INFORMATION = "information", _("Information")


class Question(models.Model):
    """A question, asked once per vignette or once per respondent; or what stands between questions and asks nothing.

    `rows` of a matrix are [{"code", "label"}, …]; `places` is how many options a ranking puts in order, None for all;
    `show_if` is the condition as docs/instrument.md has it.
    """

    version = models.ForeignKey(SurveyVersion, on_delete=models.PROTECT, related_name="questions")
    code = models.SlugField(_("code"), max_length=40)
    text = models.CharField(_("text"), max_length=300)
    help_text = models.CharField(_("help text"), max_length=500, blank=True)
    body = models.TextField(_("longer text"), blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=QuestionKind)
    is_per_vignette = models.BooleanField(_("per vignette"), default=True)
    is_required = models.BooleanField(_("required"), default=True)
    minimum = models.IntegerField(_("smallest value"), null=True, blank=True)
    maximum = models.IntegerField(_("largest value"), null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    rows = models.JSONField(_("rows"), default=list, blank=True)
    places = models.PositiveSmallIntegerField(_("places"), null=True, blank=True)
    random_order = models.BooleanField(_("options in random order"), default=False)
    show_if = models.JSONField(_("shown if"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["version", "order"]
        constraints = [
            models.UniqueConstraint(fields=["version", "code"], name="question_code_once"),
            models.UniqueConstraint(fields=["version", "order"], name="question_order_once"),
        ]

    def __str__(self):
        return self.text

    @cached_property
    def condition(self):
        return conditions.read(self.show_if)

    @property
    def begins_section(self):
        return self.kind == QuestionKind.SECTION

    @property
    def asks(self):
        return self.kind not in SILENT_KINDS


class Option(models.Model):
    """An answer to choose. `rank` orders an ordinal scale; `step` is the step on the staircase of measures."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="options")
    code = models.SlugField(_("code"), max_length=40)
    label = models.CharField(_("label"), max_length=300)
    order = models.PositiveSmallIntegerField(_("order"))
    rank = models.PositiveSmallIntegerField(_("rank"), null=True, blank=True)
    step = models.PositiveSmallIntegerField(_("step on the staircase"), null=True, blank=True)
    is_missing = models.BooleanField(_("counts as no answer"), default=False)
    is_pinned = models.BooleanField(_("keeps its place"), default=False)

    class Meta:
        verbose_name = _("option")
        verbose_name_plural = _("options")
        ordering = ["question", "order"]
        constraints = [
            models.UniqueConstraint(fields=["question", "code"], name="option_code_once"),
            models.CheckConstraint(
                condition=Q(step=None) | (Q(step__gte=1) & Q(step__lte=6)), name="option_step_on_staircase"
            ),
        ]

    def __str__(self):
        return self.label
