"""Bringing a collection of questions and answers in: a community of its own, outside queues, homes and notifications.

Nothing is recorded as an activity: nobody is told of thousands of texts at once, and nobody waits for an answer.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count, F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from hearth.communities.actions.places import Description, found_community
from hearth.communities.entries import Entry
from hearth.communities.excerpts import excerpt_of
from hearth.communities.models import Answering, Community, Crawling, Discussion, Joining, Reading, Reply
from hearth.core import richtext
from hearth.members.models import Audience, Kind, Member
from hearth.members.models.member import name_key
from hearth.organizations.permissions import HOUSE


@dataclass(frozen=True, slots=True)
class Collection:
    """What is the same for every entry: `name` names the community, `license` and `on` are shown with each text.

    It is known again by its `key`, or else by its name, whatever its community is called by then.
    """

    name: str
    license: str
    on: date | None = None
    language: str = "en"
    key: str = ""

    def key_of(self, entry: Entry) -> str:
        """Return what `entry` is known by: other collections may use its id for the same question."""
        return hashlib.sha256(f"{self.known_by}\n{entry.key}".encode()).hexdigest()

    @property
    def known_by(self) -> str:
        """The key its library is found by again, though it was renamed here."""
        return self.key or self.name


@transaction.atomic
def put_library(collection: Collection) -> Community:
    """Return the community of `collection`, founded now when it is new. By whoever runs the server only."""
    found = Community.objects.filter(collection=collection.known_by).first()
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
    library = found_community(description, steward=put_voice(collection.name), by=HOUSE)
    library.collection = collection.known_by
    library.save(update_fields=["collection"])
    return library


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
    wanted = {collection.key_of(entry): entry for entry in entries}
    voices = {source: put_voice(source or collection.name) for source in {entry.source for entry in wanted.values()}}
    present = {each.source_key: each for each in Discussion.objects.filter(source_key__in=list(wanted))}
    answers = {reply.discussion_id: reply for reply in _answers_of(present.values())}
    counted: Counter[str] = Counter(added=0, updated=0, unchanged=0)
    _add(library, collection, {key: entry for key, entry in wanted.items() if key not in present}, voices)
    counted["added"] = len(wanted) - len(present)
    for key, discussion in present.items():
        entry = wanted[str(key)]
        changed = _update(discussion, answers.get(discussion.pk), entry, collection, voices[entry.source])
        counted["updated" if changed else "unchanged"] += 1
    return counted


@transaction.atomic
def count_anew(library: Community) -> None:
    """Set the counter of discussions of `library` to what a recount says."""
    shown = Discussion.objects.listed().filter(community=library).aggregate(count=Count("pk"))
    Community.objects.filter(pk=library.pk).update(discussion_count=shown["count"])


def _answers_of(discussions: Iterable[Discussion]) -> Iterable[Reply]:
    """Return the answers that came with `discussions`: what the same voice said, the first of each last."""
    return Reply.objects.filter(discussion__in=discussions, author=F("discussion__author")).order_by("-pk")


def _add(library: Community, collection: Collection, entries: dict[str, Entry], voices: dict[str, Member]) -> None:
    now = timezone.now()
    made = Discussion.objects.bulk_create(
        Discussion(
            community=library,
            author=voices[entry.source],
            answering=Answering.NOBODY,
            reply_count=1,
            created_at=now,
            active_at=now,
            source_key=key,
            asks=False,
            **_opening(entry, collection),
        )
        for key, entry in entries.items()
    )
    Reply.objects.bulk_create(
        Reply(discussion=discussion, author=discussion.author, created_at=now, **_answer(entry, collection))
        for discussion, entry in zip(made, entries.values(), strict=True)
    )


def _update(discussion: Discussion, answer: Reply | None, entry: Entry, collection: Collection, voice: Member) -> bool:
    """Let an entry that is there say what it says now, under `voice`; return whether that changed anything."""
    now = timezone.now()
    opening = _changes(discussion, author_id=voice.pk, **_opening(entry, collection))
    if opening:
        Discussion.objects.filter(pk=discussion.pk).update(**opening)
    said = {"author_id": voice.pk, **_answer(entry, collection)}
    if answer is None:
        if discussion.deleted_at is not None:
            return bool(opening)
        Reply.objects.create(discussion=discussion, created_at=now, **said)
        Discussion.objects.filter(pk=discussion.pk).update(reply_count=F("reply_count") + 1)
        return True
    answered = _changes(answer, **said)
    if answered:
        edited = {"edited_at": now} if "body" in answered else {}
        Reply.objects.filter(pk=answer.pk).update(**edited, **answered)
    return bool(opening or answered)


def _changes(written: Discussion | Reply, **wanted: Any) -> dict[str, Any]:
    return {name: value for name, value in wanted.items() if getattr(written, name) != value}


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
