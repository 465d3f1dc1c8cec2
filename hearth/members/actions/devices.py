"""Where a person is signed in: noting it, and ending it."""

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from hearth.members.browsers import read_browser
from hearth.members.models import Account, Device


@transaction.atomic
def note_device(account: Account, *, session_key: str, user_agent: str) -> None:
    """Keep what kind of device `account` uses the session on, and that it did so today."""
    browser, system = read_browser(user_agent)
    seen = {"account": account, "browser": browser, "system": system, "seen_on": timezone.localdate()}
    Device.objects.update_or_create(session_id=session_key, defaults=seen)


def end_device(account: Account, public_id: str) -> bool:
    """Sign `account` out on one device; say whether there was one."""
    return bool(Session.objects.filter(device__account=account, device__public_id=public_id).delete()[0])


@transaction.atomic
def sign_out_everywhere(account: Account) -> None:
    """End every session of `account`, noted or not. Whoever calls it may keep the present one going."""
    Account.objects.filter(pk=account.pk).update(sign_outs=F("sign_outs") + 1)
    account.refresh_from_db(fields=["sign_outs"])
    Session.objects.filter(device__account=account).delete()
