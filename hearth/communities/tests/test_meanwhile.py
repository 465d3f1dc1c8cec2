"""Two who change the same thing at the same moment: nothing of either is lost, and both are answered."""

import pytest
from django.utils import timezone

from hearth.communities.actions.belonging import join_community
from hearth.communities.actions.places import Description, archive_community, describe_community
from hearth.communities.models import Joining, Reading
from hearth.communities.tests.people import open_community, recount
from tests.people import join_person
from tests.threads import one_behind_the_other

pytestmark = pytest.mark.usefixtures("waiting_database")
SAID = Description(name="Said anew", description="For a test.", reading=Reading.EVERYONE, joining=Joining.ANYONE)


def test_describing_a_community_takes_back_nothing_done_meanwhile():
    steward = join_person()
    place, newcomer = open_community(steward=steward), join_person()

    def describe():
        return describe_community(place, SAID, by=steward)

    _joined, described = one_behind_the_other(lambda: join_community(place, by=newcomer), describe)
    place.refresh_from_db()
    assert (place.name, place.member_count, described.member_count) == ("Said anew", 2, 2)
    assert recount(place)["member_count"] == 2
    one_behind_the_other(lambda: archive_community(place, by=steward), describe)
    place.refresh_from_db()
    assert place.archived_at <= timezone.now()
