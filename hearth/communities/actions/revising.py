"""What a text said before it was changed, kept for its author and for moderators."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _

from hearth.communities.models import Discussion, Reply, Revision, labels_of
from hearth.communities.queries.revisions import revisions_of
from hearth.core import richtext
from hearth.core.refusals import Refusal

CHANGES_AN_HOUR: Final = 20
MOST_CHANGES: Final = 100


def keep_revision(written: Discussion | Reply, *, at: datetime, alternatives: Sequence[str]) -> None:
    """Keep what `written` says before it is changed `at`, in the transaction of that change.

    `alternatives` are those of its pictures when they change. Raises Refusal when it was changed too often: all of it
    is kept, and what is kept has an end.
    """
    kept = revisions_of(written)
    if kept.filter(until__gt=at - timedelta(hours=1)).count() >= CHANGES_AN_HOUR:
        raise Refusal(_("You have changed this many times within an hour. Wait a little, then change it once more."))
    if kept.count() >= MOST_CHANGES:
        raise Refusal(_("This was changed so often that it can be changed no more. You can still delete it."))
    Revision.objects.create(
        **written.row_key,
        **({} if isinstance(written, Reply) else {"title": written.title, "since": written.since}),
        **labels_of(written),
        body=richtext.clean(written.body),
        alternatives=list(alternatives),
        until=at,
    )
