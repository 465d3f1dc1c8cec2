import pytest
from django import forms
from django.http import QueryDict
from django.utils import translation

from hearth.topics.actions import put_first_vocabulary
from hearth.topics.fields import TopicsField
from hearth.topics.models import Topic

OURS = {"origin": "http://testserver"}


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


def test_a_word_that_offered_what_was_tapped_is_understood():
    assert chosen(sent("topics=heart-attack&topics_words=ataque")) == ["heart-attack"]
    assert not sent("topics=grief&topics_words=ataque").is_valid()


def test_the_picker_offers_topics_by_any_word_in_any_language(client):
    answer = client.post(
        "/topics/suggestions/?for=topics", {"topics": "grief", "topics_words": "sueño, ataque"}, headers=OURS
    )
    html = answer.content.decode()
    assert html.index('value="grief" checked') < html.index('value="heart-attack">')
    assert '<span lang="en">Heart attack</span> <span class="soft" lang="es">(Ataque al corazón)</span>' in html
    assert not answer.cookies


@pytest.mark.parametrize("asked", ["", "?for=topics", "?for=%3Cscript%3E", "?for=words", "?topics_words=x"])
def test_suggestions_are_answered_whatever_is_asked(client, asked):
    answer = client.post(f"/topics/suggestions/{asked}", {"words": "ataque"}, headers=OURS)
    assert answer.status_code == 200
    assert ("Heart attack" in answer.content.decode()) == (asked == "?for=words")


def test_what_is_typed_stands_in_no_address_and_other_sites_cannot_ask(client):
    assert client.get("/topics/suggestions/?for=words&words=ataque").status_code == 405
    assert client.post("/topics/suggestions/?for=words", {"words": "ataque"}).status_code == 403


def test_more_than_the_most_is_refused():
    assert not sent("topics=grief&topics=sleep&topics=copd&topics=stroke").is_valid()
    assert chosen(sent("topics=grief&topics=gr%00ief&topics_words=%00,%00")) == ["grief"]


def test_initial_topics_are_drawn_checked_in_the_readers_language():
    with translation.override("es"):
        html = str(Form(initial={"topics": [Topic.objects.get(slug="grief")]})["topics"])
    assert 'value="grief" checked><span lang="es">Duelo' in html
    assert html.count(" checked") == 1
