from django.urls import path

from businesscases.models import Step
from businesscases.views import cases, lines, one_line, prices, results, scenarios, steps

app_name = "businesscases"
urlpatterns = [
    path("businesscases/", cases.case_list, name="case_list"),
    path("businesscases/ny/", cases.case_create, name="case_create"),
    path("businesscases/<int:pk>/", cases.case_show, name="case_show"),
    path(f"businesscases/<int:pk>/{Step.PROBLEM}/", steps.case_problem, name="case_problem"),
    path(f"businesscases/<int:pk>/{Step.INTERVENTION}/", steps.case_intervention, name="case_intervention"),
    path(f"businesscases/<int:pk>/{Step.BASIS}/", steps.case_basis, name="case_basis"),
    path(f"businesscases/<int:pk>/{Step.UNCERTAINTY}/", results.case_uncertainty, name="case_uncertainty"),
    path(f"businesscases/<int:pk>/{Step.RESULT}/", results.case_result, name="case_result"),
    path("businesscases/<int:pk>/scenarier/nyt/", scenarios.scenario_create, name="scenario_create"),
    path("businesscases/scenarier/<int:pk>/rediger/", scenarios.scenario_edit, name="scenario_edit"),
    path("businesscases/scenarier/<int:pk>/slet/", scenarios.scenario_delete, name="scenario_delete"),
    path(f"businesscases/<int:pk>/{Step.PROPOSAL}/", steps.case_proposal, name="case_proposal"),
    path(f"businesscases/<int:pk>/{Step.COSTS}/", lines.line_costs, name="line_costs"),
    path(f"businesscases/<int:pk>/{Step.CONSEQUENCES}/", lines.line_consequences, name="line_consequences"),
    path(f"businesscases/<int:pk>/{Step.PURSES}/", lines.line_purses, name="line_purses"),
    path("businesscases/<int:pk>/linjer/gem/", lines.line_save, name="line_save"),
    path("businesscases/<int:pk>/linjer/resultat/", lines.line_panel, name="line_panel"),
    path("businesscases/<int:pk>/linjer/ny/", one_line.line_create, name="line_create"),
    path("businesscases/<int:pk>/linjer/<uuid:key>/", one_line.line_edit, name="line_edit"),
    path("businesscases/<int:pk>/linjer/<uuid:key>/slet/", one_line.line_delete, name="line_delete"),
    path("priser/", prices.price_list, name="price_list"),
]
