"""What the link in a mail is about, for whoever holds it, and how it comes now."""

from dataclasses import dataclass, replace

from django.http import Http404

from hearth.activity.ports import KINDS, How, Matter
from hearth.communities.models import Community, Discussion
from hearth.members.models import Member
from hearth.notifications.links import Occasion, occasion_of
from hearth.notifications.queries.choices import ways_for


@dataclass(frozen=True, slots=True)
class Places:
    """What the places are called that a mail was about: for whom it was sent to, and nobody else; else empty."""

    discussion: str = ""
    community: str = ""


def get_occasion(token: str) -> Occasion:
    """Return what the link with `token` is about, without places that are gone; raises Http404.

    Whoever holds the link may choose: it was sent to one person, and says nothing of them.
    """
    occasion = occasion_of(token)
    if occasion is None or (occasion.kind and (occasion.kind not in KINDS or KINDS[occasion.kind].is_fixed)):
        raise Http404
    if not Member.objects.present().filter(pk=occasion.member).exists():
        raise Http404
    has_discussion = occasion.discussion and Discussion.objects.filter(pk=occasion.discussion or 0).exists()
    has_community = occasion.community and Community.objects.filter(pk=occasion.community or 0).exists()
    return replace(
        occasion,
        discussion=occasion.discussion if has_discussion else None,
        community=occasion.community if has_community else None,
    )


def way_now(occasion: Occasion) -> How:
    """Return how what `occasion` is about comes now."""
    if not occasion.kind:
        return How(occasion.how)
    matter = Matter(pk=0, community=occasion.community, discussion=occasion.discussion)
    return ways_for([occasion.member], KINDS[occasion.kind], matter)[occasion.member]


def places_for(occasion: Occasion, *, viewer: Member | None) -> Places:
    """Return what its places are called, for `viewer` where the mail was sent to them and they may read there now."""
    if viewer is None or viewer.pk != occasion.member:
        return Places()
    titles = Discussion.objects.visible_to(viewer).filter(pk=occasion.discussion or 0).values_list("title", flat=True)
    names = Community.objects.readable_by(viewer).filter(pk=occasion.community or 0).values_list("name", flat=True)
    return Places(titles.first() or "", names.first() or "")
