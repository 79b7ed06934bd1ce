"""Django admin over who takes part: for administrators, to look things up. Changes go through the pages, with their
rules; only facts that no page changes are edited here. Answers and reports are never registered.
"""

from auditlog.admin import LogEntryAdmin
from auditlog.models import LogEntry
from django.contrib import admin

from municipalities import models
from municipalities.access import Action, may


class ForAdministrators:
    """Mixin: administrators see every row, and nobody adds, changes or deletes one."""

    def has_module_permission(self, request):
        return may(request.user, Action.SECRETARIAT_MANAGE)

    def has_view_permission(self, request, obj=None):
        return may(request.user, Action.SECRETARIAT_MANAGE)

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class FactsForAdministrators(ForAdministrators):
    """Mixin for facts that change by law: administrators may correct and add them."""

    has_add_permission = has_change_permission = ForAdministrators.has_view_permission


class RegionMembershipInline(FactsForAdministrators, admin.TabularInline):
    model = models.RegionMembership
    extra = 0


@admin.register(models.Region)
class RegionAdmin(FactsForAdministrators, admin.ModelAdmin):
    pass


@admin.register(models.Municipality)
class MunicipalityAdmin(FactsForAdministrators, admin.ModelAdmin):
    list_display = ["code", "name", "cvr"]
    search_fields = ["code", "name"]
    inlines = [RegionMembershipInline]


@admin.register(models.User)
class UserAdmin(ForAdministrators, admin.ModelAdmin):
    list_display = ["name", "email", "is_active", "last_login"]
    search_fields = ["name", "email"]
    fields = ["name", "email", "title", "is_active", "date_joined", "last_login"]


@admin.register(models.Role)
class RoleAdmin(ForAdministrators, admin.ModelAdmin):
    list_display = ["user", "kind", "municipality", "partnership", "started_on", "ended_on"]
    list_filter = ["kind"]
    list_select_related = ["user", "municipality", "partnership"]


@admin.register(models.Invitation)
class InvitationAdmin(ForAdministrators, admin.ModelAdmin):
    list_display = ["email", "kind", "invited_at", "expires_at", "accepted_at", "revoked_at"]
    exclude = ["token_hash"]


@admin.register(models.Partnership)
class PartnershipAdmin(ForAdministrators, admin.ModelAdmin):
    list_display = ["name", "kind", "starts_on", "ends_on"]


@admin.register(models.Participation)
class ParticipationAdmin(ForAdministrators, admin.ModelAdmin):
    list_display = ["municipality", "partnership", "enrolled_on", "withdrawn_on"]
    list_select_related = ["municipality", "partnership"]


@admin.register(models.Seat)
class SeatAdmin(ForAdministrators, admin.ModelAdmin):
    list_display = ["user", "group", "participation", "is_contact", "starts_on", "ends_on"]
    list_select_related = ["user", "group", "participation__municipality", "participation__partnership"]


admin.site.unregister(LogEntry)


@admin.register(LogEntry)
class AuditTrailAdmin(ForAdministrators, LogEntryAdmin):
    """Who changed what, of this app alone: what other apps note may hold answers."""

    search_fields = ["object_repr", "changes", "actor__name", "actor__email"]
    list_filter = ["action"]

    def get_queryset(self, request):
        return super().get_queryset(request).filter(content_type__app_label="municipalities")
