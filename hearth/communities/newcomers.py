"""How much people may write, newcomers less, and who may not write at all for now. Asked by all that takes words.

A newcomer is an account in its first days, or with its first posts: people mean no harm, but whoever does begins there.
What a limit stops is told in an ordinary sentence that says when it ends; the words are kept by the composer.
"""

import re
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hearth.activity.queries import time_of_act
from hearth.communities.mentions import SIGN
from hearth.communities.models import Discussion, Reply, Restriction
from hearth.communities.permissions import Standing
from hearth.communities.queries.restrictions import sentence_of
from hearth.communities.verbs import DISCUSSION_STARTED, REPLY_POSTED
from hearth.core.refusals import Refusal
from hearth.members import faces
from hearth.members.models import Member

FIRST_DAYS: Final = timedelta(days=3)
FIRST_POSTS: Final = 3
POSTS_AN_HOUR: Final = 12
LINKS: Final = 2
MENTIONS: Final = 5
AN_HOUR: Final = timedelta(hours=1)

POSTING: Final = (DISCUSSION_STARTED, REPLY_POSTED)

LINK = re.compile(r"<a\s[^>]*\bhref=.*?</a>", re.DOTALL)


def require_unrestricted(here: Standing, *, under: Member | None = None) -> None:
    """Raise Refusal when whoever stands `here` was asked not to write, nor to react, for now; or not `under` that name.

    One query, for those who lead the community.
    """
    found = here.restriction
    if found is None and under is not None and here.leads:
        found = Restriction.objects.on_name(under, here.community)
    if found is not None:
        raise Refusal(sentence_of(found))


def require_room_for(words: str, *, by: Member, at: datetime, adds: bool = True) -> None:
    """Raise Refusal when `by` may not write `words`, stored HTML, at this moment.

    `adds` says whether it is a new post: changing one counts for no speed. One query for a new post, two more for what
    only those with their first posts may not.
    """
    account = faces.account_of(by)
    is_early = account is not None and account.joined_at > at - FIRST_DAYS
    if adds:
        _require_time_between(by, at, is_early=is_early)
    said, links = LINK.subn("", words)  # an @ in an address names nobody
    if (links > LINKS or len(SIGN.findall(said)) > MENTIONS) and (is_early or _has_first_posts(by)):
        raise Refusal(_too_many(links))


def _require_time_between(by: Member, at: datetime, *, is_early: bool) -> None:
    """One posts so many times in an hour, under all names together; what was deleted since counts."""
    most = settings.CONFIG.posts_an_hour
    if is_early:
        most = min(most, POSTS_AN_HOUR)
    mine = faces.all_of(faces.account_of(by))
    first = time_of_act(most, of=mine, verbs=POSTING, since=at - AN_HOUR, until=at)
    if first is None:
        return
    free_at = date_format(timezone.localtime(first + AN_HOUR), "TIME_FORMAT")
    if is_early:
        sentence = _("In your first days you can post %(count)d times in an hour. You can post again at %(time)s.")
        raise Refusal(sentence % {"count": most, "time": free_at})
    raise Refusal(
        _("You have posted very often within an hour. You can post again at %(time)s; until then you can save a draft.")
        % {"time": free_at}
    )


def _has_first_posts(by: Member) -> bool:
    written = 0
    for model in (Discussion, Reply):
        mine = model._default_manager.filter(faces.same_person(by, "author"))
        written += len(mine.values_list("pk", flat=True)[:FIRST_POSTS])
    return written < FIRST_POSTS


def _too_many(links: int) -> str:
    if links > LINKS:
        first = ngettext("A first post can hold %(count)d link.", "A first post can hold %(count)d links.", LINKS) % {
            "count": LINKS
        }
    else:
        first = ngettext(
            "A first post can name %(count)d person.", "A first post can name %(count)d people.", MENTIONS
        ) % {"count": MENTIONS}
    after = _("Take some out. You can use more when you have been here %(days)d days and posted %(posts)d times.")
    return f"{first} {after % {'days': FIRST_DAYS.days, 'posts': FIRST_POSTS}}"
