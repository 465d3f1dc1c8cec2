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
    is_known = Account.objects.filter(email=email).exists()
    template = "members/mail/already_here.html" if is_known else "members/mail/joining_code.html"
    digest = _send(template, email, language)
    return _digest(secrets.token_hex(), email) if is_known else digest


def send_code(email: str, *, language: str) -> str:
    """Mail a code to the address of an account that is signed in; return what `is_proven` compares an answer with."""
    return _send("members/mail/login_code.html", email, language)


def _send(template: str, email: str, language: str) -> str:
    code = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    context = {"code": f"{code[:4]}-{code[4:]}", "minutes": CODE_LIFETIME.seconds // 60}
    mail.send(template, to=email, language=language, context=context, expires_at=timezone.now() + CODE_LIFETIME)
    return _digest(code, email)


def is_proven(answer: str, digest: str, *, email: str) -> bool:
    """Say whether `answer` is the code behind `digest` that was sent to `email`, however it was spaced and typed."""
    typed = "".join(letter for letter in answer.upper() if letter.isalnum())
    return bool(digest) and constant_time_compare(_digest(typed, email), digest)


def _digest(code: str, email: str) -> str:
    return salted_hmac("hearth.members.address_proof", f"{code} {email}", algorithm="sha256").hexdigest()
