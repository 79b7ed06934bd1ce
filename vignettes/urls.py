from django.urls import path

from vignettes.views import answering, autosave, exports, reminders, responses, surveys

app_name = "vignettes"
RESPONSE = "undersoegelser/<int:survey_pk>/deltagelser/<int:participation_pk>/"
urlpatterns = [
    path("undersoegelser/", surveys.survey_list, name="survey_list"),
    path("undersoegelser/<int:pk>/", surveys.survey_show, name="survey_show"),
    path("undersoegelser/<int:survey_pk>/eksport/", exports.export_list, name="export_list"),
    path("undersoegelser/<int:survey_pk>/eksport/status/", exports.export_progress, name="export_progress"),
    path("undersoegelser/<int:survey_pk>/eksport/ny/", exports.export_create, name="export_create"),
    path("eksport/<int:pk>/hent/", exports.export_download, name="export_download"),
    path("eksport/<int:pk>/proev-igen/", exports.export_retry, name="export_retry"),
    path("eksport/<int:pk>/slet/", exports.export_delete, name="export_delete"),
    path(RESPONSE, responses.response_show, name="response_show"),
    path(f"{RESPONSE}inviter/", responses.respondent_invite, name="respondent_invite"),
    path(f"{RESPONSE}indsend/", responses.response_submit, name="response_submit"),
    path(f"{RESPONSE}genaabn/", responses.response_reopen, name="response_reopen"),
    path(f"{RESPONSE}paamind/", reminders.response_remind, name="response_remind"),
    path("undersoegelser/<int:survey_pk>/paamindelser/", reminders.reminder_list, name="reminder_list"),
    path("undersoegelser/<int:survey_pk>/paamindelser/ny/", reminders.reminder_create, name="reminder_create"),
    path("paamindelser/<int:pk>/", reminders.reminder_show, name="reminder_show"),
    path("paamindelser/<int:pk>/rediger/", reminders.reminder_edit, name="reminder_edit"),
    path("paamindelser/<int:pk>/slet/", reminders.reminder_delete, name="reminder_delete"),
    path("paamindelser/<int:pk>/proeve/", reminders.reminder_test, name="reminder_test"),
    path("besvarere/<int:pk>/nyt-link/", responses.respondent_resend, name="respondent_resend"),
    path("besvarere/<int:pk>/traek-tilbage/", responses.respondent_revoke, name="respondent_revoke"),
    path("undersoegelser/<int:pk>/besvar/", answering.survey_answer, name="survey_answer"),
    path("b/<str:token>/", answering.answer_welcome, name="answer_welcome"),
    path("besvar/", answering.answer_resume, name="answer_resume"),
    path("besvar/om-dig/", answering.answer_background, name="answer_background"),
    path("besvar/sag/<int:number>/", answering.answer_vignette, name="answer_vignette"),
    path("besvar/gennemse/", answering.answer_review, name="answer_review"),
    path("besvar/send/", answering.answer_submit, name="answer_submit"),
    path("besvar/kvittering/", answering.answer_receipt, name="answer_receipt"),
    path("besvar/laes/", answering.answer_read, name="answer_read"),
    path("besvar/pause/", answering.answer_leave, name="answer_leave"),
    path("besvar/gem/", autosave.answer_save, name="answer_save"),
    path("besvar/status/", autosave.answer_session, name="answer_session"),
]
