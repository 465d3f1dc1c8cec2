"""Why somebody who has just proven who they are cannot come in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from hearth.members.models import Account
from hearth.members.queries.own_names import list_suspensions
from hearth.members.queries.people import get_inactive_account

KEY = "not_let_in"
SHOWN_FOR = 900  # seconds: on a shared computer the next person reads nothing


def remember(request: HttpRequest, account: Account) -> None:
    """Note in the session that `account` has just proven who it is, and may read why it is kept out."""
    request.session[KEY] = {"account": account.pk, "at": timezone.now().timestamp()}


def show(request: HttpRequest) -> HttpResponse:
    """Say why and until when; to anybody else, that this account is closed."""
    kept = request.session.get(KEY, {})
    is_fresh = timezone.now().timestamp() - kept.get("at", 0) < SHOWN_FOR
    account = get_inactive_account(kept["account"]) if is_fresh else None
    suspensions = list_suspensions(account) if account else []
    return render(request, "account/account_inactive.html", {"suspensions": suspensions})
