import ast
from dataclasses import replace
from pathlib import Path

import pytest
from django.contrib.auth import SESSION_KEY
from django.urls import reverse

import hearth
from hearth.core.models import OutgoingMail
from hearth.members import photos
from hearth.members.actions.profile import set_audiences
from hearth.members.audiences import audience_of
from hearth.members.models import Account, Audience, Member, StaffAction
from hearth.members.names import _FIRST
from hearth.members.rights import GROUPS
from hearth.members.templatetags.members import staff_detail
from hearth.members.views.staff_acts import ACTS
from tests.people import account_of, appoint, join_person, show_photo, signed_in

pytestmark = pytest.mark.django_db
ACTS_OF = {
    "moderators": {"suspension", "return", "blanking", "resolution"},
    "founders": set(),
    "topic keepers": set(),
    "network keepers": set(),
    "verifiers": {"badge"},
    "administrators": {"appointment", "dismissal"},
}
PAGES_OF = {
    "moderators": {"staff", "staff-people", "staff-resolutions", "staff-log"},
    "founders": {"staff", "staff-people"},
    "topic keepers": {"staff", "staff-people", "staff-topics"},
    "network keepers": {"staff", "staff-people"},
    "verifiers": {"staff", "staff-people", "staff-verifications"},
    "administrators": {"staff", "staff-people", "staff-accounts", "staff-log"},
}
PAGES = set().union(*PAGES_OF.values())


@pytest.mark.parametrize("group", GROUPS)
def test_each_group_gets_to_its_own_pages_and_no_others(group):
    client, other = signed_in(appoint(join_person(), group)), join_person()
    opened = {page for page in PAGES if client.get(reverse(f"members:{page}")).status_code == 200}
    assert opened == PAGES_OF[group]
    acts = {act for act in ACTS if client.get(act_on(other, act)).status_code == 200}
    assert acts == ACTS_OF[group]
    assert {act for act in ACTS if client.post(act_on(other, act), {}).status_code != 404} == ACTS_OF[group]


def act_on(member, act):
    return reverse("members:staff-act", args=[member.public_id, act])


@pytest.mark.parametrize("act", ACTS)
def test_members_and_visitors_find_no_staff(client, act):
    other = join_person()
    for browser in (client, signed_in(join_person())):
        for page in PAGES:
            assert browser.get(reverse(f"members:{page}")).status_code == 404
        assert browser.get(act_on(other, act)).status_code == 404
        assert browser.post(act_on(other, act), {"reason": "x", "days": "7"}).status_code == 404


@pytest.mark.parametrize("act", ACTS)
def test_nobody_acts_on_themself(act):
    boss = appoint(join_person(), *GROUPS)
    assert signed_in(boss).post(act_on(boss, act), {"reason": "x"}).status_code == 404


@pytest.mark.parametrize("act", ACTS)
def test_nothing_is_done_without_a_reason(act):
    client, other = signed_in(appoint(join_person(), *GROUPS)), join_person()
    done = StaffAction.objects.exclude(kind="page_opened")  # that is no deed
    before = done.count()
    page = client.post(act_on(other, act), {"days": "7", "part": "name", "group": "moderators"})
    assert "Write why" in page.content.decode()
    assert done.count() == before


def test_the_way_there_is_shown_to_those_who_may_go(client):
    home = reverse("front:home")
    way = f'href="{reverse("members:staff")}"'
    assert way in signed_in(appoint(join_person(), "verifiers")).get(home).content.decode()
    assert way not in signed_in(appoint(join_person(), "editors")).get(home).content.decode()
    assert way not in signed_in(join_person()).get(home).content.decode()


@pytest.mark.parametrize(
    ("part", "fields"),
    [
        ("name", ["name"]),
        ("line", ["line"]),
        ("about", ["about", "about_html"]),
        ("roles", ["roles"]),
        ("country", ["country"]),
    ],
)
def test_a_harmful_part_is_taken_away_and_nothing_written_in_its_place(part, fields):
    marisol = join_person("Marisol", email="marisol@example.org", audience=Audience.EVERYONE)
    Member.objects.filter(pk=marisol.pk).update(
        line="Harm", about="Harm", about_html="<p>Harm</p>", roles=["staff"], country="CL"
    )
    given = {"part": part, "reason": "It named a neighbour.", "name": "New", "line": "New", "about": "New"}
    assert signed_in(appoint(join_person(), "moderators")).post(act_on(marisol, "blanking"), given).status_code == 302
    marisol.refresh_from_db()
    kept = {name: getattr(marisol, name) for name in ("name", "line", "about", "about_html", "roles", "country")}
    assert "New" not in str(kept)
    for name, value in kept.items():
        assert (value in ["Marisol", "Harm", "<p>Harm</p>", ["staff"], "CL"]) == (name not in fields)
    told = signed_in(marisol).get(reverse("members:settings-names")).content.decode()
    assert "It named a neighbour." in told
    assert f"A part of this page was taken away. ({staff_detail(part)})" in told
    assert OutgoingMail.objects.get().to == "marisol@example.org"


