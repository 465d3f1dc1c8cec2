"""What was written is never lost, wherever it could not go."""

from collections.abc import Callable
from functools import wraps
from typing import Final

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from hearth.core import richtext
from hearth.core.refusals import Refusal

View = Callable[..., HttpResponse]
_GONE: Final = _(
    "The place you wrote for is not there, or not open to you any more. Your words are still here: copy them."
)
PARTS: Final = (
    "body",
    "tried",
    "wanted",
    "why",
    "shares",
    "description",
    "offers",
    "who_pays",
    "behind",
)  # of one text
IN_LANGUAGES: Final = "text_"  # and behind it the code of the language that this part is in
FIELDS: Final = ("words", "reason", "answer")  # the others in which our forms let people write


def words_are_kept(view: View) -> View:
    """Answer a refused POST with the words in it. What may not be seen answers like what does not exist."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (Http404, PermissionDenied, Refusal) as refused:
            body = _written_in(request.POST)
            if request.method != "POST" or not body:
                raise
            return give_back(request, refused, title=request.POST.get("title", ""), body=body)

    return wrapped


def give_back(request: HttpRequest, refused: Exception, *, title: str, body: str) -> HttpResponse:
    """Say why it could not be posted, with the words to be copied; `body` is rich text or plain."""
    status = 409 if isinstance(refused, Refusal) else 404 if isinstance(refused, Http404) else 403
    message = refused.message if isinstance(refused, Refusal) else ""
    if getattr(request, "htmx", False):  # the words still stand in their form
        return render(request, "core/_refusal.html", {"message": message or _GONE}, status=status)
    context = {"title": title, "body": _readable(body), "message": message}
    return render(request, "core/words_kept.html", context, status=status)


def _written_in(form: QueryDict) -> str:
    """Return what was written in `form`: as it came where that is one part, else as plain text."""
    parts = (*PARTS, *(name for name in form if name.startswith(IN_LANGUAGES)))
    said = [words for name in parts if (words := form.get(name, "")).strip()]
    if len(said) > 1:
        return "\n\n".join(_readable(words) for words in said)
    return next((words for words in [*said, *(form.get(name, "") for name in FIELDS)] if words.strip()), "")


def _readable(body: str) -> str:
    try:
        return richtext.to_text(richtext.clean(body)) if richtext.is_markup(body) else body
    except richtext.TooLong:
        return body
