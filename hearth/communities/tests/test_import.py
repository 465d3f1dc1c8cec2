"""Bringing a collection in: nothing lost, nothing doubled, and every text says where it is from."""

import hashlib
import io
import json
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.template.loader import render_to_string

from hearth.activity.models import Activity
from hearth.communities.models import Community, Discussion, Reply

pytestmark = pytest.mark.django_db
SAMPLE = Path(__file__).parents[4] / "shared/data/health_articles/medquad_sample.jsonl"
ENTRY = {
    "id": "7",
    "source": "NHLBI",
    "url": "https://example.org/a",
    "question": "What is rest ?",
    "answer": "Lying down.",
}


def bring(path, *lines, **options):
    if lines:
        path.write_text("".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines))
    said, faults = io.StringIO(), io.StringIO()
    call_command("import_questions", str(path), stdout=said, stderr=faults, **options)
    return said.getvalue().splitlines()[-1], faults.getvalue()


@pytest.fixture
def file(tmp_path):
    return tmp_path / "questions.jsonl"


def test_an_entry_becomes_a_discussion_that_says_where_it_is_from(file, client):
    assert bring(file, ENTRY)[0] == "1 added, 0 updated, 0 unchanged, 0 skipped."
    discussion, reply = Discussion.objects.get(), Reply.objects.get()
    assert (discussion.title, reply.body, reply.body_html) == ("What is rest?", "Lying down.", "<p>Lying down.</p>")
    assert (discussion.source_name, discussion.source_url) == ("NHLBI", "https://example.org/a")
    assert discussion.source_license == "CC BY 4.0"
    assert discussion.is_imported
    community = Community.objects.get()
    assert (community.discussion_count, discussion.reply_count) == (1, 1)
    assert set(Activity.objects.values_list("verb", flat=True)) <= {"community.founded", "member.joined"}
    shown = client.get(f"/communities/{community.public_id}/", follow=True).content.decode()
    assert "What is rest?" in shown
    assert "From a collection" in shown
    unanswered = client.get(f"/communities/{community.public_id}/{community.slug}/?show=unanswered").content.decode()
    assert "What is rest?" not in unanswered


def test_a_second_time_changes_only_what_changed(file):
    other = ENTRY | {"question": "What is sleep ?"}
    bring(file, ENTRY, other)
    assert bring(file)[0] == "0 added, 0 updated, 2 unchanged, 0 skipped."
    assert bring(file, ENTRY | {"answer": "Sitting still."}, other)[0] == "0 added, 1 updated, 1 unchanged, 0 skipped."
    assert sorted(Reply.objects.values_list("body", flat=True)) == ["Lying down.", "Sitting still."]
    assert Community.objects.get().discussion_count == 2


def test_another_source_takes_the_opening_and_the_answer_along(file):
    other = ENTRY | {"question": "What is sleep ?"}
    bring(file, ENTRY, other)
    assert bring(file, ENTRY | {"source": "NIH"}, other)[0] == "0 added, 1 updated, 1 unchanged, 0 skipped."
    rest = Discussion.objects.get(title="What is rest?")
    assert (rest.source_name, rest.author.name, rest.reply_count) == ("NIH", "NIH (collection)", 1)
    assert rest.replies.get().author == rest.author
    assert rest.replies.get().edited_at is None, "its words are the same"
    assert bring(file)[0] == "0 added, 0 updated, 2 unchanged, 0 skipped."


def test_two_collections_may_use_one_id_for_one_question(file):
    bring(file, ENTRY, name="First")
    bring(file, ENTRY | {"answer": "Sitting still."}, name="Second", licence="CC0")
    assert bring(file, ENTRY, name="First")[0] == "0 added, 0 updated, 1 unchanged, 0 skipped."
    kept = Reply.objects.values_list("discussion__community__name", "discussion__source_license", "body")
    assert sorted(kept) == [("First", "CC BY 4.0", "Lying down."), ("Second", "CC0", "Sitting still.")]


@pytest.mark.parametrize("options", [{}, {"key": "medquad"}])
def test_a_library_that_was_renamed_is_found_again(file, options):
    bring(file, ENTRY, **options)
    Community.objects.update(name="The shelf")
    assert bring(file, **options)[0] == "0 added, 0 updated, 1 unchanged, 0 skipped."
    assert Community.objects.get().name == "The shelf"


def test_a_key_lets_a_collection_take_another_name(file):
    bring(file, ENTRY, key="medquad", name="Old")
    bring(file, ENTRY, key="medquad", name="New")
    assert Discussion.objects.get().community == Community.objects.get()


def test_bad_lines_are_told_by_number_and_skipped(file):
    bad = [
        "{",
        "[1]",
        {"id": 1},
        ENTRY | {"answer": " "},
        ENTRY | {"url": "javascript:alert(1)"},
        ENTRY | {"answer": 3.5},
    ]
    bad += [ENTRY | {"answer": "a\x00b"}, '{"id": "1", "question": "q", "answer": "\\ud800"}']
    last, faults = bring(file, *bad, "", ENTRY)
    assert last == "1 added, 0 updated, 0 unchanged, 8 skipped."
    assert [line.split(":")[0] for line in faults.splitlines()] == [f"line {number}" for number in range(1, 9)]


def test_a_long_question_keeps_all_its_words(file):
    question = "Why " + "so " * 100 + "long?"
    bring(file, ENTRY | {"question": question})
    discussion = Discussion.objects.get()
    assert len(discussion.title) <= 150
    assert discussion.body == question


def test_bytes_that_are_no_utf8_and_a_file_that_is_not_there(file, tmp_path):
    file.write_bytes(json.dumps(ENTRY).encode() + b'\n{"id": "8", "question": "\xff", "answer": "b"}\n')
    assert bring(file)[0] == "1 added, 0 updated, 0 unchanged, 1 skipped."
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_questions", str(tmp_path / "nowhere"))


def test_what_was_brought_in_says_so_where_it_is_read(file):
    bring(file, ENTRY, as_of=date(2017, 5, 1))
    shown = render_to_string("communities/_source.html", {"discussion": Discussion.objects.get()})
    for part in ("NHLBI", 'href="https://example.org/a"', "CC BY 4.0", "2017"):
        assert part in shown


def test_nobody_can_take_the_name_a_collection_speaks_under(file):
    bring(file, ENTRY)
    assert Discussion.objects.get().author.name == "NHLBI (collection)"


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample of questions in ../shared/data is not here")
def test_the_whole_sample_comes_in_word_for_word():
    assert bring(SAMPLE)[0] == "2200 added, 0 updated, 0 unchanged, 0 skipped."
    given = [json.loads(line) for line in SAMPLE.read_text(encoding="utf-8").splitlines()]
    kept = Reply.objects.values_list("body", flat=True)
    assert _sum(entry["answer"] for entry in given) == _sum(kept)
    assert Discussion.objects.values("source_key").distinct().count() == 2200
    assert bring(SAMPLE)[0] == "0 added, 0 updated, 2200 unchanged, 0 skipped."


def _sum(texts):
    return hashlib.sha256("\x00".join(sorted(texts)).encode()).hexdigest()
