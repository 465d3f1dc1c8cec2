"""Whether channels, domains and sites show that they are an organisation's: looked at, and looked at again."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from hearth.activity import Verb
from hearth.activity.actions import record
from hearth.core.refusals import Refusal
from hearth.core.work import owe
from hearth.organizations.actions.profile import note_change
from hearth.organizations.actions.winning import lose, win
from hearth.organizations.domains import host_of_account
from hearth.organizations.models import Check, Claim, ClaimState, Domain, OfficialAccount, Outcome, Proof
from hearth.organizations.permissions import HOUSE
from hearth.organizations.proofs import OPEN_INTERNET, Outside, Unreachable, is_in_file, is_in_records, links_back
from hearth.organizations.verbs import ACCOUNT_LAPSED, ACCOUNT_VERIFIED, DOMAIN_LAPSED, DOMAIN_PROVEN

LOOKED_AGAIN: Final = timedelta(days=7)
MISSES: Final = 2
BATCH: Final = 500
BY_DOMAIN: Final = (Proof.DNS, Proof.FILE)


def owe_check(
    *, account: OfficialAccount | None = None, domain: Domain | None = None, claim: Claim | None = None
) -> None:
    """Have a proof looked at by the worker; nothing is added to one that waits. Call it in a transaction."""
    try:
        with transaction.atomic():
            check = Check.objects.create(account=account, domain=domain, claim=claim)
    except IntegrityError:
        return
    owe([check])


def carry_out(check: Check, *, outside: Outside = OPEN_INTERNET) -> None:
    """Look at what `check` is about, and write down what was found."""
    if check.account is not None:
        check_account(check.account, outside=outside)
    elif check.domain is not None:
        check_domain(check.domain, outside=outside)
    elif check.claim is not None:
        check_claim(check.claim, outside=outside)


def check_account(account: OfficialAccount, *, outside: Outside = OPEN_INTERNET) -> None:
    """Look for the proof of an account: its host is a domain of theirs, or its page links back."""
    organization = account.organization
    proven = dict(organization.domains.filter(proven_at__isnull=False).values_list("name", "proof"))
    proof, outcome = proven.get(host_of_account(account) or "", ""), ""
    if proof not in BY_DOMAIN:
        page = f"{settings.CONFIG.site_url.rstrip('/')}{reverse('front:organization', args=[organization.public_id])}"
        try:
            proof = Proof.LINK_BACK if links_back(account.url, to=[page], domains=proven, outside=outside) else ""
            outcome = "" if proof else Outcome.MISSING
        except Unreachable:
            outcome = Outcome.UNREACHABLE
    _settle_account(account, proof, outcome)


def check_domain(domain: Domain, *, outside: Outside = OPEN_INTERNET) -> None:
    """Look for the proof of a domain: a text record, else a file."""
    proof, outcome, failures = "", str(Outcome.MISSING), 0
    for kind, look in ((Proof.DNS, is_in_records), (Proof.FILE, is_in_file)):
        try:
            proof = proof or (kind if look(domain.name, domain.token, outside=outside) else "")
        except Unreachable:
            failures += 1
        if proof:
            break
    outcome = "" if proof else Outcome.UNREACHABLE if failures == 2 else outcome
    _settle_domain(domain, proof, outcome)


def check_claim(claim: Claim, *, outside: Outside = OPEN_INTERNET) -> None:
    """Look for the file of a claim that leans on one; whoever put it there has won, unless somebody else was first.

    One that is over stays over.
    """
    if claim.state != ClaimState.OPEN or claim.until <= timezone.now() or claim.member is None:
        return
    try:
        outcome = "" if is_in_file(claim.host, claim.token, outside=outside) else Outcome.MISSING
    except Unreachable:
        outcome = Outcome.UNREACHABLE
    Claim.objects.filter(pk=claim.pk).update(checked_at=timezone.now(), outcome=outcome)
    if not outcome:
        try:
            win(claim, by=None)
        except Refusal:  # it closed, or they left, or somebody was first: then they are told
            lose(Claim.objects.filter(pk=claim.pk, organization__closed_on=None))


def look_again(now: datetime | None = None) -> int:
    """Have every proof looked at again that was last seen LOOKED_AGAIN ago; return how many."""
    before = (now or timezone.now()) - LOOKED_AGAIN
    accounts = OfficialAccount.objects.filter(verified_at__isnull=False, checked_at__lt=before)
    domains = Domain.objects.filter(proven_at__isnull=False, checked_at__lt=before)
    due: list[dict[str, Any]] = [
        *({"domain": each} for each in domains.exclude(proof=Proof.STAFF).order_by("checked_at")[:BATCH]),
        *({"account": each} for each in accounts.exclude(proof=Proof.STAFF).order_by("checked_at")[:BATCH]),
    ]
    for each in due:
        with transaction.atomic():
            owe_check(**each)
    return len(due)


@transaction.atomic
def _settle_account(account: OfficialAccount, proof: str, outcome: str) -> None:
    held = _held(OfficialAccount, account.pk)
    if held is None or (held.proof == Proof.STAFF and held.verified_at and not proof):
        return
    if not proof:
        # That a domain is theirs no more is known here; a page elsewhere may only be out of order for a day.
        at_once = held.proof in BY_DOMAIN and outcome == Outcome.MISSING
        _miss(held, held.verified_at, "verified_at", outcome, ACCOUNT_LAPSED, at_once=at_once)
        return
    now, is_new = timezone.now(), held.verified_at is None
    found = {"proof": proof, "verified_at": held.verified_at or now, "checked_at": now, "outcome": "", "misses": 0}
    try:
        with transaction.atomic():
            OfficialAccount.objects.filter(pk=held.pk).update(**found)
    except IntegrityError:
        OfficialAccount.objects.filter(pk=held.pk).update(checked_at=now, outcome=Outcome.TAKEN)
        return
    if is_new:
        record(ACCOUNT_VERIFIED, by=None, subject=held)
        note_change(held.organization, by=HOUSE)


@transaction.atomic
def _settle_domain(domain: Domain, proof: str, outcome: str) -> None:
    held = _held(Domain, domain.pk)
    if held is None or (held.proof == Proof.STAFF and held.proven_at and not proof):
        return
    was_proven = held.proven_at is not None
    if proof:
        now = timezone.now()
        found = {"proof": proof, "proven_at": held.proven_at or now, "checked_at": now, "outcome": "", "misses": 0}
        Domain.objects.filter(pk=held.pk).update(**found)
    lapsed = not proof and _miss(held, held.proven_at, "proven_at", outcome, DOMAIN_LAPSED)
    if lapsed or (proof and not was_proven):
        if proof:
            record(DOMAIN_PROVEN, by=None, subject=held)
        for account in held.organization.accounts.exclude(proof__in=[Proof.LINK_BACK, Proof.STAFF]):
            owe_check(account=account)


def _miss(
    held: OfficialAccount | Domain,
    since: datetime | None,
    field: str,
    outcome: str,
    verb: Verb,
    *,
    at_once: bool = False,
) -> bool:
    """Note that the proof was not found; when that is the second time running, the mark goes. Return whether it did."""
    rows, misses = type(held)._default_manager.filter(pk=held.pk), min(held.misses + 1, 99)
    rows.update(misses=misses, outcome=outcome, checked_at=timezone.now())
    if since is None or (misses < MISSES and not at_once):
        return False
    rows.update(**{field: None}, proof="")
    record(verb, by=None, subject=held)
    note_change(held.organization, by=HOUSE)
    return True


def _held(model: Any, pk: int) -> Any:
    return model.objects.select_for_update(of=("self",)).select_related("organization").filter(pk=pk).first()
