"""What was written is never lost, wherever it could not go."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from hearth.core import richtext

View = Callable[..., HttpResponse]
_GONE = _("The place you wrote for is not there, or not open to you any more. Your words are still here: copy them.")


def words_are_kept(view: View) -> View:
    """Answer a refused POST with the words in it. What may not be seen answers like what does not exist."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (Http404, PermissionDenied) as refused:
            body = request.POST.get("body", "")
            if request.method != "POST" or not body.strip():
                raise
            status = 404 if isinstance(refused, Http404) else 403
            if request.htmx:  # the words still stand in the composer
                return render(request, "core/_refusal.html", {"message": _GONE}, status=status)
            context = {"title": request.POST.get("title", ""), "body": _readable(body)}
            return render(request, "communities/words_kept.html", context, status=status)

    return wrapped


def _readable(body: str) -> str:
    try:
        return richtext.to_text(richtext.clean(body)) if richtext.is_markup(body) else body
    except richtext.TooLong:
        return body
