"""What the vocabulary announces. It knows no people: nobody is said to have done it."""

from django.utils.translation import gettext_lazy as _

from hearth.activity import Verb

TOPIC_ADDED = Verb("topic.added", _("The topic {subject} was added."))
VOCABULARY_EXTENDED = Verb("vocabulary.extended", _("Topics were added, {subject} first."))
TOPIC_CHANGED = Verb("topic.changed", _("The words of the topic {subject} were changed."))
