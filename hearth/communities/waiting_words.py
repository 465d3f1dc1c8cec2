"""Words of a visitor who has not joined yet, kept in the session until they have, for a day at most."""

from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from hearth.communities.models import Labels
from hearth.core.idempotency import new_key

KEY = "waiting_words"
INVITED = "invited"  # the secret of the invitation that a visitor holds, until they have come in
WANTED = "wanted"  # the community that a visitor would join, by its public id, until they have come in
KEPT = 24 * 3600  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Words(Labels):
    """What waits: an answer in `discussion`, or an opening in `community` (both public ids).

    `since` is the year since which they live with it, `key` the one under which it is posted once; `seen` says whether
    its writer was shown it after coming in.
    """

    community: str
    discussion: str = ""
    answer: str = ""
    title: str = ""
    body: str = ""
    language: str = ""
    topics: list[str] = field(default_factory=list)
    answering: str = ""
    section: str = ""
    since: int | None = None
    kept_at: str = field(default_factory=lambda: timezone.now().isoformat())
    key: str = field(default_factory=new_key)
    seen: bool = False

    @property
    def written_at(self) -> datetime:
        """When they were written."""
        return datetime.fromisoformat(self.kept_at)


class WaitingWords:
    """The words that wait in one browser, if any."""

    def __init__(self, request: HttpRequest) -> None:
        self.session = request.session

    def keep(self, words: Words) -> None:
        """Keep `words` instead of any others."""
        self.session[KEY] = asdict(words)
        self.session.set_expiry(KEPT)

    def get(self) -> Words | None:
        """Return what waits. A session lives on with each change to it: the words do not."""
        kept: dict[str, Any] | None = self.session.get(KEY)
        words = Words(**kept) if kept else None
        if words and words.written_at < timezone.now() - timedelta(seconds=KEPT):
            self.drop()
            return None
        return words

    def see(self) -> None:
        """Remember that the writer has been shown what waits."""
        if kept := self.session.get(KEY):
            self.session[KEY] = kept | {"seen": True}

    def drop(self) -> None:
        """Forget what waits: it was posted, or is not wanted."""
        if self.session.pop(KEY, None):
            self.session.set_expiry(None)  # what is kept from now on is kept as long as any session
