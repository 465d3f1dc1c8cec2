import pytest
from django.urls import reverse

from hearth.members.actions.profile import Profile, edit_profile, give_standing, set_audiences
from hearth.members.audiences import PARTS
from hearth.members.models import Agreement, Member, Standing
from tests.people import account_of, join_person, signed_in

pytestmark = pytest.mark.django_db
PAGES = ["settings", "settings-privacy", "settings-photo", "settings-situation", "settings-signing-in"]


@pytest.mark.parametrize("page", PAGES)
def test_visitors_are_asked_to_sign_in(client, page):
    url = reverse(f"members:{page}")
    assert client.get(url).url == f"{reverse('account_login')}?next={url}"


@pytest.mark.parametrize("page", PAGES)
def test_members_see_their_settings(page):
    assert signed_in(join_person()).get(reverse(f"members:{page}")).status_code == 200


def test_a_profile_is_written_and_read():
    member = join_person("Marisol V.")
    given = {"name": "Marisol", "line": "Heart failure since 2024", "country": "CL", "languages": ["es"], "about": "Hi"}
    assert signed_in(member).post(reverse("members:settings"), given).status_code == 302
    member.refresh_from_db()
    assert (member.name, member.line, member.country, member.languages) == (
        "Marisol",
        "Heart failure since 2024",
        "CL",
        ["es"],
    )
    assert "<p>Hi</p>" in member.about_html


def test_formatting_survives_a_form_sent_without_scripts():
    member = join_person("Marisol V.")
    client = signed_in(member)
    client.post(
        reverse("members:settings"), {"name": "Marisol", "about": "<p>One <strong>two</strong></p><p>three</p>"}
    )
    client.post(reverse("members:settings"), {"name": "Marisol", "line": "New line", "about": "One two\r\n\r\nthree"})
    member.refresh_from_db()
    assert member.line == "New line"
    assert member.about_html == "<p>One <strong>two</strong></p><p>three</p>"


def test_extra_form_fields_change_nothing():
    member = join_person("Marisol V.")
    given = {"name": "Marisol", "standing": "clinician", "owner": "1", "is_staff": "on", "audience": "everyone"}
    signed_in(member).post(reverse("members:settings"), given)
    member.refresh_from_db()
    assert (member.standing, member.audience) == ("", "only_me")
    assert not account_of(member).is_staff


def test_a_name_that_is_taken_keeps_what_was_typed():
    join_person("Rosa M.")
    page = signed_in(join_person()).post(reverse("members:settings"), {"name": "Rosa M.", "line": "Typed"})
    assert "already called" in page.content.decode()
    assert "Typed" in page.content.decode()


def test_a_page_saved_late_does_not_undo_a_choice_made_meanwhile():
    stale = join_person("Marisol V.", audience="everyone")
    now = Member.objects.get(pk=stale.pk)
    set_audiences(now, "only_me", {}, by=now)
    give_standing(now, Standing.MENTOR)
    edit_profile(stale, Profile(name="Marisol", line="New line"), by=stale)
    now.refresh_from_db()
    assert (now.name, now.line, now.audience, now.standing) == ("Marisol", "New line", "only_me", "mentor")


def test_a_refused_name_is_shown_nowhere_but_in_the_field():
    join_person("Dr Famous")
    page = signed_in(join_person("Marisol V.")).post(reverse("members:settings"), {"name": "Dr Famous"})
    before_the_form = page.content.decode().partition('<form class="stack stack--l"')[0]
    assert "Marisol V." in before_the_form
    assert "You: Dr Famous" not in before_the_form


@pytest.mark.parametrize("audience", ["nobody", "", "everyone'--"])
def test_an_unknown_audience_is_refused(audience):
    member = join_person()
    given = dict.fromkeys(PARTS, "page") | {"audience": audience}
    assert signed_in(member).post(reverse("members:settings-privacy"), given).status_code == 200
    member.refresh_from_db()
    assert member.audience == "only_me"


def test_new_rules_are_asked_for_once():
    member = join_person(rules_version="2020-01")
    client = signed_in(member)
    assert "I will follow the house rules" in client.get(reverse("front:rules")).content.decode()
    client.post(reverse("members:rules-agreement"))
    client.post(reverse("members:rules-agreement"))
    assert Agreement.objects.filter(account=account_of(member)).count() == 2
    assert "I will follow the house rules" not in client.get(reverse("front:rules")).content.decode()


@pytest.mark.parametrize("page", ["situation-withdrawal", "rules-agreement"])
def test_what_changes_something_is_posted(page):
    assert signed_in(join_person()).get(reverse(f"members:{page}")).status_code == 405
