"""The mentors of a community: who they are, and how somebody is nominated."""

from allauth.core import ratelimit
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hearth.communities.inside import inside_signed_in
from hearth.communities.models import Membership
from hearth.communities.permissions import Standing
from hearth.communities.queries.heads import head_of
from hearth.communities.queries.places import as_people, get_membership
from hearth.core.forms import posted
from hearth.core.idempotency import once
from hearth.core.kept_words import words_are_kept
from hearth.core.refusals import Refusal, require
from hearth.matching.actions.nominating import nominate as put_nomination
from hearth.matching.forms.mentoring import NominationForm
from hearth.matching.models import Stage
from hearth.matching.permissions import can_look_after, can_see_mentors, can_volunteer
from hearth.matching.queries.mentorships import list_alumni, list_mentors, list_nominations, own_in
from hearth.matching.queries.training import list_steps

takes_forms = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@inside_signed_in
def index(request: HttpRequest, here: Standing) -> HttpResponse:
    """Who the mentors are and were; for stewards also who may become one."""
    if not can_see_mentors(here):
        raise PermissionDenied
    leads = can_look_after(here)
    own = own_in(here)
    context = head_of(here, "mentors") | {
        "mentors": list_mentors(here.community, viewer=request.viewer),
        "alumni": list_alumni(here.community, viewer=request.viewer),
        "nominations": list_nominations(here),
        "steps": list_steps(here.community) if leads else [],
        "leads": leads,
        "own": own,
        "can_volunteer": can_volunteer(here) and (own is None or own.stage == Stage.ALUMNI),
    }
    return render(request, "matching/mentors.html", context)


@takes_forms
@words_are_kept
@inside_signed_in
def volunteer(request: HttpRequest, here: Standing) -> HttpResponse:
    """Offer oneself as a mentor."""
    require(can_volunteer(here))
    assert here.membership is not None  # noqa: S101  (whoever may volunteer belongs to the community)
    return _nomination(request, here, here.membership, is_self=True)


@takes_forms
@words_are_kept
@inside_signed_in
def nominate(request: HttpRequest, here: Standing, membership_id: str) -> HttpResponse:
    """Ask a member to be a mentor, as somebody who leads the community."""
    require(can_look_after(here))
    return _nomination(request, here, get_membership(here, membership_id), is_self=False)


def _nomination(request: HttpRequest, here: Standing, membership: Membership, *, is_self: bool) -> HttpResponse:
    form = NominationForm(posted(request), is_self=is_self)
    if form.is_valid():
        address = once(request, lambda: _nominated(request, membership, form, is_self=is_self))
        return redirect(address)
    (person,) = as_people([membership], viewer=here.viewer)
    nominations = [] if is_self else list_nominations(here)
    stands = next((each.mentorship for each in nominations if each.mentorship.member_id == membership.member_id), None)
    context = head_of(here, "mentors") | {"form": form, "person": person, "is_self": is_self, "stands": stands}
    return render(request, "matching/nomination.html", context)


def _nominated(request: HttpRequest, membership: Membership, form: NominationForm, *, is_self: bool) -> str:
    # Asked, taken back and asked again, somebody would be written to each time.
    limit = {"action": "nomination", "user": request.user, "key": membership.public_id}
    if not is_self and not ratelimit.consume(request, **limit):
        raise Refusal(_("You have asked many people, or this one several times. You can go on tomorrow."))
    put_nomination(membership, by=request.viewer, words=form.cleaned_data["words"])
    if is_self:
        messages.success(request, _("Thank you. Here you see how it goes on."))
        return reverse("matching:mentoring")
    messages.success(request, _("Asked. Nobody else hears of it, and a no is not told to anybody."))
    return reverse("matching:mentors", args=[membership.community.public_id])
