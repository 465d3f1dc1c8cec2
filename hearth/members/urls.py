from importlib import import_module

from allauth.account import views as allauth
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from django.conf import settings as site
from django.urls import URLPattern, URLResolver, include, path

from hearth.members.even_work import even_work
from hearth.members.outside import OPENID
from hearth.members.views import (
    around,
    codes,
    devices,
    display,
    exports,
    first_administrator,
    interests,
    join,
    leaving,
    names,
    outside,
    passkeys,
    photo,
    proposals,
    resolutions,
    second_step,
    settings,
    situation,
    staff,
    staff_acts,
    staff_topics,
    staff_verifications,
    suspended,
    verification,
)
from hearth.members.views.outside import all_lead_outside, leads_outside
from hearth.members.views.still_you import ask, still_you, still_you_where_allauth_does_not_ask

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
    path("settings/passkeys/new/", passkeys.add, name="passkey-add"),
    path("settings/passkeys/<slug:key>/", passkeys.edit, name="passkey"),
    path("settings/devices/end/", devices.end_all, name="devices-end"),
    path("settings/devices/<id:device_id>/end/", devices.end, name="device-end"),
    path("settings/outside/<slug:provider_id>/", outside.manage, name="outside"),
    # What others see of me.
    path("settings/photo/", photo.edit, name="settings-photo"),
    path("settings/photo/removal/", photo.remove, name="photo-removal"),
    path("people/<id:member_id>/photo/<slug:key>/<slug:size>/", photo.show, name="photo"),
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
    path("topic-proposals/", proposals.show, name="topic-proposals"),
    path("topics/<slug:slug>/follow/", around.topic, name="topic-follow"),
    # My names; the badge of a clinician; the staff's side.
    path("settings/names/", names.show, name="settings-names"),
    path("settings/verification/", verification.show, name="settings-verification"),
    path("settings/verification/withdrawal/", verification.take_back, name="verification-withdrawal"),
    path("staff/", staff.index, name="staff"),
    path("staff/people/", staff.people, name="staff-people"),
    path("staff/people/<id:member_id>/", staff.person, name="staff-person"),
    path("staff/people/<id:member_id>/<slug:act>/", staff_acts.act, name="staff-act"),
    path("staff/resolutions/", resolutions.index, name="staff-resolutions"),
    path("staff/resolutions/<id:resolution_id>/", resolutions.show, name="staff-resolution"),
    path("staff/resolutions/<id:resolution_id>/confirmation/", resolutions.confirm, name="staff-confirmation"),
    path("staff/resolutions/<id:resolution_id>/answer/", resolutions.answer, name="staff-answer"),
    path("staff/verifications/", staff_verifications.index, name="staff-verifications"),
    path("staff/verifications/<id:verification_id>/", staff_verifications.show, name="staff-verification"),
    path("staff/verifications/<id:verification_id>/evidence/", staff_verifications.evidence, name="staff-evidence"),
    path("staff/topics/", staff_topics.index, name="staff-topics"),
    path("staff/topics/proposals/<id:proposal_id>/", staff_topics.proposal, name="staff-proposal"),
    path("staff/topics/<slug:slug>/", staff_topics.topic, name="staff-topic"),
    path("staff/topics/<slug:slug>/<slug:act>/", staff_topics.act, name="staff-topic-act"),
    path("staff/accounts/", staff.accounts, name="staff-accounts"),
    path("staff/log/", staff.log, name="staff-log"),
]

# What of allauth is open to people; the names are the ones it looks for itself.
account_urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in/", leads_outside(even_work(allauth.login)), name="account_login"),
    path("sign-out/", allauth.logout, name="account_logout"),
    path("sign-in/code/", even_work(codes.AskForCode.as_view()), name="account_request_login_code"),
    path(
        "sign-in/code/confirm/",
        even_work(allauth.confirm_login_code),
        name="account_confirm_login_code",
    ),
    path("sign-in/again/", allauth.reauthenticate, name="account_reauthenticate"),
    path("sign-in/inactive/", suspended.show, name="account_inactive"),
    path("password/reset/", even_work(codes.AskForReset.as_view()), name="account_reset_password"),
    path(
        "password/reset/confirm/",
        even_work(codes.ConfirmReset.as_view()),
        name="account_confirm_password_reset_code",
    ),
    path("password/reset/complete/", allauth.complete_password_reset, name="account_complete_password_reset"),
    path("password/reset/done/", allauth.password_reset_from_key_done, name="account_password_reset_completed"),
    path("settings/password/", allauth.password_change, name="account_change_password"),
    path("settings/password/set/", still_you(allauth.password_set), name="account_set_password"),
    path("settings/email/", still_you_where_allauth_does_not_ask(allauth.email), name="account_email"),
    path("settings/email/confirm/", allauth.email_verification_sent, name="account_email_verification_sent"),
    path("join/", join.name, name="account_signup"),
    # Passkeys, the second step, recovery codes.
    path("sign-in/passkey/", even_work(webauthn.login_webauthn), name="mfa_login_webauthn"),
    path("sign-in/second-step/", mfa.authenticate, name="mfa_authenticate"),
    path("sign-in/again/app/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("sign-in/again/passkey/", passkeys.ask_again, name="mfa_reauthenticate_webauthn"),
    path("settings/signing-in/", settings.signing_in, name="mfa_index"),
    path("settings/second-step/", still_you(app.activate_totp), name="mfa_activate_totp"),
    path("settings/second-step/off/", still_you(second_step.SwitchOff.as_view()), name="mfa_deactivate_totp"),
    path("settings/second-step/codes/", still_you(recovery_codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "settings/second-step/codes/new/",
        still_you(recovery_codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    # Outside providers: OpenID Connect always has its addresses, others only where the host named them.
    path("sign-in/with/<slug:provider_id>/", outside.enter, name=f"{OPENID}_login"),
    path("sign-in/with/<slug:provider_id>/back/", outside.come_back, name=f"{OPENID}_callback"),
    path("sign-in/cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
    *(
        path("sign-in/from/", include(list(all_lead_outside(import_module(f"{provider.app}.urls").urlpatterns))))
        for provider in site.OUTSIDE_PROVIDERS
        if provider.kind != OPENID
    ),
]
