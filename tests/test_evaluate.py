"""`bin/evaluate search` on few texts: every measure gives its figures, and they are right where they are known."""

import json

import pytest

from tests.evaluate.measures import MEASURES
from tests.evaluate.measures.patients import grades_of
from tests.evaluate.plain import Overlap
from tests.evaluate.scores import ndcg, success
from tests.evaluate.sources import own_questions

ARTICLES = [
    (
        "NHLBI",
        "Heart Failure",
        "treatment",
        "What are the treatments for Heart Failure ?",
        "Ankles swell; rest in bed.",
    ),
    ("NHLBI", "Heart Failure", "causes", "What causes Heart Failure ?", "The heart is weak."),
    ("MPlusHealthTopics", "Hearing Aids", "information", "What is Hearing Aids ?", "A device in the ear."),
    ("CDC", "Rabies", "symptoms", "What are the symptoms of Rabies ?", "Fever."),
]
PAIRS = [
    ("Does a salty soup harm me after my stent?", "Salty soup and a stent", 1),
    ("Does a salty soup harm me after my stent?", "How long do you wait before a flight?", 0),
]


def written(file, rows):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


@pytest.fixture
def data(tmp_path):
    names = ("source", "focus", "qtype", "question", "answer")
    written(tmp_path / "health_articles/medquad_sample.jsonl", [dict(zip(names, row, strict=True)) for row in ARTICLES])
    pairs = [dict(zip(("chq", "faq", "entails"), row, strict=True)) for row in PAIRS]
    written(tmp_path / "questions/rqe_train_sample.jsonl", pairs)
    topic = {"id": "1", "title": "Heart Failure", "also_called": ["Weak heart"], "meta_desc": "A heart that struggles."}
    written(tmp_path / "topics/medlineplus_topics_en_2024.jsonl", [topic])
    spanish = "doid\tlabel_en\tkind\ttext_en\ttext_es\tstatus\n1\theart failure\texact\t\tcorazón débil\t\n"
    (tmp_path / "diseases").mkdir()
    (tmp_path / "diseases/doid_es_translations.tsv").write_text(spanish, encoding="utf-8")
    return tmp_path


@pytest.mark.django_db
def test_every_measure_gives_its_figures(data):
    figures = {each["name"]: each for name in ("articles", "topics") for each in MEASURES[name](data, 1)}
    assert figures["articles"]["success_at_1"] == figures["articles"]["plain_success_at_1"] == 1
    assert figures["topics_synonyms"]["success_at_1"] == figures["topics_spanish"]["success_at_1"] == 1


@pytest.mark.django_db
def test_what_patients_ask_is_measured_beside_something_plain(data):
    figures = {each["name"]: each for name in ("asked", "patients") for each in MEASURES[name](data, 7)}
    assert figures["asked_questions"]["success_at_1"] == figures["asked_questions"]["overlap_success_at_1"] == 1
    assert figures["asked_own_en_worked_on"]["success_at_5"] == 1
    first = figures["patients_worked_on"]
    assert 0 < first["ndcg_at_10"] <= 1
    assert 0 < first["plain_ndcg_at_10"] <= 1


@pytest.mark.once
def test_figures_are_what_they_say():
    assert success([{"a"}, {"b"}], [["x", "a"], ["x", "y"]], 2) == 0.5
    assert success([{"a"}], [["x", "a"]], 1) == 0
    assert ndcg({1: 2, 2: 1}, [1, 2]) == 1
    assert 0 < ndcg({1: 2, 2: 1}, [2, 1]) < 1
    assert ndcg({1: 2}, [3]) == ndcg({}, [3]) == 0
    assert Overlap(["red rash", "red shoe", "red hat"], by_all=False).find("a rash, red") == [0, 1, 2]


@pytest.mark.once
def test_what_was_asked_for_is_worth_more_than_its_topic_alone():
    rows = [dict(zip(("source", "focus", "qtype"), row[:3], strict=True)) for row in ARTICLES]
    question = {"about": ["Heart Failure", "Hearing Aids"], "asks": ["treatment"]}
    assert grades_of(question, rows) == {0: 2, 1: 1, 2: 2}


@pytest.mark.once
@pytest.mark.parametrize("name", ["patients", "asked"])
def test_half_of_our_own_questions_are_held_out(name):
    rows = own_questions(name)
    assert len(rows) >= 60
    assert len({row["text"] for row in rows}) == len(rows)
    for language in ("en", "es"):
        held = [row["held_out"] for row in rows if row["language"] == language]
        assert abs(2 * sum(held) - len(held)) <= 1
