"""Configuration of the project as an app, of Django admin, of the audit trail and of the static files."""

from importlib import import_module

from auditlog.apps import AuditlogConfig as TheirAuditlogConfig
from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig
from django.contrib.staticfiles.apps import StaticFilesConfig as DjangoStaticFilesConfig
from django.utils.translation import gettext_lazy as _


class PartnershipConfig(AppConfig):
    name = "partnership"

    def ready(self):
        """Registering happens on import, which needs the settings."""
        import_module("partnership.checks")


class AdminConfig(DjangoAdminConfig):
    default_site = "partnership.admin.AdminSite"


class AuditlogConfig(TheirAuditlogConfig):
    """The library speaks no Danish."""

    verbose_name = _("Audit trail")


class StaticFilesConfig(DjangoStaticFilesConfig):
    """Of the npm packages only what a browser asks for: hashing and compressing the rest takes two minutes."""

    ignore_patterns = [
        *DjangoStaticFilesConfig.ignore_patterns,
        *("scss", "split", "otf", "dkfds.css", "dkfds.js", "dkfds-*", "logo-borgerdk.svg", "logo_virk.svg"),
        *("*-Thin*", "*-ExtraLight*", "*-Light*", "*-Text*", "*.md", "*.gz"),
        *("ext", "htmx.js", "htmx.amd.js", "htmx.cjs.js", "htmx.esm.*"),
    ]
