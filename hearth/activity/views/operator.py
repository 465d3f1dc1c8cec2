"""The operator's page: how background work stands, and what may be tried again."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from hearth.activity import actions, queries
from hearth.activity.permissions import can_operate
from hearth.core.work import DUTIES


def operators_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer everyone else as if the page were not there."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_operate(request.user) or kwargs.get("kind", "mails") not in DUTIES:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@operators_only
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show queues, workers, periodic tasks and failures."""
    part, cursor = request.GET.get("part", ""), request.GET.get("cursor", "")
    work = queries.get_overview(viewer=request.user, part=part, cursor=cursor)
    return render(request, "activity/operator_show.html", {"work": work})


@operators_only
@require_POST
def retry(request: HttpRequest, kind: str, row_id: str) -> HttpResponse:
    """Try one failure again."""
    if actions.retry(kind, row_id, by=request.user):
        messages.success(request, _("It will be tried again in a moment."))
    else:
        messages.info(request, _("That one is no longer a failure."))
    return redirect("activity:operator")


@operators_only
@require_POST
def retry_all(request: HttpRequest, kind: str) -> HttpResponse:
    """Try every failure of one kind again."""
    count = actions.retry_all(kind, by=request.user)
    text = ngettext("%(count)d will be tried again.", "%(count)d will be tried again.", count)
    messages.success(request, text % {"count": count})
    return redirect("activity:operator")
