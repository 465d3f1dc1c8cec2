"""The condition of what may be read is written once, and means for everybody what it means for them alone."""

import pytest
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from hearth.communities.models import Role
from hearth.communities.tests.people import member_of
from hearth.core.conditions import Written
from hearth.members import faces
from hearth.members.actions.distance import block
from hearth.members.models import Member
from hearth.search.models import Document, condition_for
from tests.people import account_of, join_person

pytestmark = pytest.mark.django_db


def personas(place):
    """Return a visitor, people of every standing, one who has left their account, and staff who keep order anywhere."""
    barred, keeper = member_of(place), join_person("Keeper")
    block(barred, by=member_of(place))
    account = account_of(keeper)
    account.is_staff = account.is_superuser = True
    account.save()
    former = join_person("Former")
    Member.objects.filter(pk=former.pk).update(owner=None)
    ranks = [member_of(place, role) for role in (Role.MEMBER, Role.MENTOR, Role.MODERATOR, Role.STEWARD)]
    keys = [each.pk for each in (barred, keeper, former, join_person("Outsider"), *ranks)]
    return [None, *Member.objects.filter(pk__in=keys)]


def test_it_is_what_would_be_written_for_each_alone(place):
    for viewer in personas(place):
        alone = Document.objects.filter(Written.of(condition_for(viewer), Document.objects.all()).ask())
        asked = Document.objects.visible_to(viewer)
        assert asked.query.sql_with_params() == alone.query.sql_with_params(), viewer
        assert not set(faces.in_place_of_stand_in(faces.stand_in())).intersection(asked.query.sql_with_params()[1])


def test_nothing_but_two_keys_is_known_of_who_stands_in_for_all():
    with pytest.raises(Member.DoesNotExist):
        faces.stand_in().audience  # noqa: B018


def test_a_condition_that_is_kept_holds_no_moment():
    rows = Document.objects.all()
    with pytest.raises(TypeError, match="cannot hold"):
        Written.of(Q(at__lt=timezone.now()), rows).lasting()
    assert Written.of(Q(at__lt=Now()), rows).lasting().values == ()


def test_a_condition_that_was_written_is_asked_in_no_subquery():
    rows = Document.objects.all()
    asked = rows.filter(Written.of(Q(kind="reply"), rows).ask())
    with pytest.raises(TypeError, match="subquery"):
        list(Document.objects.filter(pk__in=asked.values("pk")))
