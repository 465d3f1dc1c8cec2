"""What happens in other rooms is found as it is afterwards: the worker does what each activity owes."""

import json
from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse

from hearth.activity.models import Activity, Delivery
from hearth.communities.actions.belonging import admit
from hearth.communities.actions.merging import merge_discussions
from hearth.communities.actions.order import move_discussion
from hearth.communities.actions.places import Description, describe_community
from hearth.communities.actions.splitting import split_discussion
from hearth.communities.actions.writing import Answer, Opening, post_reply, start_discussion
from hearth.communities.models import Discussion, Joining, Reading, Role
from hearth.communities.tests.people import member_of, open_community
from hearth.core.continents import Continent
from hearth.members.actions.profile import Profile, edit_profile
from hearth.members.models import Audience
from hearth.organizations.actions import Details, put_organization, put_regions
from hearth.organizations.models import Organization, OrganizationKind
from hearth.organizations.permissions import HOUSE
from hearth.organizations.tests.lists import row, run, table
from hearth.search.actions.indexing import BATCH
from hearth.search.models import Document
from hearth.search.tests.finding import addresses, found, page
from hearth.topics.actions import Name, put_first_vocabulary, put_topic
from hearth.topics.actions.merging import merge_topics, split_topic
from hearth.topics.actions.vocabulary import TOGETHER
from hearth.topics.actions.wording import add_name, describe_topic, make_topic, remove_name
from hearth.topics.models import NameKind, Topic
from tests.people import join_person

pytestmark = pytest.mark.django_db
PREFERRED, EVERYDAY = NameKind.PREFERRED, NameKind.EVERYDAY


@pytest.fixture
def work(run_worker):
    """Do what is owed."""
    return run_worker


@pytest.fixture
def steward(place):
    return member_of(place, Role.STEWARD)


def test_what_is_merged_is_found_as_the_reply_it_became(place, asker, friend, steward, work):
    kept = start_discussion(place, Opening(title="Salt", body="What do you cook?"), by=asker)
    gone = start_discussion(place, Opening(title="Quuxblorp in soup", body="Which one helps?"), by=friend)
    answer = post_reply(gone, Answer(body="Grobbledock does."), by=asker)
    work()
    assert addresses("quuxblorp") == [gone.get_absolute_url()]
    became = merge_discussions(gone, kept, by=steward)
    work()
    assert addresses("quuxblorp") == [became.get_absolute_url()]
    answer.refresh_from_db()
    assert addresses("grobbledock") == [answer.get_absolute_url()]
    assert "Salt" in page(None, q="grobbledock")


def test_answers_that_only_stand_elsewhere_are_not_read_again(place, asker, friend, steward, work):
    kept = start_discussion(place, Opening(title="Salt"), by=asker)
    gone = start_discussion(place, Opening(title="Soup"), by=friend)
    post_reply(gone, Answer(body="Grobbledock does."), by=asker)
    work()
    Document.objects.filter(kind="reply").update(body_stems="untouched")
    merge_discussions(gone, kept, by=steward)
    work()
    assert sorted(Document.objects.filter(kind="reply").values_list("body_stems", flat=True)) == ["soup", "untouched"]


def test_what_is_split_off_is_found_as_the_discussion_it_became(place, asker, friend, steward, work):
    talk = start_discussion(place, Opening(title="Salt", body="What do you cook?"), by=asker)
    first = post_reply(talk, Answer(body="Quuxblorp is another matter."), by=friend)
    second = post_reply(talk, Answer(body="Grobbledock for me.", parent=first), by=asker)
    work()
    opened = split_discussion(talk, [first.public_id], by=steward, title="About zyxwomble")
    work()
    for words in ("zyxwomble", "quuxblorp"):
        assert addresses(words, kinds=("discussion",)) == [opened.get_absolute_url()], words
    second.refresh_from_db()
    assert addresses("grobbledock") == [second.get_absolute_url()]
    assert Document.objects.filter(discussion__isnull=False).count() == 2


def test_what_moved_to_fewer_readers_is_found_by_these_alone(place, asker, friend, steward, work):
    den = open_community(reading=Reading.ITS_MEMBERS, joining=Joining.ANYONE)
    member_of(den, Role.STEWARD)
    talk = start_discussion(place, Opening(title="Quuxblorp"), by=asker)
    work()
    admit(den, steward, role=Role.STEWARD)
    move_discussion(talk, den, by=steward)
    assert addresses("quuxblorp", friend) == []
    assert addresses("quuxblorp", steward) == [Discussion.objects.get().get_absolute_url()]


def test_a_community_is_found_by_the_name_it_has_now(place, steward, work):
    said = Description(name="Quuxblorp", description="Zyxwomble", reading=place.reading, joining=place.joining)
    work()
    describe_community(place, said, by=steward)
    work()
    assert len(addresses("quuxblorp", kinds=("community",))) == len(addresses("zyxwomble", kinds=("community",))) == 1
    assert addresses("tired hearts", kinds=("community",)) == []


