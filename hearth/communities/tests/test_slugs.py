"""The words that end an address of a community or a discussion are never those of a page below it."""

import pytest
from django.urls import URLResolver

from hearth.communities.models import Community, Discussion
from hearth.communities.models.community import PAGES_BELOW
from hearth.communities.models.discussion import TAKEN
from hearth.urls import urlpatterns


@pytest.mark.parametrize(
    ("under", "taken"), [("communities/<id:community_id>/", PAGES_BELOW), ("discussions/<id:discussion_id>/", TAKEN)]
)
def test_every_word_below_is_taken_and_no_other(under, taken):
    rooms = [each.url_patterns for each in urlpatterns if isinstance(each, URLResolver) and not str(each.pattern)]
    routes = [str(each.pattern) for room in rooms for each in room]
    below = {route.removeprefix(under).partition("/")[0] for route in routes if route.startswith(under)}
    assert below - {"", "<str:slug>"} == taken


def test_a_name_that_is_such_a_word_gets_another():
    assert {Community(name=word).slug for word in PAGES_BELOW} == {f"{word}-community" for word in PAGES_BELOW}
    assert {Discussion(title=word).slug for word in TAKEN} == {f"{word}-discussion" for word in TAKEN}
    assert Community(name="New").slug == "new"
