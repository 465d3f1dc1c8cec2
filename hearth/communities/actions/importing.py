"""Bringing a collection of questions and answers in: a community of its own, outside queues, homes and notifications.

Nothing is recorded as an activity: nobody is told of thousands of texts at once, and nobody waits for an answer.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from hearth.communities.actions.places import Description, found_community
from hearth.communities.actions.writing import excerpt_of
from hearth.communities.entries import Entry
from hearth.communities.models import Answering, Community, Crawling, Discussion, Joining, Reading, Reply
from hearth.core import richtext
from hearth.members.models import Audience, Kind, Member
from hearth.members.models.member import name_key
from hearth.organizations.permissions import HOUSE


@dataclass(frozen=True, slots=True)
class Collection:
    """What is the same for every entry: `name` names the community, `license` and `on` are shown with each text."""

    name: str
    license: str
    on: date | None = None
    language: str = "en"


@transaction.atomic
def put_library(collection: Collection) -> Community:
    """Return the community of `collection`, founded now when it is new. By whoever runs the server only."""
    keeper = put_voice(collection.name)
    found = Community.objects.filter(name=collection.name, memberships__member=keeper).first()
    if found is not None:
        return found
    with override(collection.language):  # in the language of the texts, as far as the site speaks it
        said, guidelines = _described()
    description = Description(
        name=collection.name,
        description=said,
        guidelines=guidelines,
        lang=collection.language,
        languages=[collection.language],
        icon="book",
        reading=Reading.EVERYONE,
        joining=Joining.BY_INVITATION,
        crawling=Crawling.NOTHING,
    )
    return found_community(description, steward=keeper, by=HOUSE)


def _described() -> tuple[str, str]:
    """Return what a library says of itself, and its guidelines, in the active language."""
    guidelines = [
        _(
            "These texts were written for everybody, not about you. Use them to find words for what you want to ask, "
            "and bring what worries you to your own team."
        ),
        _("Under each text stands who wrote it, under which licence, and of which day it is. Medicine moves on."),
        _("Nobody answers here. To talk with people in the same situation, go to one of the other communities."),
    ]
    said = _(
        "A shelf to read from: questions about health that many people ask, answered by the organisations named "
        "under each."
    )
    return said, "\n\n".join(guidelines)


def put_voice(source: str) -> Member:
    """Return the face under which `source` speaks: nobody stands behind it, and no person can take its name."""
    name = f"{source[:26]} (collection)"  # brackets are in no person's name, see members.names
    member, _made = Member.objects.get_or_create(
        name_key=name_key(name),
        defaults={
            "name": name,
            "kind": Kind.PSEUDONYM,
            "audience": Audience.EVERYONE,
        },
    )
    return member


@transaction.atomic
def put_entries(library: Community, collection: Collection, entries: Iterable[Entry]) -> Counter[str]:
    """Bring `entries` into `library`; return how many were `added`, `updated` and `unchanged`.

    Known by their keys. Of several entries with one key the last one holds.
    """
    wanted = {entry.key: entry for entry in entries}
    voices = {source: put_voice(source or collection.name) for source in {entry.source for entry in wanted.values()}}
    present = {each.source_key: each for each in Discussion.objects.filter(source_key__in=list(wanted))}
    answers: dict[int, Reply] = {}
    for reply in Reply.objects.filter(discussion__in=present.values(), author__in=voices.values()).order_by("-pk"):
        answers[reply.discussion_id] = reply
    counted: Counter[str] = Counter(added=0, updated=0, unchanged=0)
    new = [entry for key, entry in wanted.items() if key not in present]
    _add(library, collection, new, voices)
    counted["added"] = len(new)
    for key, discussion in present.items():
        entry = wanted[str(key)]
        kind = "updated" if _update(discussion, answers.get(discussion.pk), entry, collection, voices) else "unchanged"
        counted[kind] += 1
    return counted


@transaction.atomic
def count_anew(library: Community) -> None:
    """Set the counter of discussions of `library` to what a recount says."""
    shown = Discussion.objects.listed().filter(community=library).aggregate(count=Count("pk"))
    Community.objects.filter(pk=library.pk).update(discussion_count=shown["count"])


def _add(library: Community, collection: Collection, entries: list[Entry], voices: dict[str, Member]) -> None:
    now = timezone.now()
    made = Discussion.objects.bulk_create(
        Discussion(
            community=library,
            author=voices[entry.source],
            answering=Answering.NOBODY,
            reply_count=1,
            created_at=now,
            active_at=now,
            source_key=entry.key,
            **_opening(entry, collection),
        )
        for entry in entries
    )
    Reply.objects.bulk_create(
        Reply(discussion=discussion, author=discussion.author, created_at=now, **_answer(entry, collection))
        for discussion, entry in zip(made, entries, strict=True)
    )


def _update(
    discussion: Discussion, answer: Reply | None, entry: Entry, collection: Collection, voices: dict[str, Member]
) -> bool:
    opening = _opening(entry, collection)
    changes = {name: value for name, value in opening.items() if getattr(discussion, name) != value}
    if changes:
        Discussion.objects.filter(pk=discussion.pk).update(**changes)
    if answer is not None and answer.body != entry.answer:
        Reply.objects.filter(pk=answer.pk).update(edited_at=timezone.now(), **_answer(entry, collection))
        return True
    if answer is None and discussion.deleted_at is None:
        now: datetime = timezone.now()
        author = voices[entry.source]
        Reply.objects.create(discussion=discussion, author=author, created_at=now, **_answer(entry, collection))
        Discussion.objects.filter(pk=discussion.pk).update(reply_count=discussion.reply_count + 1)
        return True
    return bool(changes)


def _opening(entry: Entry, collection: Collection) -> dict[str, Any]:
    return {
        "title": entry.title,
        "body": entry.body,
        "body_html": richtext.clean(entry.body, markup=False),
        "excerpt": excerpt_of(richtext.clean(entry.body or entry.answer, markup=False)),
        "language": collection.language,
        "source_name": entry.source or collection.name,
        "source_url": entry.url,
        "source_license": collection.license,
        "source_on": collection.on,
    }


def _answer(entry: Entry, collection: Collection) -> dict[str, Any]:
    html = richtext.clean(entry.answer, markup=False)
    return {"body": entry.answer, "body_html": html, "language": collection.language}
