"""What is found and forgotten costs by what it is, not by all there is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hearth.communities.actions.writing import Answer, Opening, post_reply, start_discussion
from hearth.communities.tests.people import member_of, open_community
from hearth.members.models import Audience
from hearth.search.actions.forgetting import forget_spellings
from hearth.search.queries.similar import similar_to
from hearth.search.tests.finding import found, index_all
from hearth.topics.actions import Name, put_topic
from hearth.topics.models import NameKind
from tests.people import join_person
from tests.plans import plans_of


def write(number: int) -> None:
    """Write something of each kind that says quuxblorp."""
    place = open_community(name=f"Quuxblorp {number}")
    asker = member_of(place)
    talk = start_discussion(place, Opening(title=f"Quuxblorp {number}"), by=asker)
    post_reply(talk, Answer(body=f"Quuxblorp helps, {number} times."), by=member_of(place))
    join_person(f"Quuxblorp {number}", audience=Audience.EVERYONE)
    name = Name("en", NameKind.PREFERRED, f"Quuxblorp {number}")
    put_topic(f"quuxblorp-{number}", icon="leaf", names=[name], description={"en": "One sentence."})


@pytest.mark.django_db
def test_queries_do_not_grow_with_what_is_shown():
    reader, asked = join_person("Reader"), []
    for number in range(4):
        write(number)
        index_all()
        with CaptureQueriesContext(connection) as captured:
            answer = found("quuxblorp", reader)
        assert len(answer.page.items) == 5 * (number + 1)
        asked.append(len(captured))
    assert len(set(asked[1:])) == 1, asked


@pytest.mark.django_db
def test_indexes_answer_what_is_looked_for(django_capture_on_commit_callbacks):
    write(0)
    index_all()
    reader = join_person("Reader")

    def look() -> None:
        found("quuxblorb helps", reader)
        found('"quuxblorp helps" -salt', None, order="newest", kinds=("reply",))
        similar_to("Quuxblorp", viewer=reader, language="en", body="helps", topics=["quuxblorp-0"])

    def forget() -> None:
        with django_capture_on_commit_callbacks(execute=True):
            forget_spellings(["quuxblorp"])

    for ask, table, least in ((look, "search_document", 6), (look, "search_word", 2)):
        plans = plans_of(ask, about=table)
        assert len(plans) >= least
        assert not [plan for plan in plans if f"SCAN {table}\n" in f"{plan}\n"], plans
    (plan,) = plans_of(forget, about="search_words")
    assert "SCAN search_words VIRTUAL TABLE INDEX" in plan
