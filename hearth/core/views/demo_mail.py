"""The mail a demo keeps instead of sending, for whoever tries it out."""

import re
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from hearth.core import richtext
from hearth.core.mail import kept

PREVIEW: Final = re.compile(r'<div class="preview".*?</div>', re.DOTALL)  # hidden by its style, which is not shown here


def index(request: HttpRequest) -> HttpResponse:
    """List what was kept, the newest first."""
    if not kept.is_kept():
        raise Http404
    return render(request, "core/demo_mail.html", {"messages_kept": kept.letters()})


def show(request: HttpRequest, key: str) -> HttpResponse:
    """Show one message as text and as HTML, both cleaned like anything people write."""
    letter = kept.letter(key) if kept.is_kept() else None
    if letter is None:
        raise Http404
    html = _clean(PREVIEW.sub("", letter.html), markup=True)
    shown = {"letter": letter, "text": _clean(letter.text, markup=False), "html": html}
    return render(request, "core/demo_message.html", shown)


def _clean(words: str, *, markup: bool) -> str:
    try:
        return mark_safe(richtext.clean(words, markup=markup))  # noqa: S308  (cleaned here)
    except richtext.TooLong:
        return _("This is too long to be shown. The whole message is in the folder for mail.")
