"""Somebody who has closed their account, as others meet them until they come back: not at all."""

import pytest
from django.urls import reverse

from hearth.members import evidence, faces
from hearth.members.actions.distance import block, mute
from hearth.members.actions.follows import follow
from hearth.members.actions.leaving import close_account, come_back
from hearth.members.actions.pseudonyms import create_pseudonym
from hearth.members.actions.verification import ask_verification
from hearth.members.adapters import around
from tests.people import PASSWORD, account_of, appoint, join_person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def marisol():
    return join_person("Marisol V.", audience="everyone")


def leave(member):
    close_account(account_of(member), keep_writing=True, at_once=False)


def test_no_list_and_no_copy_of_others_names_them(marisol):
    friend, foe = join_person("A friend"), join_person("Somebody else")
    follow(marisol, by=friend)
    mute(marisol, by=friend)
    block(marisol, by=foe)

    def shown():
        lists = [signed_in(each).get(reverse("members:settings-interests")).content.decode() for each in (friend, foe)]
        copies = [str(around.sections(faces.person_behind(account_of(each)))) for each in (friend, foe)]
        return ["Marisol" in text for text in lists + copies]

    assert shown() == [True] * 4
    leave(marisol)
    assert shown() == [False] * 4
    for each, noun in ((friend, "follow"), (friend, "mute"), (foe, "block")):
        address = reverse(f"members:{noun}", args=[marisol.public_id])
        assert signed_in(each).post(address, {"wanted": "no"}).status_code == 404
    come_back(account_of(marisol))
    assert shown() == [True] * 4


def test_a_badge_they_asked_for_is_taken_back_with_its_evidence(marisol, django_capture_on_commit_callbacks):
    asked = ask_verification(marisol, field="Nurse", country="SE", registration_number="R-1", content=b"%PDF-1.4")
    verifier = signed_in(appoint(join_person("June"), "verifiers"))
    pages = [reverse(f"members:staff-{noun}", args=[asked.public_id]) for noun in ("verification", "evidence")]
    assert [verifier.get(page).status_code for page in pages] == [200, 200]
    with django_capture_on_commit_callbacks(execute=True):
        leave(marisol)
    assert [verifier.get(page).status_code for page in pages] == [404, 404]
    assert evidence.read(asked.public_id) is None
    asked.refresh_from_db()
    assert (asked.state, asked.registration_number) == ("taken_back", "")
    assert "Marisol" not in verifier.get(reverse("members:staff-verifications")).content.decode()


def test_whoever_has_more_names_reads_that_all_go_together(marisol):
    client = signed_in(marisol)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    pages = [reverse(f"members:{name}") for name in ("settings-leaving", "leave")]
    said = "All your names go at the same moment"
    assert [said in client.get(page).content.decode() for page in pages] == [False, False]
    create_pseudonym(account_of(marisol), name="Garza")
    assert [said in client.get(page).content.decode() for page in pages] == [True, True]
