"""Asked on the phone, answered by a mentor, mailed, replied by e-mail, shown, mailed to the mentor: one thread."""

from dataclasses import replace

import pytest
from django.urls import reverse

from hearth.activity.ports import Told
from hearth.communities.actions.order import hide_reply
from hearth.communities.models import Discussion, Reply, Role
from hearth.communities.tests.people import member_of
from hearth.core.tests.mail.letters import letter
from hearth.notifications import threads
from hearth.notifications.actions.answering import Ending
from hearth.notifications.reply_addresses import reply_address
from hearth.notifications.tests.incoming.ending import end_of
from hearth.notifications.tests.incoming.test_command import take_in
from tests.pages import forms_of
from tests.people import account_of, signed_in

pytestmark = pytest.mark.django_db


def send_form(client, address, *, field, **said):
    """Send the form that holds `field` on the page at `address`, as a browser does; return the page it leads to."""
    form = next(form for form in forms_of(client.get(address).content.decode()) if field in form.fields)
    answer = client.post(form.action or address, form.filled(**said), follow=True)
    assert answer.status_code == 200
    return answer


def of(box, person):
    """Return the letters to `person` about what was said, the oldest first."""
    mine = [each for each in box.letters if each["To"] == account_of(person).email]
    return [each for each in mine if each["Reply-To"]]


def ids(header):
    return (header or "").split()


def words_of(letter_):
    return " ".join(letter_.get_body(("plain",)).get_content().split())


def test_asked_on_the_phone_and_answered_by_mail_it_is_one_thread(place, mail_server, deliver, settings, monkeypatch):
    settings.CONFIG = replace(settings.CONFIG, reply_domain="reply.hearth.example")
    box = mail_server()
    asker, mentor = member_of(place, name="Marisol V."), member_of(place, Role.MENTOR, name="Thomas O.")

    new = reverse("communities:discussion-new", args=[place.public_id])
    send_form(signed_in(asker), new, field="title", title="Afraid to walk alone", body="<p>I stand at the door.</p>")
    discussion = Discussion.objects.get()
    page = reverse("communities:discussion", args=[discussion.public_id, discussion.slug])
    send_form(signed_in(mentor), page, field="body", body="<p>So did I, for three weeks.</p>")
    deliver()
    (asked,) = of(box, asker)
    assert "So did I, for three weeks." in words_of(asked)

    told = {"From": f"Marisol <{account_of(asker).email}>", "To": asked["Reply-To"], "In-Reply-To": asked["Message-ID"]}
    quoted = f"Thank you. What helped you?\n\nOn Sat, 21 Nov 2026, Hearth wrote:\n> {words_of(asked)}\n"
    assert take_in(letter(quoted, **told).as_bytes(), monkeypatch) == 0
    shown = signed_in(asker).get(page).content.decode()
    assert "Thank you. What helped you?" in shown
    assert "Hearth wrote" not in shown

    deliver()
    (answered,) = of(box, mentor)
    assert "Thank you. What helped you?" in words_of(answered)
    send_form(signed_in(mentor), page, field="body", body="<p>A friend on the telephone.</p>")
    deliver()
    again = of(box, asker)[-1]
    assert ids(again["References"])[0] == ids(asked["References"])[0], "one thread in her mail program"
    for each in (asked, answered, again):
        assert each["In-Reply-To"].strip() in ids(each["References"])
    assert of(box, asker)[0]["Subject"] == again["Subject"], "some programs part a thread where the subject changes"


@pytest.mark.parametrize("wrong", ["hidden", "of another"])
def test_what_answers_something_that_is_gone_still_stands_in_the_discussion(
    friend, asker, discussion, answer, settings, wrong
):
    settings.CONFIG = replace(settings.CONFIG, reply_domain="reply.hearth.example")
    first = answer()
    seen = threads.message_id(Told(sentence="", hint="", address="", post=first.public_id), account_of(asker))
    if wrong == "hidden":
        hide_reply(first, by=discussion.community.memberships.get(role="steward").member)
    by = asker if wrong == "hidden" else friend
    to = reply_address(account_of(by), discussion.public_id, name=by)
    said = {"From": account_of(by).email, "To": to, "In-Reply-To": seen}
    assert end_of(letter("Thank you.", **said)).ending is Ending.POSTED
    assert Reply.objects.latest("pk").parent is None
