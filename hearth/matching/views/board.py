"""The stewards' board: what waits, whom to welcome, how much mentors have in hand, and whether a community grows."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hearth.communities.inside import inside_signed_in
from hearth.communities.permissions import Standing
from hearth.communities.queries.answer_times import answer_time_of
from hearth.communities.queries.heads import head_of
from hearth.communities.queries.stewards import communities_led
from hearth.core.idempotency import once_only
from hearth.core.refusals import require
from hearth.matching.actions.claiming import take
from hearth.matching.models import Question
from hearth.matching.permissions import can_see_board
from hearth.matching.queries.growth import growth_of
from hearth.matching.queries.people import mentors_of, newcomers_of
from hearth.matching.queries.waiting import ages_of, list_waiting, places_led


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The communities one leads, those where somebody waits longest first."""
    if request.viewer is None:
        return redirect_to_login(request.get_full_path())
    led = communities_led(request.viewer)
    return render(request, "matching/boards.html", {"places": places_led(led, now=timezone.now())})


@inside_signed_in
@require_safe
def show(request: HttpRequest, here: Standing) -> HttpResponse:
    """How a community does; each figure with the number it speaks of, and the days."""
    require(can_see_board(here))
    now, community = timezone.now(), here.community
    context = head_of(here, "board") | {
        "ages": ages_of(community, now=now),
        "waiting": list_waiting(community, now=now),
        "answer_time": answer_time_of(community, now=now),
        "newcomers": newcomers_of(community, viewer=request.viewer, now=now),
        "mentors": mentors_of(community, viewer=request.viewer, now=now),
        "growth": growth_of(community, now=now),
    }
    return render(request, "matching/board.html", context)


@once_only
@inside_signed_in
@require_POST
def taking(request: HttpRequest, here: Standing, discussion_id: str) -> HttpResponse:
    """Take a question in hand that was not offered."""
    require(can_see_board(here))
    asked = Question.objects.filter(discussion__community=here.community)
    question = get_object_or_404(asked, discussion__public_id=discussion_id)
    take(question, by=request.viewer)
    messages.success(request, _("You have this question in hand for two days. Nobody else is asked meanwhile."))
    return redirect(question.discussion.get_absolute_url())
