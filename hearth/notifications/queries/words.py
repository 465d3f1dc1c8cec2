"""What the link in a mail is about, for whoever holds it, and how it comes now."""

from dataclasses import dataclass, replace

from django.http import Http404

from hearth.activity.ports import KINDS, How, Matter
from hearth.communities.models import Community, Discussion
from hearth.members.models import Member
from hearth.notifications.links import Word, word_of
from hearth.notifications.queries.choices import ways_for


@dataclass(frozen=True, slots=True)
class Places:
    """What the places are called that a mail was about: for whom it was sent to, and nobody else; else empty."""

    discussion: str = ""
    community: str = ""


def get_word(token: str) -> Word:
    """Return what the link with `token` is about, without places that are gone; raises Http404.

    Whoever holds the link may choose: it was sent to one person, and says nothing of them.
    """
    word = word_of(token)
    if word is None or (word.kind and (word.kind not in KINDS or KINDS[word.kind].is_fixed)):
        raise Http404
    if not Member.objects.present().filter(pk=word.member).exists():
        raise Http404
    has_discussion = word.discussion and Discussion.objects.filter(pk=word.discussion or 0).exists()
    has_community = word.community and Community.objects.filter(pk=word.community or 0).exists()
    return replace(
        word,
        discussion=word.discussion if has_discussion else None,
        community=word.community if has_community else None,
    )


def way_now(word: Word) -> How:
    """Return how what `word` is about comes now."""
    if not word.kind:
        return How(word.how)
    matter = Matter(pk=0, community=word.community, discussion=word.discussion)
    return ways_for([word.member], KINDS[word.kind], matter)[word.member]


def places_for(word: Word, *, viewer: Member | None) -> Places:
    """Return what its places are called, for `viewer` where the mail was sent to them and they may read there now."""
    if viewer is None or viewer.pk != word.member:
        return Places()
    titles = Discussion.objects.visible_to(viewer).filter(pk=word.discussion or 0).values_list("title", flat=True)
    names = Community.objects.readable_by(viewer).filter(pk=word.community or 0).values_list("name", flat=True)
    return Places(titles.first() or "", names.first() or "")
