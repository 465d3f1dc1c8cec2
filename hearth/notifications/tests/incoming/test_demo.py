"""A mail that a demo keeps is answered on its page, as a mail program would."""

from dataclasses import replace

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from django.urls import reverse

from hearth.communities.models import Reply
from hearth.core.mail import kept
from hearth.notifications.models import Notification

pytestmark = pytest.mark.django_db
KEPT = "hearth.core.mail.maildir.EmailBackend"


@pytest.fixture
def demo(settings, tmp_path):
    settings.CONFIG = replace(settings.CONFIG, demo=True)
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = KEPT, str(tmp_path / "mail")


@pytest.fixture
def told(demo, asker, answer, mail_all):
    """Keep the mail about an answer; return the reply, and where its mail is answered."""
    reply = answer()
    mail_all()
    (letter,) = kept.letters()
    return reply, reverse("notifications:demo-answer", args=[letter.key])


def test_an_answer_stands_in_the_discussion_below_what_it_answers(client, told, asker):
    reply, address = told
    assert address in client.get(address.removesuffix("answer/")).content.decode()
    assert client.get(address).status_code == 200
    answer = client.post(address, {"words": "Thank you. What helped you?"}, follow=True)
    assert "stands in the discussion" in answer.content.decode()
    posted = Reply.objects.latest("pk")
    assert (posted.author, posted.parent) == (asker, reply)
    assert "What helped you?" in posted.body
    assert "Write above" not in posted.body
    assert "three weeks" not in posted.body, "what is quoted is cut"


def test_what_cannot_be_posted_is_said_and_comes_back(client, told, discussion):
    _, address = told
    assert client.post(address, {"words": ""}).status_code == 200
    discussion.locked_at = discussion.created_at
    discussion.save()
    answer = client.post(address, {"words": "Thank you."}, follow=True)
    assert "was not posted" in answer.content.decode()
    assert Reply.objects.count() == 1


def test_only_a_demo_takes_it_and_only_for_mail_that_can_be_answered(client, told, settings):
    reply, address = told
    code = EmailMultiAlternatives("Your code", "AB12", to=["ana@example.org"])
    get_connection(KEPT).send_messages([code])
    (other,) = (each for each in kept.letters() if each.subject == "Your code")
    assert "/answer/" not in client.get(reverse("core:demo-message", args=[other.key])).content.decode()
    assert client.post(reverse("notifications:demo-answer", args=[other.key]), {"words": "x"}).status_code == 404
    settings.CONFIG = replace(settings.CONFIG, demo=False)
    assert client.get(address).status_code == 404
    assert client.post(address, {"words": "Thank you."}).status_code == 404
    assert list(Reply.objects.all()) == [reply]
    assert Notification.objects.exists()
