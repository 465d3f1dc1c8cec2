"""For feed readers (RFC 4287) and search engines (sitemaps.org): open places only, as a visitor sees them."""

import re
from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from hearth.communities.models import Community, Discussion, Reply
from hearth.communities.queries import machines
from hearth.communities.queries.sentences import GENERAL, robots_of
from hearth.communities.quotes import without_lines
from hearth.communities.views import addresses
from hearth.core import feeds, mail, richtext
from hearth.core.outer_cache import kept_for_visitors
from hearth.core.translated import isolated
from hearth.members.queries.profiles import ProfileSeen

WORDS = 60


def community(request: HttpRequest, community_id: str) -> HttpResponse:
    """The newest discussions of an open community."""
    found = machines.get_open_community(community_id)
    page = mail.absolute(addresses.of_community(found))
    feed = _feed(request, found, found.name, page, found.description, found.lang, f"community/{found.public_id}")
    rows = machines.latest_discussions(found)
    for each, author in zip(rows, machines.authors_beside(rows), strict=True):
        _add_discussion(feed, each, author)
    return feeds.answer(request, feed, robots=robots_of(found))


def discussion(request: HttpRequest, discussion_id: str) -> HttpResponse:
    """The newest replies of an open discussion, and how it began."""
    found = machines.get_open_discussion(discussion_id)
    page = mail.absolute(addresses.of_discussion(found))
    feed = _feed(request, found, found.title, page, found.excerpt, found.language, f"discussion/{found.public_id}")
    rows = machines.latest_replies(found)
    opener, *authors = machines.authors_beside([found, *rows])
    for each, author in zip(rows, authors, strict=True):
        _add_reply(feed, each, author)
    _add_discussion(feed, found, opener)
    return feeds.answer(request, feed, robots=robots_of(found.community))


@kept_for_visitors
def sitemap(request: HttpRequest) -> HttpResponse:
    """The index of what search engines are told of: the communities, and a part for each month of discussions."""
    parts = [
        (mail.absolute(reverse("communities:sitemap-month", args=[name])), at) for name, at in machines.sitemap_parts()
    ]
    return _sitemap(request, "sitemapindex", "sitemap", parts)


@kept_for_visitors
def sitemap_month(request: HttpRequest, month: str) -> HttpResponse:
    """One part of the sitemap, as `sitemap_parts` names it."""
    of, part = _part(month)
    if of is None:
        found = [(addresses.of_community(each), each.active_at) for each in machines.sitemap_communities(part)]
    else:
        found = [(addresses.of_discussion(each), each.active_at) for each in machines.sitemap_discussions(of, part)]
    return _sitemap(request, "urlset", "url", [(mail.absolute(path), at) for path, at in found])


def _part(name: str) -> tuple[date | None, int]:
    """Return the month of the part that is called `name`, None for the communities, and which of them it is."""
    said = re.fullmatch(r"(?:communities|(20[0-9]{2})-(0[1-9]|1[0-2]))(?:-([1-9][0-9]{0,3}))?", name)
    if said is None:
        raise Http404
    year, month, part = said.groups()
    return date(int(year), int(month), 1) if year else None, int(part or 1)


def _sitemap(request: HttpRequest, root: str, entry: str, rows: list[tuple[str, datetime | None]]) -> HttpResponse:
    context = {"root": root, "entry": entry, "rows": rows}
    return render(request, "communities/sitemap.xml", context, content_type="application/xml; charset=utf-8")


def _feed(
    request: HttpRequest, of: Community | Discussion, title: str, link: str, words: str, language: str, key: str
) -> feeds.Feed:
    own = mail.absolute(request.path)
    said: dict[str, Any] = {"language": language, "feed_url": own, "feed_guid": feeds.tag(key), "subtitle": None}
    return feeds.Feed(feeds.writable(title), link, feeds.writable(words), begun_at=of.created_at, **said)


def _add_discussion(feed: feeds.Feed, each: Discussion, author: ProfileSeen) -> None:
    feed.add_item(
        feeds.writable(each.title),
        mail.absolute(addresses.of_discussion(each)),
        _said(each.excerpt, author),
        author_name=feeds.writable(author.name),
        pubdate=each.created_at,
        updateddate=each.edited_at or each.created_at,
        unique_id=feeds.tag(f"discussion/{each.public_id}"),
    )


def _add_reply(feed: feeds.Feed, each: Reply, author: ProfileSeen) -> None:
    name = feeds.writable(author.name)
    feed.add_item(
        _("Reply by %(name)s") % {"name": isolated(name)},
        mail.absolute(each.get_absolute_url()),
        _said(richtext.excerpt(without_lines(each.body_html), WORDS), author),
        author_name=name,
        pubdate=each.created_at,
        updateddate=each.edited_at or each.created_at,
        unique_id=feeds.tag(f"reply/{each.public_id}"),
    )


def _said(words: str, author: ProfileSeen) -> str:
    """Return what an entry says; of a clinician with their note."""
    return feeds.writable(f"{words} ({GENERAL})" if words and author.is_clinician else words)
