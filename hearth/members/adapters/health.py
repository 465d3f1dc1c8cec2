"""Health data, and the ledger of the consents it was kept under."""

from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hearth.members.agreements import REASONS
from hearth.members.models import Situation
from hearth.members.ports import Fact, Person, Row, Section
from hearth.members.queries.own import get_situation, list_consents
from hearth.members.queries.situation import list_conditions

COVERS: Final = frozenset({"members.Condition", "members.Consent", "members.Situation"})


def sections(person: Person) -> list[Section]:
    """Return what the person told us of their situation, under which consents; also under one that ran out."""
    kept = get_situation(person.account)
    return [
        Section("situation", _("What brings you here"), [_situation(kept)] if kept else []),
        Section("conditions", _("What you, or people you care for, live with"), _conditions(kept) if kept else []),
        Section("consents", _("Your consents"), _consents(person)),
    ]


def _situation(kept: Situation) -> Row:
    words = [str(dict(REASONS).get(reason, reason)) for reason in kept.reasons]
    return [
        Fact("reasons", _("I am here because"), kept.reasons, " · ".join(words)),
        Fact("words", _("In your words"), kept.words),
        Fact("updated_at", _("Written"), kept.updated_at),
    ]


def _conditions(kept: Situation) -> list[Row]:
    return [
        [
            Fact("words", _("In your words"), row.words),
            Fact("relation", _("Who lives with it"), row.relation, row.get_relation_display()),
            Fact("topic", _("What it is called here"), row.topic.slug if row.topic else "", name.text),
            Fact("since", _("Since when"), row.since),
            Fact("stage", _("Where it stands"), row.stage),
        ]
        for row, name in list_conditions(kept, language=get_language() or "en")
    ]


def _consents(person: Person) -> list[Row]:
    return [
        [
            Fact("purpose", _("For what"), row.purpose, sentence),
            Fact("version", _("Version"), row.version),
            Fact("given_at", _("Given"), row.given_at),
            Fact("withdrawn_at", _("Withdrawn"), row.withdrawn_at),
            Fact("replaced_at", _("Replaced by a newer version"), row.replaced_at),
        ]
        for row, sentence in list_consents(person.account)
    ]
