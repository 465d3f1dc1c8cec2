"""Taking a break from being brought questions."""

from django.utils import timezone

from hearth.core.refusals import require
from hearth.matching.models import Mentorship
from hearth.matching.permissions import is_own
from hearth.members.models import Member


def pause(mentorship: Mentorship, *, by: Member) -> None:
    """Bring nothing new to a mentor until they go on; what they have in hand stays theirs. Harmless a second time.

    Raises PermissionDenied for everybody else.
    """
    require(is_own(by, mentorship))
    Mentorship.objects.filter(pk=mentorship.pk, paused_at=None).update(paused_at=timezone.now())


def go_on(mentorship: Mentorship, *, by: Member) -> None:
    """Bring questions to a mentor again, unless they rest until a day. Harmless a second time.

    Raises PermissionDenied for everybody else.
    """
    require(is_own(by, mentorship))
    Mentorship.objects.filter(pk=mentorship.pk).update(paused_at=None)
