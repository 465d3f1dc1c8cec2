from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import EmailAddress
from allauth.core import context as asked
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hearth.core import mail
from hearth.members import pending
from hearth.members.limits import forget_tries, may_write_to, take_try
from hearth.members.models import Account
from hearth.members.ports import tell_reached
from hearth.members.views.suspended import remember

OUR_NAMES = {"account_already_exists": "already_here"}
WAYS_TO_ASK = {
    "reauthenticate": _("With your password"),
    "mfa_reauthenticate": _("With a code from your app"),
    "mfa_reauthenticate:webauthn": _("With a passkey"),
}
CODES = {"login_code", "password_reset_code", "email_confirmation"}
ASKED_FOR = CODES | {"unknown_account", "already_here"}  # mail that anybody may have sent to an address
CONFIRM_ADDRESS = "allauth.account.stages.EmailVerificationStage"
ADMISSION = "hearth.members.stages.AdmissionStage"


class AccountAdapter(DefaultAccountAdapter):
    """Where allauth asks the house: mail in our own words, our own way in."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _(
            "This address and this password do not go together. Check both, or ask for a code."
        ),
        "enter_current_password": _("This is not your password. Try once more."),
        "incorrect_password": _("This is not your password. Try once more."),
        "incorrect_code": _("This is not the code, or it is too old. Look again, or ask for a new one."),
        "rate_limited": _("There were many tries in a short time. Wait a few minutes, then try again."),
        "too_many_login_attempts": _(
            "There were many tries in a short time. Ask for a new code, or wait a few minutes."
        ),
        "same_as_current": _("This is what it is already. Write the new one."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People join through our three steps only."""
        return False

    def clean_email(self, email: str) -> str:
        return super().clean_email(email).lower()

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send allauth's mails through the outbox, in the language of the account, else of the page.

        Beyond what an address may be sent, nothing goes, and nobody is told: not even that it was too many.
        """
        name = template_prefix.rsplit("/", 1)[-1]
        name = OUR_NAMES.get(name, name)
        if name in ASKED_FOR and not may_write_to(asked.request, email):
            return
        account = context.get("user") or Account.objects.filter(email=email).first()
        language = (account.language if account else "") or get_language() or "en"
        expires_at = timezone.now() + timedelta(minutes=15) if name in CODES else None
        given = {"code": context.get("code", "")}
        mail.send(f"members/mail/{name}.html", to=email, language=language, context=given, expires_at=expires_at)

    def respond_user_inactive(self, request: HttpRequest, user: Account) -> HttpResponse:
        """Lead somebody who proved who they are, and may not come in, to the page that says why."""
        remember(request, user)
        return super().respond_user_inactive(request, user)

    def get_login_stages(self) -> list[str]:
        """Return what a sign-in goes through.

        No address is confirmed on the way: every account has a proven one, and another would become the account's.
        """
        return [*(stage for stage in super().get_login_stages() if stage != CONFIRM_ADDRESS), ADMISSION]

    def pre_login(self, request: HttpRequest, user: Account, *, email: str | None, **hooks: Any) -> HttpResponse | None:
        """Begin a sign-in: by the address that is the account's now, and leaning on the account as it is now."""
        if (email and email.lower() != user.email) or pending.has_fallen(request, pending.SIGN_IN, user):
            clear_login(request)
            return redirect("account_login")
        pending.lean(request, pending.SIGN_IN, user)
        return None

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count tries by network, and by address there: from elsewhere the owner still gets in (docs/adr/0005)."""
        self._login_failed_rl_usage = take_try(request, credentials.get("email", ""))
        if not self._login_failed_rl_usage:
            raise self.validation_error("too_many_login_attempts")

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        forget_tries(request, credentials["email"])

    def get_reauthentication_methods(self, user: Account) -> list[dict[str, Any]]:
        """Return how `user` may show that it is still them, the first one to be asked for.

        A code by e-mail is as good as a password, which another such code replaces; beside an app it would be weaker.
        """
        if not user.is_authenticated:
            return []
        has_app = is_mfa_enabled(user, [Authenticator.Type.TOTP])
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        methods = [each for each in methods if has_app or each["id"] != "mfa_reauthenticate"]
        methods = [each | {"description": WAYS_TO_ASK[each["id"]]} for each in methods]
        if has_app:
            return methods
        return [
            *methods,
            {"id": "code", "description": _("With a code by email"), "url": reverse("members:still-you")},
        ]

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Confirm a new address. The address is part of what a session is tied to, so every other session ends."""
        confirmed: bool = super().confirm_email(request, email_address)
        if confirmed:
            tell_reached(email_address.email)
        if confirmed and request.user.is_authenticated:
            request.user.refresh_from_db()
            update_session_auth_hash(request, request.user)
        return confirmed
