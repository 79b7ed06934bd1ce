"""Users, what they may do (roles), and invitations."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from municipalities.danish import search_key, sort_key
from municipalities.models.geography import Municipality
from municipalities.models.partnerships import Partnership, Seat


def _placed_within(reach):
    """Rows with a place (roles, invitations) in the municipalities and the assigned partnerships within reach."""
    if reach.is_everywhere:
        return Q()
    return Q(municipality__in=reach.municipalities.values("pk")) | Q(partnership__in=reach.assigned.values("pk"))


class UserQuerySet(models.QuerySet):
    def within(self, reach):
        """People with a role or a seat within reach, now or earlier; everybody for those who reach everywhere."""
        if reach.is_everywhere:
            return self
        in_role = Role.objects.within(reach).values("user")
        in_seat = Seat.objects.within(reach).values("user")
        return self.filter(Q(pk__in=in_role) | Q(pk__in=in_seat))

    def matching(self, text):
        """People whose name or e-mail address holds `text`, whatever the spelling: Åse, Aase."""
        return self.filter(search_text__contains=search_key(text))

    def with_role_in(self, municipality):
        """Active people with a current role in the municipality."""
        roles = Role.objects.current().filter(municipality=municipality)
        return self.filter(is_active=True, pk__in=roles.values("user"))


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in. The e-mail address is the identifier; what the person may do stands in `Role`."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    title = models.CharField(_("job title"), max_length=120, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now, editable=False)
    sort_text = models.CharField(max_length=360, editable=False, db_index=True)
    search_text = models.CharField(max_length=800, editable=False)

    objects = UserManager()

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["sort_text", "pk"]
        constraints = [models.UniqueConstraint(models.functions.Lower("email"), name="user_email_once")]

    def __str__(self):
        return self.name or self.email

    def save(self, *args, update_fields=None, **kwargs):
        self.sort_text = sort_key(self.name)
        self.search_text = search_key(f"{self.name} {self.email}")
        if update_fields is not None:
            update_fields = {*update_fields, "sort_text", "search_text"}
        is_new = self._state.adding
        super().save(*args, update_fields=update_fields, **kwargs)
        if is_new:  # an account begins with an invitation by mail, which has proved the address
            self.emailaddress_set.create(email=self.email.lower(), verified=True, primary=True)

    def get_full_name(self):
        return self.name

    def get_absolute_url(self):
        return reverse("municipalities:person_show", args=[self.pk])

    @property
    def is_staff(self):
        """Django admin opens for administrators alone."""
        return self.is_active and self.roles.current().filter(kind=RoleKind.ADMINISTRATOR).exists()


class RoleKind(models.TextChoices):
    CONTACT = "contact", _("Contact person")
    MEMBER = "member", _("Member")
    LEADER = "leader", _("Leader")
    CONSULTANT = "consultant", _("Consultant")
    RESEARCHER = "researcher", _("Researcher")
    ADMINISTRATOR = "administrator", _("Administrator")


MUNICIPAL_ROLES = (RoleKind.CONTACT, RoleKind.MEMBER, RoleKind.LEADER)
SECRETARIAT_ROLES = (RoleKind.CONSULTANT, RoleKind.RESEARCHER, RoleKind.ADMINISTRATOR)


class RoleQuerySet(models.QuerySet):
    def current(self):
        return self.filter(ended_on=None)

    def within(self, reach):
        return self.filter(_placed_within(reach))


def _role_place():
    """Municipal roles stand in a municipality, consultants in a partnership, the rest nowhere."""
    return (
        Q(kind__in=MUNICIPAL_ROLES, municipality__isnull=False, partnership=None)
        | Q(kind=RoleKind.CONSULTANT, municipality=None, partnership__isnull=False)
        | Q(kind__in=[RoleKind.RESEARCHER, RoleKind.ADMINISTRATOR], municipality=None, partnership=None)
    )


class Role(models.Model):
    """What a person may do: in one municipality, or for the secretariat. Ended, never deleted."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="roles", verbose_name=_("person"))
    kind = models.CharField(_("role"), max_length=20, choices=RoleKind)
    municipality = models.ForeignKey(
        Municipality,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="roles",
        verbose_name=_("municipality"),
    )
    partnership = models.ForeignKey(
        Partnership,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="roles",
        verbose_name=_("partnership"),
    )
    started_on = models.DateField(_("from"), default=timezone.localdate)
    ended_on = models.DateField(_("ended"), null=True, blank=True)

    objects = RoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["user", "kind", "pk"]
        constraints = [
            models.CheckConstraint(condition=_role_place(), name="role_in_its_place"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")), name="role_dates_in_order"
            ),
            models.UniqueConstraint(
                fields=["user", "kind", "municipality"],
                condition=Q(ended_on=None, municipality__isnull=False),
                name="role_once_per_municipality",
            ),
            models.UniqueConstraint(
                fields=["user", "kind", "partnership"],
                condition=Q(ended_on=None, partnership__isnull=False),
                name="role_once_per_partnership",
            ),
            models.UniqueConstraint(
                fields=["user", "kind"],
                condition=Q(ended_on=None, municipality=None, partnership=None),
                name="role_once_for_secretariat",
            ),
        ]

    def __str__(self):
        return f"{self.user} – {self.get_kind_display()}"

    @property
    def place(self):
        """Where the role holds: a municipality, a partnership, or the whole secretariat (None)."""
        return self.municipality or self.partnership


class InvitationQuerySet(models.QuerySet):
    def within(self, reach):
        return self.filter(_placed_within(reach))

    def unanswered(self):
        return self.filter(accepted_at=None, revoked_at=None)

    def open(self):
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=timezone.now())


class Invitation(models.Model):
    """A mailed link with which a person creates the account and gets the role. The token is stored hashed."""

    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=120)
    title = models.CharField(_("job title"), max_length=120, blank=True)
    kind = models.CharField(_("role"), max_length=20, choices=RoleKind)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, null=True, blank=True)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, null=True, blank=True)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="invitations_sent")
    invited_at = models.DateTimeField(_("invited"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-invited_at", "-pk"]
        constraints = [models.CheckConstraint(condition=_role_place(), name="invitation_in_its_place")]

    def __str__(self):
        return self.email

    @property
    def is_open(self):
        return self.accepted_at is None and self.revoked_at is None and self.expires_at > timezone.now()

    @property
    def place(self):
        """Where the role holds: a municipality, a partnership, or the whole secretariat (None)."""
        return self.municipality or self.partnership
