"""Atom feeds (RFC 4287) as every room gives them: no name or word that XML cannot hold, ids that stay, and answers by
what is in a feed.
"""

import hashlib
import re
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed

HEADERS: Final = {
    "Content-Type": "application/atom+xml; charset=utf-8",
    # A reader may keep it, and asks each time: what was hidden meanwhile is gone from the answer.
    "Cache-Control": "private, no-cache",
}
UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")  # no XML document may hold these


class Feed(Atom1Feed):
    """An Atom feed that says of itself when it changed also while there is nothing in it yet."""

    def latest_post_date(self) -> datetime:
        latest: datetime = super().latest_post_date() if self.items else self.feed["begun_at"]
        return latest


def answer(request: HttpRequest, feed: Feed, *, robots: str) -> HttpResponse:
    """Answer with `feed`, or that it is as the reader has it (RFC 9110, 13.1.2); `robots` is what machines may do.

    By what is in it, not by a date: what a moderator hides makes no date later.
    """
    content = feed.writeString("utf-8").encode()
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    whole = HttpResponse(content, headers=HEADERS | {"ETag": etag, "X-Robots-Tag": robots})
    return get_conditional_response(request, etag=etag, response=whole) or whole


def tag(key: str) -> str:
    """Return an id that stays when the words in the address change (RFC 4151)."""
    return f"tag:{urlsplit(settings.CONFIG.site_url).hostname},2026:{key}"


def writable(text: str) -> str:
    """Return `text` without what no XML document may hold."""
    return UNWRITABLE.sub("", text)
