from django.urls import path

from businesscases import views

app_name = "businesscases"
urlpatterns = [
    path("priser/", views.price_list, name="price_list"),
]
