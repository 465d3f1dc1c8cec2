"""What a text said before: for whoever `can_see_revisions`."""

from django.db.models import QuerySet

from hearth.communities.models import Discussion, Reply, Revision
from hearth.core.paging import Page, page

SHOWN = 10


def revisions_of(written: Discussion | Reply) -> QuerySet[Revision]:
    """Return all that `written` said before."""
    return Revision.objects.filter(**written.row_key)


def list_revisions(written: Discussion | Reply, *, cursor: str = "") -> Page[Revision]:
    """Return a page of what `written` said before, the last change first. One query."""
    return page(revisions_of(written), by=("-until", "-pk"), size=SHOWN, cursor=cursor)
