"""What matching announces. Who said that a question is not for them, or handed it back, is in no activity."""

from django.utils.translation import gettext_lazy as _

from hearth.activity import Verb

QUESTION_OFFERED = Verb("question.offered", _("A question was offered: {subject}."))
QUESTION_CLAIMED = Verb("question.claimed", _("{actor} took a question in hand: {subject}."))
QUESTION_REFERRED = Verb("question.referred", _("A question needs somebody in particular: {subject}."))
QUESTION_LET_GO = Verb("question.let_go", _("A question waits for somebody else: {subject}."))
MENTOR_NOMINATED = Verb("mentorship.proposed", _("{actor} nominated a mentor: {subject}."))
MENTOR_ACCEPTED = Verb("mentorship.accepted", _("{actor} agreed to a mentor: {subject}."))
MENTOR_TURNED_DOWN = Verb(
    "mentorship.turned_down", _("{actor} offered to be a mentor, not for now: {subject}."), befalls=True
)
MENTOR_WITHDRAWN = Verb("mentorship.withdrawn", _("A nomination came to nothing in {subject}."))
MENTOR_BEGAN = Verb("mentorship.begun", _("{actor} became a mentor: {subject}."))
RENEWAL_ASKED = Verb("renewal.asked", _("A mentor is asked whether to go on: {subject}."))
MENTOR_ENDED = Verb("mentorship.ended", _("{actor} is a mentor no longer: {subject}."))
