"""What is measured, and by whom it is asked for."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from hearth.communities.models import MODERATING, Community, Discussion
from hearth.members.models import Member

BARE_BYTES = 40_000  # of the bare page measured as a case of its own; beside each other case stands one of its size

FILTERED = "country=US&kind=hospital&channel=none&name=lemon&order=changed"


@dataclass(frozen=True, slots=True)
class Case:
    """One kind of request.

    Arguments:
        path: where it goes.
        signed_in: whether a member asks; else a visitor without cookies.
        form: for a POST: the fields beside the token; None for a GET.
        shows: the page a POST leads to, whose size the bare page takes; empty where the POST itself is answered.
        past_cache: whether it asks in a way that the cache in front of Django answers nobody.
    """

    name: str
    path: str
    signed_in: bool = False
    form: Callable[[int], dict[str, str]] | None = None
    shows: str = ""
    past_cache: bool = False


def cases() -> tuple[Member, list[Case]]:
    """Return who asks as a member, and every case, in a filled database."""
    discussion = Discussion.objects.filter(reply_count__gte=1).order_by("-pk")[0]
    community = Community.objects.get(pk=discussion.community_id)
    here = Member.objects.filter(memberships__community=community).exclude(pk=discussion.author_id)
    viewer = here.exclude(memberships__role__in=MODERATING).order_by("pk")[0]
    talk_at = {"discussion_id": discussion.public_id, "slug": discussion.slug}
    place = {"community_id": community.public_id, "slug": community.slug}
    listing, talk = reverse("communities:community", kwargs=place), reverse("communities:discussion", kwargs=talk_at)
    # Another one: what is read stays as it was filled, however often a kept home is measured.
    other = Discussion.objects.filter(community=community, pk__lt=discussion.pk).order_by("-pk")[0]
    answer = reverse("communities:reply-create", kwargs={"discussion_id": other.public_id})
    directory, on_map = reverse("organizations:directory"), reverse("organizations:directory-map")
    return viewer, [
        Case("bare", reverse("bare", kwargs={"size": BARE_BYTES}), signed_in=True),
        Case("list_anonymous", listing),
        Case("list_member", listing, signed_in=True),
        Case("discussion_anonymous", talk),
        Case("discussion_member", talk, signed_in=True),
        Case("home_member", reverse("front:home"), signed_in=True),
        Case("bell_member", reverse("notifications:count"), signed_in=True),
        Case("told_member", reverse("notifications:list"), signed_in=True),
        Case("search_common", f"{reverse('search:search')}?q=heart&language=en&kind=reply", signed_in=True),
        Case("search_rare", f"{reverse('search:search')}?q={discussion.pk}", signed_in=True),
        Case("search_two", f"{reverse('search:search')}?q=lemon+bakery", signed_in=True),
        Case("search_none", f"{reverse('search:search')}?q=xylophone", signed_in=True),
        Case("suggestions", reverse("search:suggestions"), signed_in=True, form=_beginning),
        Case("directory", directory, signed_in=True),
        Case("directory_filtered", f"{directory}?{FILTERED}", signed_in=True),
        Case("directory_map", on_map, signed_in=True),
        # As visitors ask for it when nobody did just before: what each page costs beside a list of discussions.
        Case("uncached_list", listing, past_cache=True),
        Case("uncached_directory", directory, past_cache=True),
        Case("uncached_directory_filtered", f"{directory}?{FILTERED}", past_cache=True),
        Case("uncached_directory_map", on_map, past_cache=True),
        Case("reply_post", answer, signed_in=True, form=_reply, shows=talk),
    ]


def _beginning(number: int) -> dict[str, str]:
    return {"q": "hea"}


def _reply(number: int) -> dict[str, str]:
    return {
        "body": f"I was there too, and it grew easier with every week. This is answer {number}.",
        "once": f"n{number}",
    }
