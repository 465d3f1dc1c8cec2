"""A community's three settings, each in one plain sentence, and what they say to machines."""

from typing import Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hearth.communities.models import Community, Crawling, Joining, Reading

READERS: Final[dict[str, Promise]] = {
    Reading.EVERYONE: _("Anyone on the internet can read what is said here."),
    Reading.SIGNED_IN: _("Anyone who is signed in here can read what is said."),
    Reading.ITS_MEMBERS: _("Only members of this community can read what is said here."),
}
JOINERS: Final[dict[str, Promise]] = {
    Joining.ANYONE: _("Anyone who is signed in can join at once."),
    Joining.ON_REQUEST: _("People ask to join, and a steward decides."),
    Joining.BY_INVITATION: _("People join by invitation only."),
}
MACHINES: Final[dict[str, Promise]] = {
    Crawling.INDEX: _("Search engines may show it."),
    Crawling.SNIPPET: _("Search engines may show titles and one line, and machines are asked not to learn from it."),
    Crawling.NO_TRAINING: _("Search engines may show it, and machines are asked not to learn from it."),
    Crawling.NOTHING: _("Search engines and other machines are asked to stay away."),
}
GENERAL: Final = _("General information, not advice about you.")
"""What stands with the words of a clinician, wherever they are shown."""

KEPT_OUT: Final = _("Search engines and other machines never see it, since it is not open to everyone.")
ROBOTS: Final[dict[str, str]] = {
    Crawling.INDEX: "index, follow",
    Crawling.SNIPPET: "index, follow, max-snippet:160, max-image-preview:none, noarchive, noai, noimageai",
    Crawling.NO_TRAINING: "index, follow, noai, noimageai",
    Crawling.NOTHING: "noindex, nofollow, noarchive, nosnippet, noai, noimageai",
}


class Sentences(NamedTuple):
    """What each setting means, as members are told."""

    reading: Promise
    joining: Promise
    crawling: Promise


def sentences_of(community: Community) -> Sentences:
    """Return who may read, who may join and what machines may do, in one sentence each."""
    machines = MACHINES[community.crawling] if community.is_open else KEPT_OUT
    return Sentences(READERS[community.reading], JOINERS[community.joining], machines)


def robots_of(community: Community) -> str:
    """Return what robots are told of a page of `community`, in the words of `meta name="robots"` (RFC 9309 is apart).

    A place that is not open to everyone is kept out of every index, whatever it says of machines.
    """
    return ROBOTS[community.crawling if community.is_open else Crawling.NOTHING]


def may_be_indexed(community: Community) -> bool:
    """Whether search engines are told of it: in the sitemap, and by links to its feed."""
    return community.is_open and community.crawling != Crawling.NOTHING
