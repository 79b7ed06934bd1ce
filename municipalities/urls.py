from django.urls import path

from municipalities import views

app_name = "municipalities"
urlpatterns = [
    path("partnerskaber/", views.partnership_list, name="partnership_list"),
    path("personer/", views.person_list, name="person_list"),
]
