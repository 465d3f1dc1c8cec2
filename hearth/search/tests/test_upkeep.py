"""The index follows what happens, can be made anew, and forgets."""

from datetime import datetime

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from hearth.communities.actions.erasing import erase_discussion, erase_reply
from hearth.communities.actions.writing import Answer, Opening, post_reply, start_discussion
from hearth.communities.models import Discussion
from hearth.communities.tests.people import member_of, open_community
from hearth.core.models import PeriodicTask
from hearth.core.periodic import PERIODIC
from hearth.search.actions.clearing import OPTIMIZE, clear_soon, optimize
from hearth.search.actions.forgetting import forget_words
from hearth.search.models import Document, Word
from hearth.search.tests.finding import addresses, index_all
from tests import remains

WORDS = ["quuxblorp", "zyxwomble", "grobbledock"]


@pytest.mark.django_db(transaction=True)
def test_what_was_erased_is_in_no_row_and_no_byte_after_optimize():
    with transaction.atomic():
        place = open_community(name="Tired hearts")
        asker, friend = member_of(place), member_of(place)
        opening = start_discussion(place, Opening(title="Quuxblorp", body="Zyxwomble"), by=asker)
        reply = post_reply(opening, Answer(body="Grobbledock"), by=friend)
    index_all()
    assert Document.objects.filter(title_stems="quuxblorp").exists()
    with transaction.atomic():
        erase_reply(reply, by=friend)
        erase_discussion(opening, by=asker)
    assert not Document.objects.filter(title_stems="quuxblorp").exists()
    assert not Word.objects.filter(shown__in=WORDS).exists()
    assert Word.objects.filter(shown="hearts").exists()
    while not optimize(seconds=0):
        continue
    if connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    left = remains.database()
    for word in ("quuxblorp", "zyxwombl", "grobbledock"):
        assert word not in left


@pytest.mark.django_db
def test_a_mark_that_stays_for_its_answers_keeps_no_stems(place, asker, friend):
    opening = start_discussion(place, Opening(title="Quuxblorp"), by=asker)
    post_reply(opening, Answer(body="Grobbledock"), by=friend)
    index_all()
    erase_discussion(opening, by=asker)
    assert not Document.objects.filter(title_stems__contains="quuxblorp").exists()


@pytest.mark.django_db(transaction=True)
def test_what_is_edited_away_leaves_no_spelling_unless_others_wrote_it_too():
    with transaction.atomic():
        place = open_community()
        asker = member_of(place)
        opening = start_discussion(place, Opening(title="Quuxblorp and grobbledock"), by=asker)
        start_discussion(place, Opening(title="Grobbledock"), by=asker)
    index_all()
    Discussion.objects.filter(pk=opening.pk).update(title="Zyxwomble")
    index_all()
    assert set(Word.objects.filter(shown__in=WORDS).values_list("shown", flat=True)) == {"zyxwomble", "grobbledock"}


@pytest.mark.django_db
def test_erasing_asks_as_many_queries_however_many_words_there_are(
    place, asker, friend, django_capture_on_commit_callbacks
):
    opening = start_discussion(place, Opening(title="Salt"), by=asker)
    replies = [post_reply(opening, Answer(body=f"Quuxblorp {number}"), by=friend) for number in range(2)]
    index_all()
    asked = []
    for reply in replies:
        with CaptureQueriesContext(connection) as captured, django_capture_on_commit_callbacks(execute=True):
            erase_reply(reply, by=friend)
        asked.append(len(captured))
        rows = [Word(key=f"w{number}", shown=f"w{number}", stem=f"w{number}") for number in range(3_000)]
        Word.objects.bulk_create(rows, ignore_conflicts=True)
    assert asked[1] <= asked[0]
    assert forget_words() == 3_000


@pytest.mark.django_db
@time_machine.travel("2026-11-03 10:00:00Z", tick=False)
@pytest.mark.parametrize(
    ("began", "ended", "soon"),
    [
        ("09:00:00", "09:00:00", "10:00:00"),  # it took no time
        ("09:58:00", "09:59:00", "10:19:00"),  # a minute: it rests for twenty
        ("09:59:00", "09:00:00", "10:20:00"),  # it is at it for a minute already
        ("09:00:00", "09:50:00", "12:00:00"),  # it was its turn sooner anyway
    ],
)
def test_clearing_takes_a_small_part_of_the_time_however_much_is_erased(began, ended, soon):
    on_day = "2026-11-03T{}Z".format
    row = {"started_at": on_day(began), "finished_at": on_day(ended), "next_run_at": on_day("12:00:00")}
    PeriodicTask.objects.update_or_create(name=OPTIMIZE, defaults=row)
    clear_soon()
    clear_soon()
    assert PeriodicTask.objects.get(name=OPTIMIZE).next_run_at == datetime.fromisoformat(on_day(soon))
    assert OPTIMIZE in PERIODIC


@pytest.mark.django_db
@pytest.mark.parametrize("field", [{"language": "nl"}, {"at": "2020-01-01T00:00:00Z"}, {"body_stems": "other"}])
def test_whatever_of_a_document_is_not_true_is_told_and_mended(place, asker, field, capsys):
    start_discussion(place, Opening(title="Salt"), by=asker)
    index_all()
    call_command("check_search")
    Document.objects.filter(kind="discussion").update(**field)
    with pytest.raises(CommandError):
        call_command("check_search")
    assert "discussion: 0 missing, 1 stale" in capsys.readouterr().out
    call_command("rebuild_search")
    call_command("check_search")


@pytest.mark.django_db
def test_an_index_that_lost_words_is_told_and_made_anew(place, asker):
    made = start_discussion(place, Opening(title="Quuxblorp"), by=asker)
    index_all()
    if connection.vendor == "sqlite":
        pk = Document.objects.get(discussion=made).pk
        connection.cursor().execute(
            "INSERT INTO search_words(search_words, rowid, title_stems, body_stems) VALUES ('delete', %s, %s, '')",
            [pk, "quuxblorp"],
        )
        assert addresses("quuxblorp") == []
        with pytest.raises(CommandError):
            call_command("check_search")
        call_command("rebuild_search")
        connection.cursor().execute("DROP TRIGGER search_changed")
        with pytest.raises(CommandError):
            call_command("check_search")
    call_command("rebuild_search")
    call_command("check_search")
    assert addresses("quuxblorp") == [made.get_absolute_url()]


@pytest.mark.django_db
def test_it_can_be_checked_and_made_anew(place, asker):
    made = start_discussion(place, Opening(title="Quuxblorp"), by=asker)
    with pytest.raises(CommandError):
        call_command("check_search")
    call_command("rebuild_search")
    call_command("check_search")
    type(made).objects.filter(pk=made.pk).update(title="Somethingelse")
    with pytest.raises(CommandError):
        call_command("check_search")
    call_command("rebuild_search")
    made.refresh_from_db()
    assert addresses("somethingelse") == [made.get_absolute_url()]
    assert addresses("quuxblorp") == []
    assert not Word.objects.filter(shown="quuxblorp").exists()
