"""From a nomination to getting ready: both sides say yes, a no is quiet, and whom a block parts never hear of it."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from hearth.communities.actions.belonging import admit
from hearth.communities.actions.places import archive_community
from hearth.communities.actions.restricting import restrict
from hearth.communities.models import Membership, Role
from hearth.communities.tests.people import member_of, open_community
from hearth.core.refusals import Refusal
from hearth.matching.actions.nominating import nominate
from hearth.matching.models import Mentorship, Stage, TrainingStep
from hearth.matching.tests.mentors import mentor_of
from hearth.members.actions.distance import block
from hearth.members.actions.joining import create_face
from hearth.members.actions.pseudonyms import create_pseudonym
from hearth.members.models import Account, Audience, Kind
from tests.people import account_of, join_person, signed_in
from tests.threads import at_once
from tests.word import letters, sentences


@pytest.fixture
def friend(place):
    return member_of(place, name="Thomas O.")


def membership(place, member):
    return Membership.objects.get(community=place, member=member)


def of(place, part=""):
    return f"/communities/{place.public_id}/mentors/{part}"


def ask(steward, place, member, **given):
    held = membership(place, member)
    return signed_in(steward).post(f"/communities/{place.public_id}/people/{held.public_id}/nomination/", given)


def act(member, mentorship, part, **given):
    return signed_in(member).post(f"/mentoring/{mentorship.public_id}/{part}/", given)


def text(member, address, status=200):
    answer = signed_in(member).get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def mails(member):
    return [each.subject.removesuffix(" on Hearth") for each in letters(member)]


def test_nobody_is_written_to_again_and_again(steward, place, friend):
    came = 0
    for _time in range(5):
        answer = ask(steward, place, friend)
        came += len(mails(friend))
        if made := Mentorship.objects.first():
            act(steward, made, "refusal")
    assert answer.status_code == 409
    assert "this one several times" in answer.content.decode()
    assert came == 3


def test_a_steward_sees_that_somebody_was_asked_before_they_ask_again(place, steward, friend):
    address = f"/communities/{place.public_id}/people/{membership(place, friend).public_id}/nomination/"
    assert "no answer yet" not in text(steward, address)
    asked = nominate(membership(place, friend), by=steward)
    assert "no answer yet" in text(steward, address)
    act(friend, asked, "agreement")
    assert "They are getting ready already." in text(steward, address)


def test_a_member_whom_a_steward_asks_says_yes_and_gets_ready(place, steward, friend):
    assert "to be a mentor" in text(steward, f"/communities/{place.public_id}/people/")
    assert ask(steward, place, friend, words="You listen so well.").status_code == 302
    (asked,) = Mentorship.objects.all()
    assert (asked.stage, asked.waits_for_member, asked.languages) == (Stage.NOMINATED, True, ["en"])
    assert mails(friend) == ["You are asked to be a mentor"]
    assert "You listen so well." in text(friend, f"/mentoring/{asked.public_id}/")
    assert act(steward, asked, "agreement").status_code == 403, "it is for the other side to say yes"
    act(friend, asked, "agreement")
    asked.refresh_from_db()
    assert asked.stage == Stage.PREPARING
    assert membership(place, friend).role == Role.MEMBER


def test_somebody_who_offers_waits_for_a_steward_and_is_told(place, steward, friend):
    assert "Offer to be a mentor" in text(friend, of(place))
    signed_in(friend).post(of(place, "me/"), {"words": "Ten years with it."})
    (offered,) = Mentorship.objects.all()
    assert offered.waits_for_stewards
    assert act(friend, offered, "agreement").status_code == 403, "nobody agrees to their own offer"
    assert "Ten years with it." in text(steward, of(place))
    act(steward, offered, "agreement")
    offered.refresh_from_db()
    assert offered.stage == Stage.PREPARING
    assert mails(friend) == ["Your offer to be a mentor was answered"]


def test_somebody_who_offers_may_be_turned_down_and_offer_again(place, steward, friend):
    nominate(membership(place, friend), by=friend)
    act(steward, Mentorship.objects.get(), "refusal")
    assert not Mentorship.objects.exists()
    assert mails(friend) == ["About being a mentor"]
    (said,) = sentences(friend)
    assert "decided to leave it for now" in said
    assert steward.name not in said
    signed_in(friend).post(of(place, "me/"), {"words": ""})
    assert Mentorship.objects.get().waits_for_stewards


@pytest.mark.parametrize(
    ("offered", "part", "said"),
    [
        (True, "agreement", "They are told that you agree."),
        (True, "refusal", "They are told that it is not for now."),
        (False, "refusal", "They are not told."),
    ],
)
def test_a_steward_learns_who_hears_of_it(offered, part, said, place, steward, friend):
    one = nominate(membership(place, friend), by=friend if offered else steward)
    letters()
    answer = signed_in(steward).post(f"/mentoring/{one.public_id}/{part}/", follow=True)
    assert said in answer.content.decode()
    assert bool(mails(friend)) is offered


def test_a_no_is_told_to_nobody_and_looks_like_no_answer(place, steward, friend):
    asked, other = (
        nominate(membership(place, each), by=steward) for each in (friend, member_of(place, name="Says nothing"))
    )
    letters()
    before = text(steward, of(place))
    act(friend, asked, "refusal")
    assert letters() == []
    assert sentences(friend) == []
    after = text(steward, of(place))
    assert after.count("no answer yet") == before.count("no answer yet") == 2
    assert text(friend, "/mentoring/").count("asked to be a mentor") == 0
    act(steward, asked, "agreement")
    assert text(friend, f"/mentoring/{asked.public_id}/", 404)
    ask(steward, place, friend)
    assert mails(friend) == [], "who has said no is not asked again"
    assert other.stage == Stage.NOMINATED


def test_both_nominating_each_other_is_both_saying_yes(place, steward, friend):
    nominate(membership(place, friend), by=friend)
    nominate(membership(place, friend), by=steward)
    assert Mentorship.objects.get().stage == Stage.PREPARING
    second = member_of(place)
    nominate(membership(place, second), by=steward)
    nominate(membership(place, second), by=second)
    assert Mentorship.objects.get(member=second).stage == Stage.PREPARING


def test_a_steward_who_offers_themself_has_both_sides(place, steward):
    nominate(membership(place, steward), by=steward)
    assert Mentorship.objects.get().stage == Stage.PREPARING


def test_staff_who_lead_every_community_nominate_too(place, friend):
    staff = join_person()
    Account.objects.filter(pk=account_of(staff).pk).update(is_staff=True, is_superuser=True)
    assert ask(staff, place, friend).status_code == 302
    assert Mentorship.objects.get().waits_for_member


def test_nobody_else_nominates(place, friend):
    plain, moderator, outside = member_of(place), member_of(place, Role.MODERATOR), join_person()
    for each in (plain, moderator, outside):
        assert ask(each, place, friend).status_code == 403
    assert signed_in(outside).post(of(place, "me/"), {}).status_code == 403
    assert not Mentorship.objects.exists()


@pytest.mark.parametrize("who_blocks", ["nominee", "steward"])
def test_whom_a_block_parts_never_hears_of_it_and_nobody_is_told(place, steward, friend, who_blocks):
    pseudonym = create_pseudonym(account_of(friend), name="Another name")
    if who_blocks == "nominee":
        block(steward, by=pseudonym)
    else:
        block(pseudonym, by=steward)
    assert ask(steward, place, friend, words="First words").status_code == 302
    assert ask(steward, place, friend, words="Later words").status_code == 302
    asked = Mentorship.objects.get()
    assert asked.words == "First words", "as where it reached them"
    assert mails(friend) == []
    assert "no answer yet" in text(steward, of(place))
    assert "asked to be a mentor" not in text(friend, "/mentoring/")
    assert text(friend, f"/mentoring/{asked.public_id}/", 404)
    assert "You are asked" not in text(friend, of(place))
    other = member_of(place, Role.STEWARD)
    ask(other, place, friend)
    assert mails(friend) == ["You are asked to be a mentor"], "another steward reaches them"


def test_a_one_off_name_is_never_nominated(place, steward, friend):
    account = account_of(friend)
    alias = create_face(account, name="Once", audience=Audience.ONLY_ME, languages=[], kind=Kind.ALIAS)
    held = admit(place, alias)
    with pytest.raises(Refusal):
        nominate(held, by=steward)
    with pytest.raises(Refusal):
        nominate(held, by=friend)
    assert not Mentorship.objects.exists()


def test_the_name_used_in_the_community_is_the_mentors_name(place, steward):
    person = join_person("Usual name")
    pseudonym = create_pseudonym(account_of(person), name="Name for here")
    admit(place, pseudonym)
    nominate(Membership.objects.get(member=pseudonym), by=person)
    assert Mentorship.objects.get().member == pseudonym
    assert "Usual name" not in text(steward, of(place))


def test_nobody_is_nominated_where_it_is_closed_nor_offers_while_restricted(place, steward, friend):
    restricted = member_of(place)
    restrict(place, restricted, by=steward, until=timezone.now() + timedelta(days=3), reason="Rest a while.")
    assert signed_in(restricted).post(of(place, "me/"), {"words": "Please"}).status_code == 409
    assert ask(steward, place, restricted).status_code == 302, "a no would tell what is about another name"
    archive_community(place, by=steward)
    assert ask(steward, place, friend, words="Kept words").status_code == 409
    assert Mentorship.objects.count() == 1


def test_a_mentor_is_not_nominated_again(place, steward):
    mentor = mentor_of(place)
    assert ask(steward, place, mentor.member).status_code == 409
    assert Mentorship.objects.get().stage == Stage.ACTIVE


def test_the_first_nomination_brings_a_checklist_in_the_language_of_the_place(steward, friend):
    place = open_community(steward=steward, lang="es", languages=["es"])
    nominate(membership(place, member_of(place)), by=steward)
    words = list(TrainingStep.objects.filter(community=place).values_list("words", flat=True))
    assert len(words) == 5
    assert any("comunidad" in each for each in words)


def test_two_stewards_at_once_nominate_once(waiting_database):
    stewards = [join_person(), join_person()]
    place = open_community(steward=stewards[0])
    with transaction.atomic():
        admit(place, stewards[1], role=Role.STEWARD)
        friends = [member_of(place), member_of(place)]
    held = [membership(place, friend) for friend in friends]
    outcomes = at_once(8, lambda number: nominate(held[number % 2], by=stewards[number // 4]).stage)
    assert set(outcomes) == {Stage.NOMINATED}
    assert Mentorship.objects.count() == 2
    assert TrainingStep.objects.count() == 5
    came = [each.to for each in letters()]
    assert sorted(came) == sorted(account_of(each).email for each in friends)
