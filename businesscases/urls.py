from django.urls import path

from businesscases.views import cases, prices

app_name = "businesscases"
urlpatterns = [
    path("businesscases/", cases.case_list, name="case_list"),
    path("businesscases/ny/", cases.case_create, name="case_create"),
    path("businesscases/<int:pk>/", cases.case_show, name="case_show"),
    path("businesscases/<int:pk>/rediger/", cases.case_edit, name="case_edit"),
    path("priser/", prices.price_list, name="price_list"),
]
