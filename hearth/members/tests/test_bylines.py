"""A name beside what somebody wrote, whoever it is handed to."""

import pytest
from django.template.loader import render_to_string

from hearth.members.models import Audience, Kind, Member
from hearth.members.queries.profiles import profiles_for
from tests.people import join_person

pytestmark = pytest.mark.django_db


def byline(member):
    return render_to_string("parts/byline.html", {"member": member})


def test_a_name_is_a_link_only_to_those_who_may_open_the_page():
    seen = profiles_for([join_person("Open", audience=Audience.EVERYONE), join_person("Shut")], viewer=None)
    opened, shut = (byline(profile) for profile in seen.values())
    assert "<a " in opened
    assert "<a " not in shut
    assert "<bdi>Shut</bdi>" in shut


def test_a_face_that_nobody_looked_at_for_a_reader_is_no_link():
    assert "<a " not in byline(join_person("Ann", audience=Audience.EVERYONE))


def test_whoever_has_left_is_called_a_former_member():
    assert "<bdi>A former member</bdi>" in byline(Member(public_id="2222222222", kind=Kind.FORMER))
