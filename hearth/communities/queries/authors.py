"""Who wrote what, as a reader sees them."""

from collections.abc import Iterable

from hearth.communities.models.written import Written
from hearth.members.models import Member, presence_of
from hearth.members.queries.profiles import ProfileSeen, bylines_for


def authors_of(written: Iterable[Written], *, viewer: Member | None) -> dict[int, ProfileSeen]:
    """Return what `viewer` sees of the author of each of `written`, by the key of the member.

    Read with `author_presence` they need one query at most; for others it is asked.
    """
    authors = {each.author: getattr(each, "author_presence", None) for each in written}
    unknown = [member.pk for member, presence in authors.items() if presence is None]
    asked = dict(Member.objects.filter(pk__in=unknown).values_list("pk", presence_of())) if unknown else {}
    return bylines_for(((each, presence or asked[each.pk]) for each, presence in authors.items()), viewer=viewer)
