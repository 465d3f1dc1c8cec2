"""A term from its first day to the thanks: begun by the last tick, renewed near its end, laid down or ended."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hearth.activity.models import Activity
from hearth.communities.actions.belonging import give_role, leave_community, remove_member
from hearth.communities.models import Membership, Role
from hearth.communities.tests.people import member_of, open_community
from hearth.core.refusals import Refusal
from hearth.matching.actions.keeping import LAPSES, keep_terms
from hearth.matching.actions.nominating import agree, decline, nominate
from hearth.matching.actions.resting import Offering, describe_mentorship, pause, rest_until
from hearth.matching.actions.terms import end, renew
from hearth.matching.actions.training import add_step, move_step, remove_step, tick_steps
from hearth.matching.models import Mentorship, Stage, TrainingStep
from hearth.matching.models.mentorship import CAPACITY
from hearth.matching.tests.mentors import mentor_of
from hearth.topics.actions import Name, put_topic
from hearth.topics.models import NameKind
from tests.people import signed_in
from tests.word import letters

DAY = timedelta(days=1)


@pytest.fixture
def ready(place, steward):
    """Somebody for whom both sides have said yes."""
    friend = member_of(place, name="Thomas O.")
    mentorship = nominate(Membership.objects.get(member=friend), by=steward)
    agree(mentorship, by=friend)
    return fresh(mentorship)


@pytest.fixture
def mentor(place):
    return mentor_of(place, ends_on=timezone.localdate() + 20 * DAY)


def fresh(mentorship):
    return Mentorship.objects.select_related("member", "community").get(pk=mentorship.pk)


def role_of(mentorship):
    return Membership.objects.get(community=mentorship.community, member=mentorship.member).role


def act(member, mentorship, part, **given):
    return signed_in(member).post(f"/mentoring/{mentorship.public_id}/{part}/", given)


def text(member, address, status=200):
    answer = signed_in(member).get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def train(member, mentorship, **given):
    return act(member, mentorship, "training", **{"languages": ["en"], "capacity": 3} | given)


def steps_of(place):
    return list(TrainingStep.objects.filter(community=place))


def test_the_last_tick_makes_a_mentor_for_a_year(place, ready):
    steps = steps_of(place)
    page = text(ready.member, f"/mentoring/{ready.public_id}/")
    assert all(step.public_id in page for step in steps)
    train(ready.member, ready, steps=[step.public_id for step in steps[1:]])
    assert (fresh(ready).stage, role_of(ready)) == (Stage.PREPARING, Role.MEMBER)
    train(ready.member, ready, steps=[step.public_id for step in steps])
    now = fresh(ready)
    assert (now.stage, role_of(ready)) == (Stage.ACTIVE, Role.MENTOR)
    assert now.ends_on - now.began_on == timedelta(days=365)
    assert now.is_serving(now.began_on)
    assert Activity.objects.filter(verb="mentorship.begun").count() == 1


def test_ticks_and_what_one_can_answer_are_one_form(place, ready):
    steps = steps_of(place)
    ticks = [step.public_id for step in steps[:2]]
    train(ready.member, ready, steps=ticks, languages=["es"], capacity=2)
    now = fresh(ready)
    assert (now.stage, now.languages, now.capacity) == (Stage.PREPARING, ["es"], 2)
    assert set(now.steps.all()) == set(steps[:2])
    page = train(ready.member, ready, steps=[steps[2].public_id], languages=[], capacity=4).content.decode()
    ticked = [step for step in steps if f'value="{step.public_id}" checked' in page]
    assert (ticked, 'value="4"' in page) == ([steps[2]], True), "what was sent stands there to be mended"
    assert set(fresh(ready).steps.all()) == set(steps[:2])


def test_nobody_ticks_for_another_nor_steps_of_another_place(place, steward, ready):
    steps = steps_of(place)
    assert train(steward, ready, steps=[step.public_id for step in steps]).status_code == 403
    assert train(member_of(place), ready).status_code == 404
    foreign = TrainingStep.objects.create(community=open_community(), words="Elsewhere")
    train(ready.member, ready, steps=[foreign.public_id])
    tick_steps(ready, [foreign], by=ready.member)
    assert not ready.steps.exists()


def test_stewards_write_the_checklist(place, steward, ready):
    address = f"/communities/{place.public_id}/mentors/checklist/"
    leads = signed_in(steward)
    leads.post(address, {"words": "Meet us on Thursday."})
    first, *_others, last = steps_of(place)
    assert last.words == "Meet us on Thursday."
    leads.post(f"{address}{last.public_id}/move/", {"to": "up"})
    assert steps_of(place)[-2] == last
    leads.post(f"{address}{first.public_id}/move/", {"to": "up"})
    assert steps_of(place)[0] == first
    leads.post(f"{address}{last.public_id}/removal/")
    assert last not in steps_of(place)
    plain = signed_in(member_of(place))
    for part in ("", "beginning/", f"{first.public_id}/move/", f"{first.public_id}/removal/"):
        assert plain.post(address + part, {"words": "No", "to": "down"}).status_code == 403
    assert steps_of(place)[0] == first


def test_removing_what_was_left_makes_mentors_and_an_empty_list_does_not(place, steward, ready):
    *others, last = steps_of(place)
    tick_steps(ready, others, by=ready.member)
    move_step(last, up=True, by=steward)
    remove_step(last, by=steward)
    assert fresh(ready).stage == Stage.ACTIVE
    second = nominate(Membership.objects.get(member=member_of(place)), by=steward)
    agree(second, by=second.member)
    for step in steps_of(place):
        remove_step(step, by=steward)
    assert fresh(second).stage == Stage.PREPARING
    assert "I am ready" in text(second.member, f"/mentoring/{second.public_id}/")
    train(second.member, second)
    assert fresh(second).stage == Stage.ACTIVE


def test_a_checklist_has_an_end(place, steward):
    with pytest.raises(Refusal):
        for number in range(30):
            add_step(place, f"Step {number}", by=steward)


def test_a_term_is_renewed_in_its_last_month_by_the_mentor_or_a_steward(place, steward, mentor):
    ends_on = mentor.ends_on
    assert "Another year?" in text(mentor.member, f"/mentoring/{mentor.public_id}/")
    act(mentor.member, mentor, "renewal")
    assert fresh(mentor).ends_on == ends_on + timedelta(days=365)
    act(mentor.member, mentor, "renewal")
    assert fresh(mentor).ends_on == ends_on + timedelta(days=365), "once"
    assert "Another year?" not in text(mentor.member, f"/mentoring/{mentor.public_id}/")
    Mentorship.objects.update(ends_on=ends_on)
    assert "Another year for" in text(steward, f"/communities/{place.public_id}/mentors/")
    act(steward, mentor, "renewal")
    assert fresh(mentor).ends_on == ends_on + timedelta(days=365)
    assert act(member_of(place), mentor, "renewal").status_code == 404


def test_it_is_laid_down_at_any_time(mentor, steward):
    assert act(mentor.member, mentor, "end", reason="Kept from me").status_code == 302
    now = fresh(mentor)
    assert (now.stage, role_of(mentor), now.ends_on) == (Stage.ALUMNI, Role.MEMBER, timezone.localdate())
    assert now.end_reason == ""
    with pytest.raises(Refusal):
        renew(now, by=steward)


def test_a_steward_ends_it_with_words_that_only_the_mentor_reads(place, steward, mentor):
    other = member_of(place)
    assert act(steward, mentor, "end").status_code == 409, "not without a word"
    act(steward, mentor, "end", reason="You were kind. It is too much now.", thanks="For two good years.")
    assert fresh(mentor).stage == Stage.ALUMNI
    (mail,) = letters(mentor.member)
    assert mail.subject == "Your time as a mentor on Hearth"
    assert "too much" not in mail.text
    assert f"/mentoring/{mentor.public_id}/" in mail.text, "there it says why"
    assert "It is too much now." in text(mentor.member, f"/mentoring/{mentor.public_id}/")
    for each in (steward, other):
        page = text(each, f"/communities/{place.public_id}/mentors/")
        assert "too much" not in page
        assert "For two good years." in page
    assert act(other, mentor, "end", reason="Me too").status_code == 404


def test_stewards_thank_whoever_laid_it_down(place, steward, mentor):
    end(mentor, by=mentor.member)
    act(steward, mentor, "thanks", words="You sat with so many of us.")
    assert "You sat with so many of us." in text(member_of(place), f"/communities/{place.public_id}/mentors/")
    assert act(member_of(place), mentor, "thanks", words="Not mine to say").status_code == 404
    assert act(mentor.member, mentor, "thanks", words="Not mine either").status_code == 403


def test_each_day_terms_end_people_are_asked_once_and_old_nominations_lapse(place, steward, mentor):
    waiting = nominate(Membership.objects.get(member=member_of(place)), by=steward)
    now = timezone.now()
    letters()
    assert keep_terms(now=now) == 1
    assert keep_terms(now=now + DAY) == 0
    assert [each.subject for each in letters()] == ["Your term as a mentor on Hearth"]
    assert keep_terms(now=now + 20 * DAY) == 0, "the last day is a day of the term"
    assert keep_terms(now=now + 21 * DAY) == 1
    assert (fresh(mentor).stage, role_of(mentor)) == (Stage.ALUMNI, Role.MEMBER)
    keep_terms(now=now + LAPSES + DAY)
    assert not Mentorship.objects.filter(pk=waiting.pk).exists()
    assert not Activity.objects.filter(subject_type="matching.mentorship", subject_id=waiting.pk).exists()


def test_a_former_mentor_stays_one_when_a_new_nomination_comes_to_nothing(place, steward, mentor):
    end(mentor, by=mentor.member)
    nominate(Membership.objects.get(member=mentor.member), by=steward)
    assert fresh(mentor).stage == Stage.NOMINATED
    decline(fresh(mentor), by=steward)
    assert fresh(mentor).stage == Stage.ALUMNI
    assert "Offer to be a mentor" in text(mentor.member, f"/communities/{place.public_id}/mentors/")


def test_whoever_leads_stays_what_they_are(place, steward):
    mine = nominate(Membership.objects.get(member=steward), by=steward)
    tick_steps(mine, steps_of(place), by=steward)
    assert (fresh(mine).stage, role_of(mine)) == (Stage.ACTIVE, Role.STEWARD)
    assert fresh(mine).is_serving(timezone.localdate())
    end(mine, by=steward)
    assert role_of(mine) == Role.STEWARD


@pytest.mark.parametrize("how", ["made an ordinary member", "removed", "left"])
def test_who_is_no_mentor_any_more_is_offered_nothing_at_once(place, steward, mentor, how):
    today = timezone.localdate()
    assert mentor.is_serving(today)
    held = Membership.objects.get(member=mentor.member)
    if how == "removed":
        remove_member(held, by=steward)
    elif how == "left":
        leave_community(place, by=mentor.member)
    else:
        give_role(held, Role.MEMBER, by=steward)
    assert not mentor.is_serving(today)
    assert mentor.member.name not in text(steward, f"/communities/{place.public_id}/mentors/")
    keep_terms()
    left = Mentorship.objects.filter(pk=mentor.pk)
    assert [each.stage for each in left] == ([Stage.ALUMNI] if how.startswith("made") else [])


def describe(mentorship):
    topic = put_topic("heart", icon="heart", names=[Name("en", NameKind.PREFERRED, "Heart")], description={})
    said = Offering(languages=["es"], topics=[topic], since=2011, capacity=7)
    describe_mentorship(mentorship, said, by=mentorship.member)


def offering_of(mentorship):
    now = fresh(mentorship)
    return now.languages, now.since, now.capacity, now.topics.count(), now.paused_at, now.rests_until


NOTHING = ([], None, CAPACITY, 0, None, None)


def test_what_was_said_to_be_offered_fitting_questions_is_forgotten_at_the_end(place, steward, mentor):
    describe(mentor)
    pause(mentor, by=mentor.member)
    end(mentor, by=mentor.member)
    assert offering_of(mentor) == NOTHING
    nominate(Membership.objects.get(member=mentor.member), by=steward)
    assert fresh(mentor).languages == [place.lang]
    describe(mentor)
    rest_until(mentor, timezone.localdate() + DAY, by=mentor.member)
    decline(fresh(mentor), by=steward)
    assert (fresh(mentor).stage, offering_of(mentor)) == (Stage.ALUMNI, NOTHING)


def test_a_term_begins_without_the_break_that_was_taken_before_it(place, ready):
    pause(ready, by=ready.member)
    rest_until(ready, timezone.localdate() + DAY, by=ready.member)
    tick_steps(ready, steps_of(place), by=ready.member)
    assert fresh(ready).stage == Stage.ACTIVE
    assert not fresh(ready).takes_break
