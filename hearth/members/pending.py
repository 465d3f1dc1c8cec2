"""What waits in a session for its second half: a sign-in for a code or the second step, a new password for its code.

It leans on the account as it was when it began. What ends sessions ends it too: a new password, a new address, "sign
out everywhere", a suspension.
"""

from typing import Any, Final

from allauth.account.internal.flows.login import clear_authentication_records
from allauth.account.internal.flows.password_reset_by_code import PASSWORD_RESET_VERIFICATION_SESSION_KEY
from allauth.account.internal.stagekit import LOGIN_SESSION_KEY
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from hearth.members.models import Account

KEY: Final = "leans_on"
SIGN_IN: Final = LOGIN_SESSION_KEY
RESET: Final = PASSWORD_RESET_VERIFICATION_SESSION_KEY
NOBODY: Final[list[Any]] = [0, ""]


def lean(request: HttpRequest, what: str, account: Account | None) -> None:
    """Note that `what` waits, and leans on `account` as it is now; None stands for an address that nobody has."""
    held = [account.pk, account.get_session_auth_hash()] if account else NOBODY
    request.session[KEY] = request.session.get(KEY, {}) | {what: held}


def stands(request: HttpRequest, what: str, account: Account) -> bool:
    """Say whether `what` waits and leans on `account` as it is."""
    return _is_as_noted(_noted(request, what), account)


def has_fallen(request: HttpRequest, what: str, account: Account) -> bool:
    """Say whether `what` waits and leans on `account` as it is no more."""
    noted = _noted(request, what)
    return bool(noted[0] == account.pk) and not _is_as_noted(noted, account)


def forget(request: HttpRequest, what: str) -> None:
    """Forget what `what` leans on: it waits no more."""
    leaning = request.session.pop(KEY, {})
    if left := {name: noted for name, noted in leaning.items() if name != what}:
        request.session[KEY] = left


def end_what_fell(request: HttpRequest) -> None:
    """End what waits and leans on an account that has changed or gone; the same work where it leans on nobody."""
    leaning = request.session.get(KEY)
    if not leaning:
        return
    accounts = Account.objects.in_bulk({pk for pk, _hash in leaning.values()})
    for what, noted in leaning.items():
        if noted != NOBODY and not _is_as_noted(noted, accounts.get(noted[0])):
            request.session.pop(what, None)
            clear_authentication_records(request)
            forget(request, what)


def _noted(request: HttpRequest, what: str) -> list[Any]:
    noted: list[Any] = request.session.get(KEY, {}).get(what, NOBODY)
    return noted


def _is_as_noted(noted: list[Any], account: Account | None) -> bool:
    pk, held = noted
    return account is not None and pk == account.pk and constant_time_compare(held, account.get_session_auth_hash())
