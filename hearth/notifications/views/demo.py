"""Answering a mail that a demo keeps: what is sent takes the way of a real one."""

from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from hearth.core.forms import posted
from hearth.core.mail import kept
from hearth.notifications.actions.answering import Ending
from hearth.notifications.actions.receiving import receive
from hearth.notifications.forms.demo import AnswerForm

SAID: Final = {
    Ending.POSTED: gettext_lazy("Your mail came in, and stands in the discussion."),
    Ending.RETURNED: gettext_lazy("Your mail came in, and was not posted: a mail says why, with your words in it."),
    Ending.HELD: gettext_lazy("Your mail came in, and waits as a draft: a mail asks its writer to look first."),
    Ending.DROPPED: gettext_lazy("Your mail came in, and nothing came of it."),
    Ending.REFUSED: gettext_lazy("Your mail came in, and nothing came of it."),
}


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, key: str) -> HttpResponse:
    """Send an answer as whoever got the mail `key` would, through the door that real mail comes in by."""
    letter = kept.letter(key) if kept.is_kept() else None
    if letter is None or not letter.reply_to:
        raise Http404
    form = AnswerForm(posted(request))
    if not form.is_valid():
        return render(request, "notifications/demo_answer.html", {"form": form, "letter": letter})
    outcome = receive(kept.answer_to(letter, form.cleaned_data["words"]))
    messages.success(request, SAID[outcome.ending])
    return redirect("core:demo-message", key)
