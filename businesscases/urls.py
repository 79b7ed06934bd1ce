from django.urls import path

from businesscases.models import Step
from businesscases.views import cases, prices, steps

app_name = "businesscases"
urlpatterns = [
    path("businesscases/", cases.case_list, name="case_list"),
    path("businesscases/ny/", cases.case_create, name="case_create"),
    path("businesscases/<int:pk>/", cases.case_show, name="case_show"),
    path(f"businesscases/<int:pk>/{Step.PROBLEM}/", steps.case_problem, name="case_problem"),
    path(f"businesscases/<int:pk>/{Step.INTERVENTION}/", steps.case_intervention, name="case_intervention"),
    path(f"businesscases/<int:pk>/{Step.BASIS}/", steps.case_basis, name="case_basis"),
    path(f"businesscases/<int:pk>/{Step.PROPOSAL}/", steps.case_proposal, name="case_proposal"),
    path("priser/", prices.price_list, name="price_list"),
]
