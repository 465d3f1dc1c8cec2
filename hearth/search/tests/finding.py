"""Helpers to search as somebody, the index as fresh as a worker would keep it."""

from django.test import Client

from hearth.members.models import Member
from hearth.search.actions.rebuilding import rebuild
from hearth.search.queries.finding import Found, Search, find
from tests.people import signed_in


def found(text: str, viewer: Member | None = None, **given: object) -> Found:
    """Return what `viewer` finds."""
    language = str(given.pop("language_of_reader", "en"))
    return find(Search(text=text, **given), viewer=viewer, language=language)


def addresses(text: str, viewer: Member | None = None, **given: object) -> list[str]:
    """Return the addresses of what `viewer` finds."""
    return [each.address for each in found(text, viewer, **given).page.items]


def page(viewer: Member | None = None, **query: object) -> str:
    """Return the page of a search as `viewer` sees it."""
    client = signed_in(viewer) if viewer else Client()
    answer = client.get("/search/", query)
    assert answer.status_code == 200
    return answer.content.decode()


def index_all() -> None:
    """Bring every document up to date."""
    rebuild()
