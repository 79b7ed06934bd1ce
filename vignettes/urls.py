from django.urls import path

from vignettes import views

app_name = "vignettes"
urlpatterns = [
    path("undersoegelser/", views.survey_list, name="survey_list"),
]
