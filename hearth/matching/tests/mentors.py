"""Mentors for tests."""

from datetime import date

from django.utils import timezone

from hearth.communities.actions.belonging import admit
from hearth.communities.actions.mentors import mark_mentor
from hearth.communities.models import Community, Role
from hearth.communities.tests.people import member_of
from hearth.matching.models import Mentorship, Stage
from hearth.members.models import Member


def mentor_of(community: Community, member: Member | None = None, **given: object) -> Mentorship:
    """Make somebody, somebody new unless told, a mentor who takes questions now and for a year."""
    topics = given.pop("topics", ())
    today = timezone.localdate()
    fields = {"stage": Stage.ACTIVE, "languages": ["en"], "began_on": today, "ends_on": date(today.year + 5, 1, 1)}
    if member is None:
        member = member_of(community, role=Role.MENTOR)
    else:
        admit(community, member)
        mark_mentor(community, member)
    mentorship = Mentorship.objects.create(community=community, member=member, **fields | given)
    mentorship.topics.set(topics)
    return mentorship
