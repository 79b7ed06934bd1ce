"""Configuration of the project as an app, and of Django admin."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig


class PartnershipConfig(AppConfig):
    name = "partnership"


class AdminConfig(DjangoAdminConfig):
    default_site = "partnership.admin.AdminSite"
