"""Who may look after an organisation's page, and whose name shows on it."""

import pytest
from django.test import Client
from django.urls import reverse

from hearth.core.refusals import Refusal
from hearth.members.actions.distance import block
from hearth.members.models import Audience
from hearth.organizations.actions import affiliate, confirm_affiliation, end_affiliation, put_regions
from hearth.organizations.actions.affiliations import give_role
from hearth.organizations.models import Affiliation, AffiliationRole, Office
from hearth.organizations.permissions import can_answer_for
from hearth.organizations.tests.keeping import belonging, clinic
from tests.pages import forms_of
from tests.people import join_person, signed_in

pytestmark = pytest.mark.django_db
PAGES = ("profile", "words", "mark", "offices", "office-new", "channels", "domains")
FACTS = {"name": "River Clinic", "lang": "en", "kind": "clinic", "country": "CL", "languages": ["es", "qu"]}


@pytest.fixture(autouse=True)
def regions(db):
    put_regions()


@pytest.fixture
def river():
    return clinic()


def at(organization, name, *more):
    return reverse(f"organizations:{name}", args=[organization.public_id, *more])


def test_administrators_and_editors_write_the_page_and_nobody_else(river):
    ended = belonging(river)
    belonging(river)
    form_kept_open = signed_in(ended)
    end_affiliation(Affiliation.objects.get(member=ended), by=ended)
    waiting = join_person()
    affiliate(waiting, river, by=waiting, role=AffiliationRole.ADMINISTRATOR)
    refused = [
        form_kept_open,
        *(signed_in(each) for each in (waiting, belonging(clinic("Lake Clinic")), belonging(river, "staff"))),
    ]
    for name in (*PAGES, "people"):
        assert Client().get(at(river, name)).status_code == 302
        assert [each.get(at(river, name)).status_code for each in refused] == [403] * 4, name
        assert signed_in(belonging(river)).get(at(river, name)).status_code == 200
    editor = signed_in(belonging(river, "editor"))
    assert [editor.get(at(river, name)).status_code for name in PAGES] == [200] * len(PAGES)
    assert editor.get(at(river, "people")).status_code == 403
    for browser in refused:
        assert browser.post(at(river, "profile"), FACTS).status_code == 403


def test_the_facts_are_saved_and_read_and_the_region_follows_the_country(river):
    editor = signed_in(belonging(river, "editor"))
    clinic("Lake Clinic", country="CL")
    given = FACTS | {"website": "river.example", "founded_in": "1998", "size": "small"}
    assert editor.post(at(river, "profile"), given).status_code == 302
    river.refresh_from_db()
    assert (river.region_id, river.website, river.languages) == ("south-america", "https://river.example", ["es", "qu"])
    for wrong in ({"website": "javascript:alert(1)"}, {"country": "AQ"}, {"name": "…"}, {"name": "Lake Clinic"}):
        answer = editor.post(at(river, "profile"), given | wrong)
        assert answer.status_code == 200, wrong
        assert "error-summary" in answer.content.decode()
    words = {"name": "Clínica Río", "description": "<script>alert(1)</script>", "who_pays": "Nadie"}
    assert editor.post(at(river, "words-in", "es"), words).status_code == 302
    page = Client().get(reverse("front:organization", args=[river.public_id])).content.decode()
    assert "Clínica Río" in page
    assert "Founded in 1998" in page
    assert "<script>alert" not in page


def test_contacts_are_added_changed_put_in_order_and_taken_away(river):
    editor = signed_in(belonging(river, "editor"))
    for purpose in ("press", "appointments"):
        given = {"purpose": purpose, "phone": "+34 900 100 200 x12"}
        assert editor.post(at(river, "office-new"), given).status_code == 302
    for wrong in ({"purpose": "press"}, {"purpose": "x", "phone": "1"}, {"purpose": "press", "phone": "ring me"}):
        assert editor.post(at(river, "office-new"), wrong).status_code == 200
    press, appointments = Office.objects.all()
    assert editor.post(at(river, "office-move", appointments.public_id), {"to": "up"}).status_code == 302
    assert [each.purpose for each in Office.objects.all()] == ["appointments", "press"]
    page = Client().get(reverse("front:organization", args=[river.public_id])).content.decode()
    assert 'href="tel:+34900100200;ext=12"' in page
    assert editor.post(at(clinic("Lake Clinic"), "office-removal", press.public_id)).status_code == 403
    assert editor.post(at(river, "office-removal", press.public_id)).status_code == 302
    assert Office.objects.count() == 1


def test_people_are_confirmed_by_administrators_and_named_only_if_they_allow_it(river):
    boss, person = belonging(river, name="Boss of it"), join_person("New there", audience=Audience.EVERYONE)
    page = reverse("front:organization", args=[river.public_id])
    mine, theirs = signed_in(person), signed_in(boss)
    assert mine.post(at(river, "belonging"), {"role": "clinician"}).status_code == 302
    assert "New there" in theirs.get(at(river, "people")).content.decode()
    for act in ("confirmation", "nothing"):
        assert mine.post(at(river, "person-act", person.public_id, act)).status_code == 403
    assert theirs.post(at(river, "person-act", person.public_id, "nothing")).status_code == 404
    assert theirs.post(at(river, "person-act", person.public_id, "confirmation")).status_code == 302
    assert "New there" not in Client().get(page).content.decode()
    assert "River Clinic" not in Client().get(reverse("front:person", args=[person.public_id])).content.decode()
    assert mine.post(at(river, "belonging-listing"), {"listed": "yes"}).status_code == 302
    assert "New there" in signed_in(join_person()).get(page).content.decode()
    assert theirs.post(at(river, "belonging-listing"), {"listed": "yes"}).status_code == 302, "their own"
    assert mine.post(at(river, "belonging-end")).status_code == 302
    assert not Affiliation.objects.filter(member=person).exists()


def test_what_is_confirmed_is_what_was_shown(river):
    boss, person = belonging(river), join_person()
    affiliate(person, river, by=person)
    browser, address = signed_in(boss), at(river, "person-act", person.public_id, "confirmation")
    form = next(each for each in forms_of(browser.get(at(river, "people")).content.decode()) if each.action == address)
    seen = Affiliation.objects.get(member=person)
    affiliate(person, river, by=person, role=AffiliationRole.ADMINISTRATOR)
    assert browser.post(address, form.filled()).status_code == 409
    with pytest.raises(Refusal):
        confirm_affiliation(seen, by=boss)
    assert not can_answer_for(person, river)
    affiliate(person, river, by=person)
    assert browser.post(address, form.filled()).status_code == 302
    assert Affiliation.objects.get(member=person).confirmed_at


def test_whom_a_block_parts_do_not_meet_among_the_people(river):
    boss, person = belonging(river), join_person("Somebody parted")
    block(boss, by=person)
    affiliate(person, river, by=person)
    browser = signed_in(boss)
    assert "Somebody parted" not in browser.get(at(river, "people")).content.decode()
    assert browser.post(at(river, "person-act", person.public_id, "confirmation")).status_code == 404


def test_the_last_administrator_stays_until_there_is_another(river):
    boss = belonging(river)
    own = Affiliation.objects.get(member=boss)
    for step_down in (
        lambda: end_affiliation(own, by=boss),
        lambda: give_role(own, AffiliationRole.STAFF, by=boss),
        lambda: affiliate(boss, river, by=boss, role=AffiliationRole.STAFF),
    ):
        with pytest.raises(Refusal):
            step_down()
    belonging(river)
    end_affiliation(own, by=boss)
