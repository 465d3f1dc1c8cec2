"""Proving that an e-mail address belongs to the person who typed it, telling nobody else anything."""

import secrets
from datetime import timedelta
from typing import Final

from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from hearth.core import mail
from hearth.members.models import Account

CODE_LIFETIME: Final = timedelta(minutes=15)
_ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def send_proof(email: str, *, language: str) -> str:
    """Mail a code to `email`; return what `is_proven` compares an answer with.

    An address that has an account is sent a note instead, and no answer will ever match: pages, rows, mails and
    hashes are the same in both cases, so nobody learns which it was.
    """
    code = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    expires_at = timezone.now() + CODE_LIFETIME
    is_known = Account.objects.filter(email=email).exists()
    template = "members/mail/already_here.html" if is_known else "members/mail/joining_code.html"
    context = {"code": f"{code[:4]}-{code[4:]}", "minutes": CODE_LIFETIME.seconds // 60}
    mail.send(template, to=email, language=language, context=context, expires_at=expires_at)
    return _digest(secrets.token_hex() if is_known else code)


def is_proven(answer: str, digest: str) -> bool:
    """Say whether `answer` is the code behind `digest`, however it was spaced and typed."""
    typed = "".join(letter for letter in answer.upper() if letter.isalnum())
    return bool(digest) and constant_time_compare(_digest(typed), digest)


def _digest(code: str) -> str:
    return salted_hmac("hearth.members.address_proof", code, algorithm="sha256").hexdigest()
