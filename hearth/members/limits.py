"""How often one may guess, and have mail sent, counted by network and address together (docs/adr/0005)."""

from allauth.core.internal.ratelimit import RateLimitUsage, clear, consume, get_ip
from django.http import HttpRequest

APP = "allauth.account"


def network_of(request: HttpRequest) -> str:
    """Return the network a request comes from: its address, of IPv6 the prefix that one household or host has."""
    return str(get_ip(request))


def take_try(request: HttpRequest, email: str) -> RateLimitUsage | None:
    """Count one password tried for `email`; return what to roll back when it is right, None when there were too many.

    The actions are our own: allauth's `login_failed` is emptied for a whole network by every second step that succeeds.
    """
    by_network = consume(request, app=APP, action="password")
    by_address = by_network and consume(request, app=APP, action="password_for", key=_pair(request, email))
    if not by_network or not by_address:
        return None
    return RateLimitUsage(usage=[*by_network.usage, *by_address.usage])


def forget_tries(request: HttpRequest, email: str) -> None:
    """Forget the tries for `email` from here, which has a new password; those of the network stay."""
    clear(request, app=APP, action="password_for", key=_pair(request, email))


def may_write_to(request: HttpRequest, email: str) -> bool:
    """Count one more mail that somebody in this network has sent to `email`; say whether it may go.

    First by network and address, then of the address in all, so that no network uses up another's share.
    """
    here = consume(request, app=APP, action="code_mail", key=_pair(request, email))
    return bool(here and consume(request, app=APP, action="code_mail_in_all", key=email.lower()))


def _pair(request: HttpRequest, email: str) -> str:
    return f"{email.lower()} {network_of(request)}"
