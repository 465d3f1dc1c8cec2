from allauth.account import views as allauth
from django.urls import path

from hearth.members.even_work import even_work
from hearth.members.views import display, first_administrator, join, photo, settings
from hearth.members.views.still_you import ask, still_you

app_name = "members"
urlpatterns = [
    path("join/", join.name, name="join"),
    path("join/about/", join.about, name="join-about"),
    path("join/privacy/", join.privacy, name="join-privacy"),
    path("join/code/", join.code, name="join-code"),
    path("join/code/new/", join.code_again, name="join-code-again"),
    path("join/later/", join.refused, name="join-refused"),
    path("welcome/<str:token>/", first_administrator.show, name="first-administrator"),
    path("display/", display.display, name="display"),
    path("language/", display.language, name="language"),
    path("settings/", settings.profile, name="settings"),
    path("settings/privacy/", settings.privacy, name="settings-privacy"),
    path("settings/situation/", settings.situation, name="settings-situation"),
    path("settings/situation/withdrawal/", settings.withdraw_situation, name="situation-withdrawal"),
    path("settings/signing-in/", settings.signing_in, name="settings-signing-in"),
    # What others see of me.
    path("settings/photo/", photo.edit, name="settings-photo"),
    path("settings/photo/removal/", photo.remove, name="photo-removal"),
    path("people/<id:member_id>/photo/<slug:key>/<slug:size>/", photo.show, name="photo"),
    path("sign-in/again/code/", ask, name="still-you"),
    path("rules/agreement/", settings.agree_to_rules, name="rules-agreement"),
]

# What of allauth is open to people; the names are the ones it looks for itself.
account_urlpatterns = [
    path("sign-in/", even_work(allauth.login), name="account_login"),
    path("sign-out/", allauth.logout, name="account_logout"),
    path("sign-in/code/", even_work(allauth.request_login_code), name="account_request_login_code"),
    path(
        "sign-in/code/confirm/",
        even_work(allauth.confirm_login_code),
        name="account_confirm_login_code",
    ),
    path("sign-in/again/", allauth.reauthenticate, name="account_reauthenticate"),
    path("sign-in/inactive/", allauth.account_inactive, name="account_inactive"),
    path("password/reset/", even_work(allauth.password_reset), name="account_reset_password"),
    path(
        "password/reset/confirm/",
        even_work(allauth.confirm_password_reset_code),
        name="account_confirm_password_reset_code",
    ),
    path("password/reset/complete/", allauth.complete_password_reset, name="account_complete_password_reset"),
    path("password/reset/done/", allauth.password_reset_from_key_done, name="account_password_reset_completed"),
    path("settings/password/", allauth.password_change, name="account_change_password"),
    path("settings/password/set/", still_you(allauth.password_set), name="account_set_password"),
    path("settings/email/", still_you(allauth.email), name="account_email"),
    path("settings/email/confirm/", allauth.email_verification_sent, name="account_email_verification_sent"),
    path("join/", join.name, name="account_signup"),
]
