"""Configuration of the project as an app, of Django admin and of the static files."""

from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig
from django.contrib.staticfiles.apps import StaticFilesConfig as DjangoStaticFilesConfig


class PartnershipConfig(AppConfig):
    name = "partnership"

    def ready(self):
        """Registering happens on import, which needs the settings."""
        import_module("partnership.checks")


class AdminConfig(DjangoAdminConfig):
    default_site = "partnership.admin.AdminSite"


class StaticFilesConfig(DjangoStaticFilesConfig):
    """Of the npm packages only what a browser asks for: hashing and compressing the rest takes two minutes."""

    ignore_patterns = [
        *DjangoStaticFilesConfig.ignore_patterns,
        *("scss", "split", "otf", "dkfds.css", "dkfds.js", "dkfds-*", "logo-borgerdk.svg", "logo_virk.svg"),
        *("*-Thin*", "*-ExtraLight*", "*-Light*", "*-Text*", "*.md", "*.gz"),
        *("ext", "htmx.js", "htmx.amd.js", "htmx.cjs.js", "htmx.esm.*"),
    ]