def test_a_harmful_photo_goes_from_disk_at_once(django_capture_on_commit_callbacks):
    marisol, june = join_person("Marisol", audience=Audience.EVERYONE), appoint(join_person(), "moderators")
    show_photo(marisol)
    key = marisol.photo
    assert 'src="data:image/webp;base64,' in signed_in(june).get(act_on(marisol, "blanking")).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        signed_in(june).post(act_on(marisol, "blanking"), {"part": "photo", "reason": "Somebody else is in it."})
    marisol.refresh_from_db()
    assert (marisol.photo, photos.read(key, "large")) == ("", None)
    assert OutgoingMail.objects.exists()


def test_interests_end_for_others_and_stay_for_the_person():
    marisol = join_person("Marisol", audience=Audience.EVERYONE)
    set_audiences(marisol, Audience.EVERYONE, {"interests": Audience.EVERYONE}, by=marisol)
    june = signed_in(appoint(join_person(), "moderators"))
    june.post(act_on(marisol, "blanking"), {"part": "interests", "reason": "x"})
    marisol.refresh_from_db()
    assert audience_of(marisol, "interests") == Audience.ONLY_ME


def test_the_page_of_the_act_shows_what_others_see_and_the_person_reads_that_it_was_opened():
    marisol = join_person("Marisol", audience=Audience.EVERYONE)
    set_audiences(marisol, Audience.EVERYONE, {"about": Audience.ONLY_ME}, by=marisol)
    Member.objects.filter(pk=marisol.pk).update(line="I live at number 7", about="Mine", about_html="<p>Mine alone</p>")
    page = signed_in(appoint(join_person(), "moderators")).get(act_on(marisol, "blanking")).content.decode()
    assert "I live at number 7" in page
    assert "Mine alone" not in page
    assert StaffAction.objects.get(kind="page_opened").subject == marisol
    told = signed_in(marisol).get(reverse("members:settings-names")).content.decode()
    assert "A moderator looked at what others see of this page." in told


def test_a_name_that_was_taken_away_is_nobodys_for_a_year():
    marisol = join_person("Sells Pills", audience=Audience.EVERYONE, language="es")
    signed_in(appoint(join_person(), "moderators")).post(act_on(marisol, "blanking"), {"part": "name", "reason": "x"})
    marisol.refresh_from_db()
    first = marisol.name.split()[0]
    assert first in _FIRST["es"].split(), "in their language, not in the moderator's"
    for who in (marisol, join_person("Another")):
        answer = signed_in(who).post(reverse("members:settings"), {"name": "sells pills", "languages": ["en"]})
        assert answer.status_code == 200
    marisol.refresh_from_db()
    assert marisol.name.split()[0] == first


def test_their_page_is_a_link_where_it_opens_only():
    june = signed_in(appoint(join_person(), "moderators"))
    for audience, opens in ((Audience.EVERYONE, True), (Audience.ONLY_ME, False)):
        other = join_person(audience=audience)
        page = june.get(reverse("members:staff-person", args=[other.public_id])).content.decode()
        assert (f'href="{reverse("front:person", args=[other.public_id])}"' in page) == opens


def test_rights_are_given_and_taken_back_on_record():
    boss, june = appoint(join_person("Boss"), "administrators"), join_person("June")
    client, given = signed_in(boss), {"group": "moderators", "reason": "She asked to help."}
    assert client.post(act_on(june, "appointment"), given).status_code == 302
    assert signed_in(june).get(reverse("members:staff-log")).status_code == 200
    assert "She asked to help." in signed_in(june).get(reverse("members:settings-names")).content.decode()
    assert client.post(act_on(june, "dismissal"), given).status_code == 302
    assert signed_in(june).get(reverse("members:staff-log")).status_code == 404
    assert not account_of(june).is_staff


