from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("rapporter/", views.report_list, name="report_list"),
]
