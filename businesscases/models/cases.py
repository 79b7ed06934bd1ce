"""Business cases: a municipality's own idea of an investment, and the findings it was started from."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from municipalities.models import Municipality, Participation

TITLE_LENGTH = 160


class Stage(models.TextChoices):
    IDEA = "idea", _("Idea")
    PRE_STUDY = "pre_study", _("Pre-study")
    CALCULATION = "calculation", _("Calculation")
    POLITICAL = "political", _("Political treatment")
    CONTRACT = "contract", _("Contract")
    RUNNING = "running", _("Running")
    EVALUATED = "evaluated", _("Evaluated")


class Step(models.TextChoices):
    """The guided path from problem to proposal, in its order. The values are addresses."""

    PROBLEM = "problem", _("Problem and target group")
    INTERVENTION = "indsats", _("Intervention")
    THEORY = "forandringsteori", _("Theory of change")
    BASIS = "basisalternativ", _("Basis alternative")
    COSTS = "omkostninger", _("Costs of the case")
    EFFECTS = "effekter", _("Effects")
    CONSEQUENCES = "konsekvenser", _("Consequences and prices")
    PURSES = "kasser", _("Purses")
    UNCERTAINTY = "usikkerhed", _("Uncertainty")
    RESULT = "resultat", _("Result")
    PROPOSAL = "forslag", _("Proposal")


class CaseQuerySet(models.QuerySet):
    def within(self, reach):
        return self.filter(municipality__in=reach.municipalities.values("pk"))


class OfCaseQuerySet(models.QuerySet):
    """Rows that belong to a case through `case`."""

    def within(self, reach):
        return self.filter(case__municipality__in=reach.municipalities.values("pk"))


class Case(models.Model):
    """What a municipality thinks of investing in: for whom, what, and what would happen otherwise.

    `origin` names the finding that the case was started from, so that it is started once; empty without one.
    `version` counts the changes. The texts are drafts of the municipality, which nobody else reads.
    """

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="cases", verbose_name=_("municipality")
    )
    participation = models.ForeignKey(
        Participation, on_delete=models.PROTECT, null=True, blank=True, related_name="cases"
    )
    origin = models.CharField(max_length=120, blank=True, editable=False)
    title = models.CharField(_("title"), max_length=TITLE_LENGTH)
    stage = models.CharField(_("stage"), max_length=12, choices=Stage, default=Stage.IDEA)
    problem = models.TextField(_("problem"), blank=True)
    target_group = models.TextField(_("target group"), blank=True)
    target_group_size = models.CharField(_("size of the target group"), max_length=200, blank=True)
    target_group_found = models.TextField(_("how the target group is found"), blank=True)
    intervention = models.TextField(_("intervention"), blank=True)
    legal_basis = models.CharField(_("legal basis"), max_length=200, blank=True)
    starts_on = models.DateField(_("start of the intervention"), null=True, blank=True)
    duration_months = models.PositiveSmallIntegerField(_("months for one participant"), null=True, blank=True)
    staffing = models.TextField(_("staffing"), blank=True)
    basis_alternative = models.TextField(_("basis alternative"), blank=True)
    proposal = models.TextField(_("proposal"), blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("started"), default=timezone.now)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("business case")
        verbose_name_plural = _("business cases")
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "origin"], condition=~Q(origin=""), name="case_once_per_finding"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="case_has_title"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("businesscases:case_show", args=[self.pk])


class Evidence(models.Model):
    """One finding of a published report, quoted as the report printed it on the day the case was started.

    A copy and no reference: it stays what it was when the report is withdrawn or replaced. The database refuses every
    change (migrations/0003_evidence_stays.py) but one: noting, once, that the report has been withdrawn.
    `address` leads to the figure in the report, `report_sha256` is the fingerprint of the report's data package.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="evidence")
    section = models.CharField(_("section"), max_length=200)
    heading = models.TextField(_("heading"))
    sentence = models.TextField(_("sentence"))
    rule = models.CharField(_("rule"), max_length=40, blank=True)
    rule_name = models.CharField(_("what the rule looks at"), max_length=160, blank=True)
    statistic = models.CharField(_("statistic"), max_length=60, blank=True)
    interval = models.CharField(_("95 % interval"), max_length=60, blank=True)
    q = models.CharField("q", max_length=20, blank=True)
    n = models.PositiveIntegerField("n", null=True, blank=True)
    report_pk = models.PositiveBigIntegerField(_("report"))
    report_number = models.PositiveIntegerField(_("version"))
    report_sha256 = models.CharField(max_length=64)
    published_on = models.DateField(_("published"))
    survey = models.CharField(_("survey"), max_length=160)
    address = models.CharField(max_length=200)
    taken_at = models.DateTimeField(_("taken over"), default=timezone.now)
    withdrawn_on = models.DateField(_("withdrawn"), null=True, blank=True)
    replaced_by_number = models.PositiveIntegerField(_("replaced by version"), null=True, blank=True)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["case", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(sentence=""), name="evidence_says_something"),
            models.CheckConstraint(
                condition=Q(replaced_by_number=None) | Q(withdrawn_on__isnull=False),
                name="evidence_replaced_is_withdrawn",
            ),
        ]

    def __str__(self):
        return self.heading
