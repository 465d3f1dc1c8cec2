import pytest
from django import forms
from django.http import QueryDict
from django.utils import translation

from hearth.topics.actions import put_first_vocabulary
from hearth.topics.fields import TopicsField
from hearth.topics.models import Topic


class Form(forms.Form):
    topics = TopicsField(label="Topics", most=3, required=False)


@pytest.fixture(autouse=True)
def vocabulary(db):
    put_first_vocabulary()


def sent(text):
    return Form(QueryDict(text))


def chosen(form):
    assert form.is_valid(), form.errors
    return [topic.slug for topic in form.cleaned_data["topics"]]


def test_topics_are_picked_or_typed_in_any_language_without_repetition():
    assert chosen(sent("topics=grief&topics_words=Infarto, GRIEF،النوم")) == ["grief", "heart-attack", "sleep"]
    assert chosen(sent("")) == []


def test_a_word_nobody_knows_is_named_beside_the_field_and_kept():
    form = sent("topics=grief&topics_words=diabetis")
    assert not form.is_valid()
    assert "Diabetes" in form.errors["topics"][0]
    html = str(form["topics"])
    assert 'value="diabetis"' in html
    assert 'value="grief" checked' in html


@pytest.mark.parametrize("bad", ["topics=nothing", "topics_words=<script>x</script>", "topics_words=qqqq"])
def test_what_does_not_exist_is_refused(bad):
    form = sent(bad)
    assert not form.is_valid()
    assert "<script>" not in str(form)


def test_more_than_the_most_is_refused():
    assert not sent("topics=grief&topics=sleep&topics=copd&topics=stroke").is_valid()
    assert chosen(sent("topics=grief&topics=gr%00ief&topics_words=%00,%00")) == ["grief"]


def test_initial_topics_are_drawn_checked_in_the_readers_language():
    with translation.override("es"):
        html = str(Form(initial={"topics": [Topic.objects.get(slug="grief")]})["topics"])
    assert 'value="grief" checked>Duelo' in html
    assert html.count(" checked") == 1
