from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("rapporter/", views.report_list, name="report_list"),
    path("rapporter/undersoegelse/<int:survey_pk>/", views.report_overview, name="report_overview"),
    path("rapporter/undersoegelse/<int:survey_pk>/fremdrift/", views.report_progress, name="report_progress"),
    path("rapporter/undersoegelse/<int:survey_pk>/lav/", views.report_make, name="report_make"),
    path("rapporter/undersoegelse/<int:survey_pk>/stop/", views.report_stop, name="report_stop"),
    path("rapporter/<int:pk>/", views.report_show, name="report_show"),
    path("rapporter/<int:pk>/svar/", views.answers_select, name="answers_select"),
    path("rapporter/<int:pk>/hent/", views.report_download, name="report_download"),
    path("rapporter/<int:pk>/hent/kortudgave/", views.short_download, name="short_download"),
    path("rapporter/<int:pk>/hent/tabeller/", views.tables_download, name="tables_download"),
    path("rapporter/<int:pk>/igen/", views.report_retry, name="report_retry"),
    path("rapporter/<int:pk>/udgiv/", views.report_publish, name="report_publish"),
    path("rapporter/<int:report_pk>/anbefalinger/ny/", views.recommendation_create, name="recommendation_create"),
    path("rapporter/<int:report_pk>/anbefalinger/<int:pk>/", views.recommendation_edit, name="recommendation_edit"),
    path(
        "rapporter/<int:report_pk>/anbefalinger/<int:pk>/slet/",
        views.recommendation_delete,
        name="recommendation_delete",
    ),
    path("rapporter/undersoegelse/<int:survey_pk>/gennemgang/", views.review_overview, name="review_overview"),
    path(
        "rapporter/undersoegelse/<int:survey_pk>/gennemgang/personer/",
        views.review_assign_all,
        name="review_assign_all",
    ),
    path("rapporter/undersoegelse/<int:survey_pk>/gennemgang/skridt/", views.review_batch, name="review_batch"),
    path("rapporter/<int:report_pk>/arbejde/", views.workspace_show, name="workspace_show"),
    path("rapporter/<int:report_pk>/arbejde/opdater/", views.draft_refresh, name="draft_refresh"),
    path("rapporter/<int:report_pk>/arbejde/tilstand/", views.draft_state, name="draft_state"),
    path("rapporter/<int:report_pk>/arbejde/<str:section>/", views.text_edit, name="text_edit"),
    path("rapporter/<int:report_pk>/arbejde/<str:section>/bekraeft/", views.text_confirm, name="text_confirm"),
    path("rapporter/<int:report_pk>/arbejde/<str:section>/nulstil/", views.text_reset, name="text_reset"),
    path("rapporter/<int:report_pk>/arbejde/<str:section>/kommentar/", views.comment_write, name="comment_write"),
    path("rapporter/<int:report_pk>/kommentarer/<int:pk>/loest/", views.comment_resolve, name="comment_resolve"),
    path("rapporter/<int:report_pk>/forslag/", views.proposal_list, name="proposal_list"),
    path("rapporter/<int:report_pk>/gennemgang/", views.review_assign, name="review_assign"),
    path("rapporter/<int:report_pk>/gennemgang/overdrag/", views.review_hand_over, name="review_hand_over"),
    path("rapporter/<int:report_pk>/gennemgang/godkend/", views.review_approve, name="review_approve"),
    path("rapporter/<int:report_pk>/gennemgang/send-tilbage/", views.review_return, name="review_return"),
    path("rapporter/<int:pk>/sammenlign/", views.report_compare, name="report_compare"),
    path("rapporter/<int:pk>/traek-tilbage/", views.report_withdraw, name="report_withdraw"),
]
