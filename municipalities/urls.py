from django.urls import path

from municipalities.views import account, invitations, municipalities, partnerships, people, plans, seats

app_name = "municipalities"
urlpatterns = [
    path("konto/", account.account_show, name="account_show"),
    path("konto/navn/", account.account_edit, name="account_edit"),
    path("partnerskaber/", partnerships.partnership_list, name="partnership_list"),
    path("partnerskaber/nyt/", partnerships.partnership_create, name="partnership_create"),
    path("partnerskaber/<int:pk>/", partnerships.partnership_show, name="partnership_show"),
    path("partnerskaber/<int:pk>/rediger/", partnerships.partnership_edit, name="partnership_edit"),
    path("partnerskaber/<int:pk>/tilmeld/", partnerships.participation_enrol, name="participation_enrol"),
    path("deltagelser/<int:pk>/udmeld/", partnerships.participation_withdraw, name="participation_withdraw"),
    path("deltagelser/<int:pk>/navn/", partnerships.participation_name, name="participation_name"),
    path("deltagelser/<int:pk>/genoptag/", partnerships.participation_reinstate, name="participation_reinstate"),
    path("partnerskaber/<int:pk>/faser/ny/", plans.phase_create, name="phase_create"),
    path("faser/<int:pk>/rediger/", plans.phase_edit, name="phase_edit"),
    path("faser/<int:pk>/slet/", plans.phase_delete, name="phase_delete"),
    path("partnerskaber/<int:pk>/grupper/ny/", plans.group_create, name="group_create"),
    path("grupper/<int:pk>/rediger/", plans.group_edit, name="group_edit"),
    path("grupper/<int:group_pk>/deltagelser/<int:participation_pk>/", seats.seat_list, name="seat_list"),
    path("grupper/<int:group_pk>/deltagelser/<int:participation_pk>/ny/", seats.seat_give, name="seat_give"),
    path(
        "grupper/<int:group_pk>/deltagelser/<int:participation_pk>/kontaktperson/",
        seats.contact_transfer,
        name="contact_transfer",
    ),
    path("pladser/<int:pk>/afslut/", seats.seat_end, name="seat_end"),
    path("kommuner/", municipalities.municipality_list, name="municipality_list"),
    path("kommuner/<slug:code>/", municipalities.municipality_show, name="municipality_show"),
    path("personer/", people.person_list, name="person_list"),
    path("personer/inviter/", invitations.person_invite, name="person_invite"),
    path("personer/<int:pk>/", people.person_show, name="person_show"),
    path("personer/<int:pk>/rediger/", people.person_edit, name="person_edit"),
    path("personer/<int:pk>/roller/ny/", people.role_give, name="role_give"),
    path("personer/<int:pk>/deaktiver/", people.person_deactivate, name="person_deactivate"),
    path("personer/<int:pk>/genaktiver/", people.person_reactivate, name="person_reactivate"),
    path("roller/<int:pk>/afslut/", people.role_end, name="role_end"),
    path("invitationer/", invitations.invitation_list, name="invitation_list"),
    path("invitationer/<int:pk>/send-igen/", invitations.invitation_resend, name="invitation_resend"),
    path("invitationer/<int:pk>/traek-tilbage/", invitations.invitation_revoke, name="invitation_revoke"),
    path("invitation/<str:token>/", invitations.invitation_accept, name="invitation_accept"),
]
