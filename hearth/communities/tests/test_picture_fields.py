"""The fields for pictures are kept between pages: in the reader's language, and never with what somebody sent."""

import pytest
from django.urls import reverse
from django.utils import translation

from hearth.communities.forms.pictures import WithPictures
from hearth.communities.templatetags.pictures import picture_fields
from tests.people import signed_in

pytestmark = pytest.mark.django_db


def drawn(language, *given, **options):
    form = WithPictures(*given, **options)
    form.take_pictures()
    with translation.override(language):
        return picture_fields(form)


def test_each_language_and_each_composer_has_its_own():
    assert "Add a picture" in drawn("en")
    assert "Add a picture" not in drawn("es")
    assert 'id="to_x_picture_1"' in drawn("en", auto_id="to_x_%s")
    assert 'id="id_picture_1"' in drawn("en")


def test_what_somebody_sent_is_on_their_page_alone(discussion, friend, asker):
    path = reverse("communities:reply-create", args=[discussion.public_id])
    sent = signed_in(friend).post(path, {"body": "", "alternative_1": "canary-of-friend", "language": "en"})
    assert "canary-of-friend" in sent.content.decode()
    for person in (friend, asker):
        assert "canary-of-friend" not in signed_in(person).get(path).content.decode()
