"""The addresses of sign-in. Listed one by one, since allauth has pages that this platform does not want: signing up,
several e-mail addresses, telephone numbers, log-in by mailed code."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from allauth.socialaccount.providers.saml import views as saml
from allauth.usersessions import views as sessions
from django.urls import path, re_path
from django.views.generic import RedirectView

from municipalities.views import account as own

RESET = "ny-adgangskode/"
SAML = "sso/saml/<slug:organization_slug>/"
PASSKEYS = "to-trin/adgangsnoegler/"

urlpatterns = [
    path("log-ind/", account.login, name="account_login"),
    path("log-ud/", own.account_logout, name="account_logout"),
    path("lukket/", own.account_inactive, name="account_inactive"),
    path("bekraeft/", account.reauthenticate, name="account_reauthenticate"),
    path("adgangskode/", account.password_change, name="account_change_password"),
    path("adgangskode/vaelg/", account.password_set, name="account_set_password"),
    path("e-mail/", account.email, name="account_email"),
    path("e-mail/<str:key>/", account.confirm_email, name="account_confirm_email"),
    path(RESET, account.password_reset, name="account_reset_password"),
    path(f"{RESET}sendt/", account.password_reset_done, name="account_reset_password_done"),
    path(f"{RESET}faerdig/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        rf"^{RESET}(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("to-trin/", mfa.index, name="mfa_index"),
    path("to-trin/log-ind/", mfa.authenticate, name="mfa_authenticate"),
    path("to-trin/bekraeft/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("to-trin/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("to-trin/app/fjern/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("to-trin/gendannelseskoder/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("to-trin/gendannelseskoder/nye/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    # allauth goes to its list of keys after removing one; ours stands on the page of both steps.
    path(PASSKEYS, RedirectView.as_view(pattern_name="mfa_index"), name="mfa_list_webauthn"),
    path(f"{PASSKEYS}ny/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path(f"{PASSKEYS}log-ind/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path(f"{PASSKEYS}bekraeft/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path(f"{PASSKEYS}<int:pk>/fjern/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("log-ind-steder/", sessions.list_usersessions, name="usersessions_list"),
    path("sso/afbrudt/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("sso/oidc/<slug:provider_id>/", openid_connect.login, name="openid_connect_login"),
    path("sso/oidc/<slug:provider_id>/svar/", openid_connect.callback, name="openid_connect_callback"),
    path(f"{SAML}log-ind/", saml.login, name="saml_login"),
    path(f"{SAML}svar/", saml.acs, name="saml_acs"),
    path(f"{SAML}svar/faerdig/", own.saml_finish_acs, name="saml_finish_acs"),
    path(f"{SAML}log-ud/", own.saml_sls, name="saml_sls"),
    path(f"{SAML}metadata/", saml.metadata, name="saml_metadata"),
]
