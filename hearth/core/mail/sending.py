"""From one template to the subject, the plain text and the HTML of a mail."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

import css_inline
from django.conf import settings
from django.core.validators import validate_email
from django.template.loader import get_template
from django.utils import translation

from hearth.core import outbox
from hearth.core.plaintext import to_text

WIDTH = 72  # characters a line of the plain text, as long custom has it
SUBJECT_LENGTH = 200
CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A mail before it has an address."""

    subject: str
    text: str
    html: str


def absolute(path: str) -> str:
    """Return the address of `path` on this site; an address that is whole already stays as it is."""
    return path if re.match(r"https?://", path) else f"{settings.CONFIG.site_url.rstrip('/')}/{path.lstrip('/')}"


def render(template: str, *, language: str, context: dict[str, Any]) -> Rendered:
    """Return `template`, which extends `core/mail/base.html`, as a mail in `language`.

    The template fills the blocks `subject`, `preview` (the line shown behind the subject in a list of mail) and
    `body`. The subject is one line; the plain text is made from the body.
    """
    with translation.override(language):
        found = get_template(template)
        given = context | {
            "site_name": settings.CONFIG.site_name,
            "site_url": settings.CONFIG.site_url,
            "is_demo": settings.CONFIG.demo,
        }
        subject = found.render(given | {"part": "subject"})
        body = found.render(given | {"part": "text"})
        html = found.render(given | {"part": "html"})
    return Rendered(
        subject=" ".join(CONTROL.sub(" ", subject).split())[:SUBJECT_LENGTH],
        text=to_text(body, width=WIDTH) + "\n",
        html=_inliner().inline(html),
    )


def send(
    template: str,
    *,
    to: str,
    language: str,
    context: dict[str, Any],
    headers: dict[str, str] | None = None,
    expires_at: datetime | None = None,
) -> None:
    """Promise one person a mail made of `template` in their `language`; it leaves once the transaction commits.

    After `expires_at` it is dropped unsent. Raises ValidationError unless `to` is one e-mail address.
    """
    validate_email(to)
    mail = render(template, language=language, context=context)
    outbox.put(
        to=to,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        language=language,
        headers=headers,
        expires_at=expires_at,
    )


@lru_cache(maxsize=1)
def _inliner() -> css_inline.CSSInliner:
    """Return what writes the stylesheet into each element: many mail programs read nothing else. It fetches nothing."""
    return css_inline.CSSInliner(load_remote_stylesheets=False, keep_at_rules=True)
