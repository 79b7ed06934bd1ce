"""Every address of the platform."""

from django.contrib import admin
from django.urls import include, path

from partnership import views

urlpatterns = [
    path("", views.home, name="home"),
    path("soeg/", views.search, name="search"),
    path("udbakke/", views.outbox_list, name="outbox_list"),
    path("udbakke/<int:pk>/", views.outbox_show, name="outbox_show"),
    path("udbakke/<int:pk>/send-igen/", views.outbox_resend, name="outbox_resend"),
    path("tilgaengelighed/", views.accessibility_statement, name="accessibility_statement"),
    path("was/", views.was, name="was"),
    path("livez", views.livez, name="livez"),
    path("readyz", views.readyz, name="readyz"),
    path("metrics", views.metrics, name="metrics"),
    path("konto/", include("municipalities.signin_urls")),
    path("administration/", admin.site.urls),
    path("", include("municipalities.urls")),
    path("", include("vignettes.urls")),
    path("", include("reports.urls")),
    path("", include("meetings.urls")),
    path("", include("businesscases.urls")),
]

handler400 = "partnership.errors.bad_request"
handler403 = "partnership.errors.permission_denied"
handler404 = "partnership.errors.not_found"
handler500 = "partnership.errors.server_error"
