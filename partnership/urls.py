"""Every address of the platform."""

from django.contrib import admin
from django.urls import include, path

from partnership import personal_views, views

urlpatterns = [
    path("", views.home, name="home"),
    path("soeg/", views.search, name="search"),
    path("udbakke/", views.outbox_list, name="outbox_list"),
    path("udbakke/<int:pk>/", views.outbox_show, name="outbox_show"),
    path("udbakke/<int:pk>/send-igen/", views.outbox_resend, name="outbox_resend"),
    path("konto/mine-oplysninger/", personal_views.personal_show, name="personal_show"),
    path("konto/mine-oplysninger/hent/", personal_views.personal_download, name="personal_download"),
    path("konto/mine-oplysninger/slet/", personal_views.personal_erase, name="personal_erase"),
    path("personoplysninger/", personal_views.request_find, name="request_find"),
    path("personoplysninger/hent/", personal_views.request_copy, name="request_copy"),
    path("personoplysninger/slet/", personal_views.request_erase, name="request_erase"),
    path("tilgaengelighed/", views.accessibility_statement, name="accessibility_statement"),
    path("was/", views.was, name="was"),
    path("livez", views.livez, name="livez"),
    path("readyz", views.readyz, name="readyz"),
    path("metrics", views.metrics, name="metrics"),
    path("", include("vignettes.urls")),
    path("konto/", include("municipalities.signin_urls")),
    path("administration/", admin.site.urls),
    path("", include("municipalities.urls")),
    path("", include("reports.urls")),
    path("", include("meetings.urls")),
    path("", include("businesscases.urls")),
]

handler400 = "partnership.errors.bad_request"
handler403 = "partnership.errors.permission_denied"
handler404 = "partnership.errors.not_found"
handler500 = "partnership.errors.server_error"
