from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hearth.core.forms import ManyPicks
from hearth.topics.fields import TopicsField
from hearth.topics.models import NameKind, Topic


def _language() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Language of the word"), choices=settings.LANGUAGES, initial=lambda: get_language() or "en"
    )


class ProposalForm(forms.Form):
    """A topic that somebody misses."""

    words = forms.CharField(
        label=_("What do people call it?"),
        help_text=_("Your own word, or the one on the letter from the clinic. Please write nobody’s name."),
        max_length=100,
        error_messages={"required": _("Write what it is called")},
    )
    language = _language()
    about = forms.CharField(
        label=_("What is it about?"),
        help_text=_("One sentence, if you like."),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AnswerForm(forms.Form):
    """What becomes of a proposal; a no says why."""

    sentence = forms.CharField(
        label=_("One plain sentence about it"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    topics = TopicsField(
        label=_("A topic"),
        help_text=_("The one it is part of, for a new topic; or the one that it is another word for."),
        required=False,
        most=1,
    )
    answer = forms.CharField(
        label=_("A word to whoever proposed it"),
        help_text=_("They read it beside their proposal. If you say no, say why."),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    decision = forms.ChoiceField(
        choices=[("accept", ""), ("merge", ""), ("refuse", "")], widget=forms.HiddenInput, error_messages={}
    )

    def clean(self) -> None:
        given = self.cleaned_data
        if given.get("decision") == "accept" and not given.get("sentence"):
            self.add_error("sentence", _("Write one sentence that says what it is about"))
        if given.get("decision") == "merge" and not given.get("topics"):
            self.add_error("topics", _("Choose the topic it is another word for"))
        if given.get("decision") == "refuse" and not given.get("answer"):
            self.add_error("answer", _("Write why: whoever proposed it reads this"))


class NameForm(forms.Form):
    """One more word for a topic."""

    name = forms.CharField(label=_("Word"), max_length=100, error_messages={"required": _("Write the word")})
    language = _language()
    kind = forms.ChoiceField(label=_("What sort of word"), choices=NameKind, initial=NameKind.EVERYDAY)


class SentenceForm(forms.Form):
    """What a topic is about, in one language."""

    sentence = forms.CharField(
        label=_("One plain sentence about it"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    language = forms.ChoiceField(label=_("Language of the sentence"), choices=settings.LANGUAGES)


class MergeForm(forms.Form):
    """The topic that another goes on as."""

    topics = TopicsField(
        label=_("Merge into"),
        most=1,
        error_messages={"required": _("Choose the topic it goes on as")},
    )


class ChosenNames(forms.Form):
    """Some of the words of a topic."""

    names = forms.TypedMultipleChoiceField(
        label=_("Words"),
        widget=ManyPicks(chip=True),
        error_messages={"required": _("Choose at least one word")},
    )

    def __init__(self, *args: Any, topic: Topic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = {str(name.pk): name for name in topic.names.order_by("language", "pk")}
        field = cast(forms.TypedMultipleChoiceField, self.fields["names"])
        # Not asked of the database, which answers a number of four hundred digits with an error.
        field.choices, field.coerce = [(key, name.name) for key, name in names.items()], names.__getitem__
