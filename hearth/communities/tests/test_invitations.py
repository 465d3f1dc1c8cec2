"""How many invitations go out by mail."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from hearth.communities.models import Invitation, Joining
from hearth.communities.tests.people import open_community
from hearth.core.models import OutgoingMail
from tests.people import join_person, signed_in

pytestmark = pytest.mark.django_db


def address_of(place):
    return reverse("communities:invitations", args=[place.public_id])


def test_invitations_by_mail_are_few(settings):
    cache.clear()
    steward = join_person()
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"invitation_mail": "9/d/user,2/d/key"}
    places = [open_community(steward=steward, joining=Joining.BY_INVITATION) for _each in range(3)]
    leads = signed_in(steward)

    def send(place, email):
        return leads.post(address_of(place), {"email": email, "days": 7, "language": "en"})

    assert send(places[0], "friend@example.org").status_code == 302
    again = send(places[0], "FRIEND@example.org").content.decode()
    assert "an open invitation to this address already" in again
    assert "FRIEND@example.org" in again
    assert "many invitations by mail for one day" in send(places[1], "friend@example.org").content.decode()
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"invitation_mail": "1/d/user,9/d/key"}
    assert send(places[2], "other@example.org").status_code == 302
    assert "many invitations by mail for one day" in send(places[2], "third@example.org").content.decode()
    assert OutgoingMail.objects.count() == Invitation.objects.count() == 2
    assert leads.post(address_of(places[2]), {"uses": 1, "days": 7}).status_code == 200
    assert Invitation.objects.count() == 3
