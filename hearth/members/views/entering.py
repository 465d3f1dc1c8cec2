"""Signing a person in after we ourselves have made sure who they are."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.http import HttpRequest, HttpResponse

from hearth.members.models import Account


def enter(request: HttpRequest, account: Account, *, to: str = "") -> HttpResponse:
    """Sign `account` in through every stage allauth asks for, and go to the path `to`, else the member's own space."""
    record_authentication(request, account, method="code", email=account.email, reauthenticated=True)
    return perform_login(request, Login(user=account, redirect_url=to or None))
