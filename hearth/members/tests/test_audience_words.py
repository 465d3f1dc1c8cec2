"""What is said of an audience, held to what it opens."""

import pytest
from django.urls import reverse

from hearth.members.actions.profile import set_audiences
from hearth.members.audiences import PARTS, audience_of
from hearth.members.forms.joining import AUDIENCE_HINTS, PrivacyStep
from hearth.members.models import Audience
from tests.people import join_person, signed_in

pytestmark = pytest.mark.django_db
IN_WORDS = {
    "photo": "your photo",
    "line": "your line",
    "roles": "what you are here as",
    "about": "your words about yourself",
    "languages": "your languages",
    "country": "your country",
    "interests": "the topics you follow only if you choose so",
}


def test_whoever_opens_their_page_is_told_every_part_of_it():
    said = str(AUDIENCE_HINTS[Audience.MEMBERS])
    assert set(IN_WORDS) == set(PARTS), "a part of the page that the words do not name"
    assert [words for words in IN_WORDS.values() if words not in said] == []
    assert said in str(PrivacyStep()["audience"])


def test_only_the_topics_stay_closed_when_a_page_opens():
    ann = join_person("Ann", audience=Audience.MEMBERS)
    assert [part for part in PARTS if audience_of(ann, part) != Audience.MEMBERS] == ["interests"]


def test_a_part_is_for_whoever_opens_the_page_in_words_that_fit_a_phone():
    ann = join_person("Ann")
    set_audiences(ann, Audience.MEMBERS, {}, by=ann)
    page = signed_in(ann).get(reverse("members:settings-privacy")).content.decode()
    assert page.count('<option value="page" selected>As the page</option>') == len(PARTS)
    assert "“As the page” is whoever can open your page" in page
