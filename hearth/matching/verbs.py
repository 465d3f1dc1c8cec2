"""What matching announces. Who said that a question is not for them is in no activity."""

from django.utils.translation import gettext_lazy as _

from hearth.activity import Verb

QUESTION_OFFERED = Verb("question.offered", _("A question was offered: {subject}."))
QUESTION_CLAIMED = Verb("question.claimed", _("{actor} took a question in hand: {subject}."))
MENTOR_NOMINATED = Verb("mentorship.proposed", _("{actor} nominated a mentor: {subject}."))
MENTOR_BEGAN = Verb("mentorship.begun", _("{actor} became a mentor: {subject}."))
MENTOR_ENDED = Verb("mentorship.ended", _("{actor} is a mentor no longer: {subject}."))
