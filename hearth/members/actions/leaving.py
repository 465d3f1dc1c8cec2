"""How a person goes: closed for others at once, erased after thirty days or as soon as the worker comes to it."""

import json
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from allauth.account.models import EmailAddress
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hearth.core import mail
from hearth.core.erasing import erase_traces
from hearth.core.ids import chance_public_id
from hearth.core.outer_cache import forget_pages
from hearth.core.pieces import piece_by_piece
from hearth.core.refusals import Refusal
from hearth.core.turns import take_turn
from hearth.core.work import owe
from hearth.members import faces
from hearth.members.actions.held_names import hold_name
from hearth.members.actions.verification import take_back_verification
from hearth.members.models import Account, Erasure, HeldName, Kind, Member
from hearth.members.ports import Person, PersonalPart, parts
from hearth.members.queries.leaving import list_ties, may_return

TIME_TO_RETURN: Final = timedelta(days=30)
LETTER_LIFETIME: Final = timedelta(days=3)
LONG_AGO: Final = datetime.fromtimestamp(0, tz=timezone.get_default_timezone())


@transaction.atomic
def close_account(account: Account, *, keep_writing: bool, at_once: bool) -> None:
    """Hide the person from everybody and sign them out everywhere; erase all in thirty days, or now.

    A badge that was asked for is taken back, and its evidence erased: it is for nobody's eyes any more.
    For `account`'s own person only, after asking whether it is still them. Raises Refusal when somebody else has to
    take something over first.
    """
    take_turn("administrators")  # two last administrators must not both be told that there is another
    if binding := list_ties(account).binding:
        raise Refusal(binding[0].words)
    now = timezone.now()
    account.closed_at = now
    account.sign_outs += 1
    account.erase_on = timezone.localdate(now + (timedelta(0) if at_once else TIME_TO_RETURN))
    account.keeps_writing = keep_writing
    account.language = account.language or get_language() or ""
    account.save(update_fields=["closed_at", "sign_outs", "erase_on", "keeps_writing", "language"])
    if member := faces.main_member(account):
        take_back_verification(member)
    forget_pages()
    if at_once:
        _owe_erasure(account)
    else:
        _write_to(account, "account_closed", erase_on=account.erase_on)


@transaction.atomic
def come_back(account: Account) -> None:
    """Open a closed account again, as it was. Raises Refusal when its erasing has begun."""
    fresh = Account.objects.select_for_update().get(pk=account.pk)
    if fresh.closed_at is None:
        return
    if not may_return(fresh):
        raise Refusal(_("Your account is being erased already. You are welcome to join anew."))
    Account.objects.filter(pk=account.pk).update(closed_at=None, erase_on=None)


def begin_erasures() -> int:
    """Owe the erasure of every closed account whose day has come; return how many were new."""
    due = Account.objects.filter(closed_at__isnull=False, erase_on__lte=timezone.localdate())
    begun = 0
    for pk in due.exclude(pk__in=Erasure.objects.filter(account__isnull=False).values("account")).values_list("pk"):
        begun += _begin(pk[0])
    return begun


@transaction.atomic
def _begin(pk: int) -> bool:
    account = Account.objects.select_for_update().filter(pk=pk, closed_at__isnull=False).first()
    if account is None:
        return False
    return _owe_erasure(account)


def _owe_erasure(account: Account) -> bool:
    erasure, is_new = Erasure.objects.get_or_create(account=account)
    if is_new:
        owe([erasure])
    return is_new


def carry_out(erasure: Erasure) -> None:
    """Erase the person `erasure` names, room by room; harmless when it names nobody any more.

    First in small transactions what there may be much of, and nobody reads any more; then all that is left in one.
    """
    if erasure.account_id is None:
        return
    _erase_sessions(erasure.account_id)
    for part in reversed([*parts()]):
        piece_by_piece(partial(_erase_some, erasure.account_id, part))
    with transaction.atomic():
        account = _hold_closed(erasure.account_id)
        if account is not None:
            erase_account(account)


def _erase_some(account_pk: int, part: PersonalPart) -> bool:
    account = _hold_closed(account_pk)
    return account is not None and part.erase_some(faces.person_behind(account), keep_writing=account.keeps_writing)


def _hold_closed(pk: int) -> Account | None:
    return Account.objects.select_for_update().filter(pk=pk, closed_at__isnull=False).first()


@transaction.atomic
def erase_account(account: Account) -> None:
    """Erase everything of the person behind `account`, and tell their address that it is done.

    Every room's part is erased, the upper rooms' first: what remains is what others' words need, under "a former
    member", and the keyed hashes of the names.
    """
    person = faces.person_behind(account)
    needed = frozenset[int]()
    for part in reversed([*parts()]):
        needed |= part.erase(person, keep_writing=account.keeps_writing)
    _hold_names(person)
    _erase_faces(person, needed)
    account.delete()
    erase_traces()
    forget_pages()
    _write_to(account, "account_erased")


def prune_held_names() -> int:
    """Give back the names that were held for a year; return how many."""
    return HeldName.objects.filter(until__lte=timezone.localdate()).delete()[0]


def _hold_names(person: Person) -> None:
    for face in person.faces:
        hold_name(face.name_key)


def _erase_faces(person: Person, needed: frozenset[int]) -> None:
    """Delete the faces; one that is needed is emptied instead, and nothing tells which of them belonged together."""
    Member.objects.filter(pk__in=[face.pk for face in person.faces if face.pk not in needed]).delete()
    for pk in needed.intersection(face.pk for face in person.faces):
        public_id = chance_public_id()
        former = Member(
            pk=pk, public_id=public_id, name_key=f"former {public_id}", kind=Kind.FORMER, created_at=LONG_AGO
        )
        former.save(force_update=True)  # every field, so that one added later is emptied too


def _erase_sessions(account_pk: int) -> None:
    """Delete every session noted as the account's, and any that names it or holds its address: signing in, joining."""
    addresses = EmailAddress.objects.filter(user=account_pk).values_list("email", flat=True)
    marks = [json.dumps(address) for address in addresses]
    doomed = []
    for session in Session.objects.iterator(chunk_size=500):
        held = session.get_decoded()
        text = json.dumps(held, default=str).lower()
        if held.get(SESSION_KEY) == str(account_pk) or any(mark.lower() in text for mark in marks):
            doomed.append(session.pk)
    Session.objects.filter(device__account=account_pk).delete()
    for start in range(0, len(doomed), 500):
        Session.objects.filter(pk__in=doomed[start : start + 500]).delete()


def _write_to(account: Account, letter: str, **context: object) -> None:
    mail.send(
        f"members/mail/{letter}.html",
        to=account.email,
        language=account.language or "en",
        context=context,
        expires_at=timezone.now() + LETTER_LIFETIME,
    )
