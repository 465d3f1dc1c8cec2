"""For feed readers: what changed in the directory."""

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hearth.core import feeds, mail
from hearth.core.translated import country_name, isolated
from hearth.organizations.models import Organization
from hearth.organizations.queries.directory import latest_changes

BEGAN = datetime(2026, 11, 1, tzinfo=UTC)


def feed(request: HttpRequest) -> HttpResponse:
    """The organisations that were added, closed or changed last."""
    page = mail.absolute(reverse("organizations:directory"))
    said = {"feed_url": mail.absolute(request.path), "feed_guid": feeds.tag("directory"), "begun_at": BEGAN}
    found = feeds.Feed(
        _("Changes of the directory"),
        page,
        _("Health organisations that were added, closed or changed."),
        language=get_language(),
        author_name=_("Directory"),
        **said,
    )
    for each in latest_changes():
        _add(found, each)
    return feeds.answer(request, found, robots="noindex")


def _add(found: feeds.Feed, each: Organization) -> None:
    what, sentence = _what(each)
    where = ", ".join(filter(None, (each.place, country_name(each.country))))
    found.add_item(
        feeds.writable(sentence % {"name": isolated(each.name)}),
        mail.absolute(reverse("front:organization", args=[each.public_id])),
        feeds.writable(f"{each.get_kind_display()} · {where}"),
        pubdate=each.changed_at,
        updateddate=each.changed_at,
        # One for each change: a reader shows it once, and the next change again.
        unique_id=feeds.tag(f"directory/{each.public_id}/{what}/{each.changed_at.astimezone(UTC):%Y%m%dT%H%M%S%f}"),
    )


def _what(each: Organization) -> tuple[str, str]:
    """Return what became of it, as a word for machines and as a sentence."""
    if each.closed_on:
        return "closed", _("Closed: %(name)s")
    if each.joined_on == each.changed_at.date():
        return "joined", _("Joined the network: %(name)s")
    if any(entry.first_seen_at == each.changed_at for entry in each.entries.all()):
        return "added", _("Added: %(name)s")
    return "changed", _("Changed: %(name)s")
