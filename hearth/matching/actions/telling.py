"""Writing to mentors: without the name of the place, which they read after signing in."""

from django.urls import reverse

from hearth.core import mail
from hearth.members import faces
from hearth.members.models import Member


def tell(member: Member, letter: str, **given: object) -> None:
    """Write the letter `letter` of this room to the person behind `member`, unless they have closed their account."""
    account = faces.account_of(member)
    if account is None or account.closed_at is not None:
        return
    context = {"path": reverse("matching:mentoring"), **given}
    mail.send(f"matching/mail/{letter}.html", to=account.email, language=account.language or "en", context=context)
