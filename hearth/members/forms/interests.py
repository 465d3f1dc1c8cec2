from django import forms
from django.utils.translation import gettext_lazy as _

from hearth.members.actions.follows import MOST_TOPICS
from hearth.topics.fields import TopicsField


class InterestsForm(forms.Form):
    """The topics a person follows."""

    topics = TopicsField(
        label=_("Topics you follow"),
        help_text=_("They come first in your space. A topic can interest you for any reason: it says nothing of you."),
        required=False,
        most=MOST_TOPICS,
    )
