from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("rapporter/", views.report_list, name="report_list"),
    path("rapporter/undersoegelse/<int:survey_pk>/", views.report_overview, name="report_overview"),
    path("rapporter/undersoegelse/<int:survey_pk>/fremdrift/", views.report_progress, name="report_progress"),
    path("rapporter/undersoegelse/<int:survey_pk>/lav/", views.report_make, name="report_make"),
    path("rapporter/<int:pk>/", views.report_show, name="report_show"),
    path("rapporter/<int:pk>/hent/", views.report_download, name="report_download"),
    path("rapporter/<int:pk>/igen/", views.report_retry, name="report_retry"),
    path("rapporter/<int:pk>/udgiv/", views.report_publish, name="report_publish"),
    path("rapporter/<int:report_pk>/anbefalinger/ny/", views.recommendation_create, name="recommendation_create"),
    path("rapporter/<int:report_pk>/anbefalinger/<int:pk>/", views.recommendation_edit, name="recommendation_edit"),
    path(
        "rapporter/<int:report_pk>/anbefalinger/<int:pk>/slet/",
        views.recommendation_delete,
        name="recommendation_delete",
    ),
]
