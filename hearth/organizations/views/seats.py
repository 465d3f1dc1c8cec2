"""The seats of an organisation: given, handed over, freed by those who answer for it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearth.core.idempotency import once, once_only
from hearth.members.models import Member
from hearth.organizations.actions.seats import give_seat, hand_over_seat, take_seat_back
from hearth.organizations.models import NetworkMembership, Seat
from hearth.organizations.queries.memberships import get_membership
from hearth.organizations.queries.seats import list_seats, who_could_sit


@login_required
@require_POST
def give(request: HttpRequest, membership_id: str) -> HttpResponse:
    """Give somebody of the organisation a seat."""
    found = get_membership(membership_id, viewer=request.viewer)

    def act() -> str:
        give_seat(found, _chosen(request, found), by=request.viewer)
        messages.success(request, _("They hold a seat now, and are told."))
        return _address(found)

    return redirect(once(request, act))


@login_required
@require_POST
def hand_over(request: HttpRequest, membership_id: str, seat_id: str) -> HttpResponse:
    """Let somebody else hold a seat."""
    found = get_membership(membership_id, viewer=request.viewer)

    def act() -> str:
        hand_over_seat(_seat(found, seat_id), _chosen(request, found), by=request.viewer)
        messages.success(request, _("Handed over."))
        return _address(found)

    return redirect(once(request, act))


@once_only
@login_required
@require_POST
def take_back(request: HttpRequest, membership_id: str, seat_id: str) -> HttpResponse:
    """Free a seat."""
    found = get_membership(membership_id, viewer=request.viewer)
    take_seat_back(_seat(found, seat_id), by=request.viewer)
    messages.success(request, _("The seat is free."))
    return redirect(_address(found))


def _seat(found: NetworkMembership, seat_id: str) -> Seat:
    seat = next((each for each in list_seats(found) if each.public_id == seat_id), None)
    if seat is None:
        raise Http404
    return seat


def _chosen(request: HttpRequest, found: NetworkMembership) -> Member:
    """Return who was chosen of those who could be; whoever is none of them is not found."""
    key = request.POST.get("member", "")
    member = next((each for each in who_could_sit(found, viewer=request.viewer) if each.public_id == key), None)
    if member is None:
        raise Http404
    return member


def _address(found: NetworkMembership) -> str:
    return reverse("organizations:membership", args=[found.public_id]) + "#seats"