def test_a_moderator_is_shown_as_one_for_as_long_as_they_are(client):
    boss, june = appoint(join_person("Boss"), "administrators"), join_person("June", audience=Audience.EVERYONE)
    given, page = {"group": "moderators", "reason": "Helps."}, reverse("front:person", args=[june.public_id])
    for act, shown in (("appointment", True), ("dismissal", False)):
        signed_in(boss).post(act_on(june, act), given)
        assert ("role--moderator" in client.get(page).content.decode()) == shown


def test_a_form_sent_twice_acts_once():
    client, other = signed_in(appoint(join_person(), "moderators")), join_person()
    given = {"days": "7", "reason": "Sold things.", "once": "one and the same"}
    answers = [client.post(act_on(other, "suspension"), given).status_code for _each in range(2)]
    assert answers == [302, 302]
    assert StaffAction.objects.filter(kind="suspended").count() == 1


def test_accounts_are_listed_without_faces_health_or_anything_secret():
    marisol = join_person("Marisol", email="marisol@example.org")
    client, list_ = signed_in(appoint(join_person(), "administrators")), reverse("members:staff-accounts")
    page, searched = (client.get(list_, given).content.decode() for given in ({}, {"address": "marisol@Example.org"}))
    assert ("m…@example.org" in page, "marisol@example.org" in page) == (True, False)
    assert "<bdi>marisol@example.org</bdi>" in searched
    account = account_of(marisol)
    for secret in ("Marisol", marisol.public_id, account.password, "1970"):
        assert secret not in page + searched


def test_staff_are_warned_that_nobody_can_reach_them(settings):
    june, page = signed_in(appoint(join_person(), "moderators")), reverse("members:staff")
    for contact, warned in (("", True), ("care@example.org", False)):
        settings.CONFIG = replace(settings.CONFIG, contact=contact)
        assert ("HEARTH_CONTACT" in june.get(page).content.decode()) == warned


def test_lists_cost_the_same_however_many_there_are(django_assert_max_num_queries):
    client = signed_in(appoint(join_person(), *GROUPS))
    for _each in range(12):
        appoint(join_person(), "moderators")
    for page in ("staff-accounts", "staff-log", "staff-people"):
        with django_assert_max_num_queries(22):
            client.get(reverse(f"members:{page}"), {"name": "person"})


def test_staff_stay_who_they_are(db):
    """Whatever page of staff one opens or sends, one is signed in as oneself afterwards."""
    boss, other = appoint(join_person(), *GROUPS), join_person()
    client = signed_in(boss)
    own = str(account_of(boss).pk)
    for act in ACTS:
        given = {"reason": "x", "days": "1", "part": "line", "group": "verifiers", "as": other.public_id}
        client.post(act_on(other, act), given)
        assert client.session[SESSION_KEY] == own


def looked_up(tree):
    """Return what is only read with, as in `held.get(SESSION_KEY)`: whoever leaves is looked up in sessions to end."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {arg for call in calls if getattr(call.func, "attr", "") == "get" for arg in call.args}


SIGNS_IN = {"login", "perform_login", "force_login", "resume_login", "SESSION_KEY", "BACKEND_SESSION_KEY"}
OURS = {"views/entering.py", "stages.py"}  # the second looks at who signs in, and may only turn them away


def test_no_code_signs_anybody_in_but_the_one_who_has_proven_to_be_it():
    """`sign in as` does not exist: what sets a session is called in one module, and by no page of staff."""
    found = set()
    for path in (Path(hearth.__file__).parent / "members").rglob("*.py"):
        place = path.relative_to(Path(hearth.__file__).parent / "members").as_posix()
        if place.startswith("tests/"):
            continue
        tree = ast.parse(path.read_text())
        read = looked_up(tree)
        for node in ast.walk(tree):
            name = getattr(node, "id", getattr(node, "attr", "")) if isinstance(node, ast.Name | ast.Attribute) else ""
            if (
                name in SIGNS_IN and node not in read and not (place == "urls.py" and name == "login")
            ):  # allauth's own page
                found.add(place)
            if isinstance(node, ast.ImportFrom) and "entering" in (node.module or ""):
                assert "staff" not in place
    assert found == OURS
    assert not Account.objects.exists()
