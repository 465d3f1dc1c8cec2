"""Coming in and going out: join, ask, leave, and what stewards decide about requests."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearth.communities.actions.belonging import (
    ask_to_join,
    grant_membership,
    join_community,
    leave_community,
    refuse_membership,
)
from hearth.communities.forms.places import AskToJoinForm
from hearth.communities.inside import inside_signed_in
from hearth.communities.models import Joining
from hearth.communities.permissions import Standing, can_join, can_lead
from hearth.communities.queries.heads import head_of
from hearth.communities.queries.places import as_people, get_membership, list_requests
from hearth.communities.queries.stewards import leads_alone
from hearth.communities.views.addresses import of_community
from hearth.communities.waiting_words import WANTED
from hearth.core.forms import posted
from hearth.core.idempotency import once_only
from hearth.core.kept_words import words_are_kept
from hearth.core.refusals import require


def _visiting(request: HttpRequest, here: Standing) -> HttpResponse | None:
    """Show a visitor who would join where it leads, and the way in; whoever joins the site comes back here."""
    if here.community.is_archived or here.community.joining == Joining.BY_INVITATION:
        return None
    if request.method != "POST":
        return render(request, "communities/join.html", head_of(here, "join"))
    if "first" not in request.POST:  # somebody who was signed out meanwhile
        return None
    request.session[WANTED] = here.community.public_id
    return redirect("members:join")


@words_are_kept
@partial(inside_signed_in, visiting=_visiting)
def join(request: HttpRequest, here: Standing) -> HttpResponse:
    """Join at once, or ask to be let in; says first who may read, who may join and what machines may do."""
    request.session.pop(WANTED, "")
    form = AskToJoinForm(posted(request), question=here.community.question)
    if request.method == "POST" and form.is_valid():
        if here.is_member or can_join(here):
            join_community(here.community, by=request.viewer)
            return redirect("communities:welcome", here.community.public_id)
        ask_to_join(here.community, by=request.viewer, answer=form.cleaned_data["answer"])
        messages.success(request, _("Your request is with the stewards. Until they decide, nobody else knows of it."))
        return redirect(of_community(here.community))
    return render(request, "communities/join.html", head_of(here, "join") | {"form": form})


@inside_signed_in
def welcome(request: HttpRequest, here: Standing) -> HttpResponse:
    """What somebody who has just joined is greeted with."""
    if not here.is_member:
        return redirect("communities:join", here.community.public_id)
    return render(request, "communities/welcome.html", head_of(here, "welcome"))


@inside_signed_in
def leave(request: HttpRequest, here: Standing) -> HttpResponse:
    """Leave, or take a request back; says first what stays."""
    if request.method == "POST":
        leave_community(here.community, by=request.viewer)
        messages.success(request, _("You have left. You can come back whenever the door is open to you."))
        return redirect("communities:list")
    alone = here.leads and leads_alone(request.viewer, here.community)
    return render(request, "communities/leave.html", head_of(here, "leave") | {"leads_alone": alone})


@inside_signed_in
def requests(request: HttpRequest, here: Standing) -> HttpResponse:
    """Who asks to be let in, for stewards."""
    require(can_lead(here))
    waiting = as_people(list_requests(here.community, viewer=here.viewer), viewer=here.viewer)
    context = head_of(here, "requests") | {"waiting": waiting}
    return render(request, "communities/requests.html", context)


@once_only
@inside_signed_in
@require_POST
def grant(request: HttpRequest, here: Standing, membership_id: str) -> HttpResponse:
    """Let somebody in."""
    require(can_lead(here))
    grant_membership(get_membership(here, membership_id, granted=False), by=request.viewer)
    messages.success(request, _("They belong to the community now."))
    return redirect("communities:requests", here.community.public_id)


@once_only
@inside_signed_in
@require_POST
def refusal(request: HttpRequest, here: Standing, membership_id: str) -> HttpResponse:
    """Turn a request down."""
    require(can_lead(here))
    refuse_membership(get_membership(here, membership_id, granted=False), by=request.viewer)
    messages.success(request, _("They are told. What they wrote with the request is gone."))
    return redirect("communities:requests", here.community.public_id)
