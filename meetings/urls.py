from django.urls import path

from meetings import views

app_name = "meetings"
urlpatterns = [
    path("moeder/", views.meeting_list, name="meeting_list"),
]
