"""A code by mail, to an address of an organisation's own domain. The address is not kept."""

import secrets
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from hearth.core import mail
from hearth.core.refusals import Refusal, require
from hearth.members.models import Member
from hearth.organizations.domains import domain_of_address
from hearth.organizations.models import AddressCode, Organization
from hearth.organizations.permissions import can_claim
from hearth.organizations.queries.claims import hosts_for

LIFETIME: Final = timedelta(minutes=15)
TRIES: Final = 5
_ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


@transaction.atomic
def send_code(organization: Organization, email: str, *, by: Member, is_claim: bool, language: str) -> None:
    """Mail a code to `email`; the one before is worth nothing any more.

    Raises PermissionDenied for another than the usual name, Refusal for an address of another domain.
    """
    require(can_claim(by))
    host = domain_of_address(email)
    if host is None or host not in hosts_for(organization, is_claim=is_claim):
        raise Refusal(_("This is not an address of that very domain. Check it letter by letter."))
    code, until = "".join(secrets.choice(_ALPHABET) for _each in range(8)), timezone.now() + LIFETIME
    AddressCode.objects.update_or_create(
        member=by,
        organization=organization,
        is_claim=is_claim,
        defaults={"host": host, "digest": _digest(code, by, organization), "tries": 0, "until": until},
    )
    context = {"code": f"{code[:4]}-{code[4:]}", "minutes": LIFETIME.seconds // 60, "organization": organization.name}
    mail.send("organizations/mail/code.html", to=email, language=language, context=context, expires_at=until)


def open_with_code(organization: Organization, answer: str, *, by: Member, is_claim: bool) -> str:
    """Return the domain that the code `answer` was sent to; empty when it is wrong, too late or was tried too often.

    A code opens once. Call it outside of a transaction: a wrong one counts, whatever follows.
    """
    rows = AddressCode.objects.filter(member=by, organization=organization, is_claim=is_claim)
    if not rows.filter(tries__lt=TRIES, until__gt=timezone.now()).update(tries=F("tries") + 1):
        return ""
    code = rows.first()
    typed = "".join(letter for letter in answer.upper() if letter.isalnum())
    if code is None or not constant_time_compare(_digest(typed, by, organization), code.digest):
        return ""
    return code.host if rows.filter(pk=code.pk, digest=code.digest).delete()[0] else ""


def _digest(code: str, member: Member, organization: Organization) -> str:
    said = f"{code} {member.pk} {organization.pk}"
    return salted_hmac("hearth.organizations.codes", said, algorithm="sha256").hexdigest()
