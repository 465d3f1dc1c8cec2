from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import get_language, ngettext
from django.views.decorators.http import require_safe

from hearth.notifications.queries.listing import MOST_COUNTED, count_unread


@login_required
@require_safe
def count(request: HttpRequest) -> HttpResponse:
    """Say how much the person has not read, for the bell; nothing (304) while that is what it shows.

    No cache keeps the answer: bell.js itself holds what was said last, and its ETag.
    """
    number = count_unread(request.viewer)
    shown = f"{MOST_COUNTED}+" if number > MOST_COUNTED else str(number)
    said = ngettext("%(shown)s unread notification", "%(shown)s unread notifications", number) % {"shown": shown}
    etag = quote_etag(f"{number}-{get_language()}")
    answer = JsonResponse({"count": number, "shown": shown, "says": said}, headers={"ETag": etag})
    return get_conditional_response(request, etag=etag, response=answer) or HttpResponseNotModified()
