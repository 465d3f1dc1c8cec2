from allauth.account import views as allauth
from django.urls import path

from hearth.members.even_work import even_work
from hearth.members.views import (
    around,
    display,
    exports,
    first_administrator,
    interests,
    join,
    leaving,
    settings,
    situation,
)
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
    path("settings/situation/", situation.show, name="settings-situation"),
    path("settings/situation/withdrawal/", situation.withdrawal, name="situation-withdrawal"),
    path("settings/situation/conditions/", situation.new_condition, name="condition-new"),
    path("settings/situation/conditions/<id:condition_id>/", situation.condition, name="condition"),
    path("settings/situation/conditions/<id:condition_id>/removal/", situation.removal, name="condition-removal"),
    path("settings/signing-in/", settings.signing_in, name="settings-signing-in"),
    path("sign-in/again/code/", ask, name="still-you"),
    path("settings/data/", exports.show, name="settings-data"),
    path("settings/data/<id:export_id>/", exports.download, name="export"),
    path("settings/leaving/", leaving.show, name="settings-leaving"),
    path("settings/leaving/choice/", leaving.leave, name="leave"),
    path("goodbye/", leaving.goodbye, name="goodbye"),
    path("come-back/", leaving.come_back, name="come-back"),
    path("rules/agreement/", settings.agree_to_rules, name="rules-agreement"),
    # Around me.
    path("settings/interests/", interests.show, name="settings-interests"),
    path("people/<id:member_id>/follow/", around.follow, name="follow"),
    path("people/<id:member_id>/mute/", around.mute, name="mute"),
    path("people/<id:member_id>/block/", around.block, name="block"),
    path("topics/<slug:slug>/follow/", around.topic, name="topic-follow"),
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
