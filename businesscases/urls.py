from django.urls import path

from businesscases import views

app_name = "businesscases"
urlpatterns = [
    path("businesscases/", views.case_list, name="case_list"),
    path("businesscases/ny/", views.case_create, name="case_create"),
    path("businesscases/<int:pk>/", views.case_show, name="case_show"),
    path("businesscases/<int:pk>/rediger/", views.case_edit, name="case_edit"),
    path("priser/", views.price_list, name="price_list"),
]
