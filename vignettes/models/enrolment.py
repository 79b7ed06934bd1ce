"""Links with which colleagues enrol themselves: one municipality, one role, no more people than agreed."""

from datetime import timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from municipalities.models import Participation
from vignettes.models.answers import RespondentRole
from vignettes.models.instrument import Survey

MOST_PLACES = 1000


class EnrolmentLinkQuerySet(models.QuerySet):
    def within(self, reach):
        return self.filter(participation__in=reach.participations.values("pk"))

    def living(self):
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())


class EnrolmentLink(models.Model):
    """The token is computed from the nonce, and its hash stored, as for personal links (vignettes/links.py).

    `used` counts people, not rows: who came by the link is stored nowhere, so that erasing somebody changes no count.
    """

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="enrolment_links")
    participation = models.ForeignKey(Participation, on_delete=models.PROTECT, related_name="enrolment_links")
    role = models.CharField(_("role"), max_length=20, choices=RespondentRole)
    limit = models.PositiveSmallIntegerField(
        _("places"), validators=[MinValueValidator(1), MaxValueValidator(MOST_PLACES)]
    )
    used = models.PositiveSmallIntegerField(_("used places"), default=0, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    link_nonce = models.CharField(max_length=43, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("made"), default=timezone.now)
    expires_at = models.DateTimeField(_("link expires"))
    revoked_at = models.DateTimeField(_("stopped"), null=True, blank=True)

    objects = EnrolmentLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment link")
        verbose_name_plural = _("enrolment links")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(used__lte=F("limit")), name="enrolment_never_over_the_limit"),
        ]

    def __str__(self):
        return f"{self.get_role_display()} ({self.limit})"

    @property
    def is_living(self):
        return self.revoked_at is None and self.expires_at > timezone.now()

    @property
    def last_day(self):
        return timezone.localdate(self.expires_at - timedelta(seconds=1))

    @property
    def is_full(self):
        return self.used >= self.limit