def test_a_name_given_up_leads_to_nobody_at_once(friend, work):
    person = join_person("Quuxblorp Real", audience=Audience.EVERYONE)
    work()
    assert len(addresses("quuxblorp")) == 1
    edit_profile(person, Profile(name="Grobbledock"), by=person)
    answer = found("quuxblorp")
    assert (answer.count, answer.page.items) == (0, [])
    work()
    assert len(addresses("grobbledock")) == 1
    assert addresses("quuxblorp") == []


def test_an_organisation_is_found_by_what_is_said_of_it_now(work):
    put_regions()
    given = {"name": "Clinic", "kind": OrganizationKind.HOSPITAL, "region": Continent.EUROPE, "country": "NL"}
    given |= {"joined_on": date(2026, 1, 1)}
    put_organization(Details(**given), by=HOUSE)
    work()
    put_organization(Details(**given, description={"en": "Quuxblorp for all."}), by=HOUSE)
    work()
    assert len(addresses("quuxblorp")) == 1
    before = Activity.objects.count()
    put_organization(Details(**given, description={"en": "Quuxblorp for all."}), by=HOUSE)
    assert Activity.objects.count() == before


def topics_found(words):
    return [each.rpartition("/topics/")[2].strip("/") for each in addresses(words, kinds=("topic",))]


def test_a_topic_is_found_by_each_word_it_has_now_and_no_other(work):
    made = make_topic(Name("en", PREFERRED, "Quuxblorp"), description="About it.", broader=[])
    work()
    assert topics_found("quuxblorp") == [made.slug]
    add_name(made, Name("es", EVERYDAY, "Zyxwomble"))
    describe_topic(made, language="en", sentence="Grobbledock says it.")
    work()
    assert topics_found("zyxwomble") == topics_found("grobbledock") == [made.slug]
    remove_name(made.names.get(name="Zyxwomble"))
    work()
    assert topics_found("zyxwomble") == []


def test_merged_and_split_topics_are_found_where_their_words_went(work):
    one, other = (
        put_topic(slug, icon="leaf", names=names, description={})
        for slug, names in (
            ("one", [Name("en", PREFERRED, "Quuxblorp")]),
            ("other", [Name("en", PREFERRED, "Grobbledock"), Name("en", EVERYDAY, "Zyxwomble")]),
        )
    )
    work()
    merge_topics(one, into=other)
    work()
    assert topics_found("quuxblorp") == ["other"]
    made = split_topic(other, [other.names.get(name="Zyxwomble")], description={})
    work()
    assert topics_found("zyxwomble") == [made.slug]
    assert topics_found("grobbledock") == ["other"]


def test_a_vocabulary_that_is_read_in_is_found_and_owes_nothing_the_second_time(tmp_path, work):
    file = tmp_path / "topics.jsonl"
    row = {"id": "3000", "title": "Quuxblorp", "language": "English", "also_called": ["Zyxwomble"], "meta_desc": "Yes."}
    file.write_text(json.dumps(row))
    call_command("import_topics", str(file))
    work()
    assert topics_found("zyxwomble") == ["quuxblorp"]
    before = Activity.objects.count()
    call_command("import_topics", str(file))
    assert Activity.objects.count() == before


def test_a_site_that_begins_owes_one_piece_of_work_for_all_its_topics(work):
    added = put_first_vocabulary()
    assert Delivery.objects.filter(handler__startswith="search.").count() == 1
    work()
    assert Document.objects.filter(kind="topic").count() == added
    assert TOGETHER <= BATCH
    Topic.objects.filter(slug="gout").delete()
    put_first_vocabulary()
    work()
    assert topics_found("gout")[0] == "gout"


def test_what_a_list_adds_and_renames_is_found_and_what_it_says_as_before_is_left_alone(tmp_path, work):
    def bring(*rows):
        (tmp_path / "list.csv").write_bytes(table(*rows))
        run("import_hospitals", tmp_path / "list.csv")
        work()

    def at(organization):
        return reverse("front:organization", args=[organization.public_id])

    put_regions()
    bring(row("010001", "QUUXBLORP HOSPITAL"), row("010002", "GROBBLEDOCK HOSPITAL"))
    quux, grob = (Organization.objects.get(entries__identifier=key) for key in ("010001", "010002"))
    assert addresses("quuxblorp") == [at(quux)]
    assert addresses("grobbledock") == [at(grob)]
    Document.objects.filter(organization=grob).delete()  # so that it shows when it is written again
    bring(row("010001", "SNARFWIDGET HOSPITAL"), row("010002", "GROBBLEDOCK HOSPITAL"))
    assert addresses("snarfwidget") == [at(quux)]
    assert addresses("quuxblorp") == []
    assert addresses("grobbledock") == []
