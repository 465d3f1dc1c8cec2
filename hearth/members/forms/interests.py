from django import forms
from django.utils.translation import gettext_lazy as _

from hearth.topics.fields import TopicsField

MOST_INTERESTS = 30


class InterestsForm(forms.Form):
    """The topics a person follows."""

    topics = TopicsField(
        label=_("Topics you follow"),
        help_text=_("They come first in your space. A topic can interest you for any reason: it says nothing of you."),
        required=False,
        most=MOST_INTERESTS,
    )
