"""What members announce."""

from django.utils.translation import gettext_lazy as _

from hearth.activity import Verb

MEMBER_JOINED = Verb("member.joined", _("{actor} joined."))
MEMBER_CHANGED = Verb("member.changed", _("The page of {subject} was changed."))
