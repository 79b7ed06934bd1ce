"""The addresses of others' making, each with the reason why it needs no line in the table of roles."""

# Open to everybody: whoever comes here has not signed in yet, or comes from elsewhere.
OPEN = {
    "account_login": "where one signs in",
    "account_logout": "ends a session, also one that has expired or waits for its second step",
    "account_inactive": "tells a deactivated person why the door is closed; no data",
    "account_confirm_email": "the key from the mail is the credential",
    "account_reset_password": "who forgot the password cannot sign in; answers strangers alike",
    "account_reset_password_done": "says that a mail may be on its way; no data",
    "account_reset_password_from_key": "the key from the mail is the credential",
    "account_reset_password_from_key_done": "says that the password is changed; no data",
    "mfa_authenticate": "the second step of a log-in; needs the first in the session",
    "mfa_login_webauthn": "log-in with a passkey",
    "socialaccount_login_cancelled": "says that the log-in was broken off; no data",
    "openid_connect_login": "leads to the workplace's log-in",
    "openid_connect_callback": "the workplace's signed answer is the credential",
    "saml_login": "leads to the workplace's log-in",
    "saml_acs": "the workplace's signed answer is the credential",
    "saml_finish_acs": "the workplace's signed answer is the credential",
    "saml_sls": "ends the session when the workplace says so",
    "saml_metadata": "the platform's public keys, which workplaces fetch",
}

# For every signed-in person, about nothing but the own account.
OWN_ACCOUNT = {
    "account_reauthenticate": "asks for the password again",
    "account_change_password": "the own password",
    "account_set_password": "the own password, where the workplace signs in",
    "account_email": "the own address",
    "mfa_index": "the own second step",
    "mfa_reauthenticate": "asks for the second step again",
    "mfa_activate_totp": "the own app",
    "mfa_deactivate_totp": "the own app",
    "mfa_view_recovery_codes": "the own recovery codes",
    "mfa_generate_recovery_codes": "the own recovery codes",
    "mfa_list_webauthn": "leads to the own second step",
    "mfa_add_webauthn": "an own passkey",
    "mfa_reauthenticate_webauthn": "asks for the passkey again",
    "mfa_remove_webauthn": "an own passkey; test_leaks.py tries to remove another's",
    "usersessions_list": "the own sessions",
}

# Django admin opens for administrators alone; the test walks its addresses.
ADMIN = "admin:"
